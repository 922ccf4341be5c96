import type { ImportedFile, ImportedPicture } from "../../contracts/ipc/scanning.ts";
import { SCAN_LIMIT_BYTES } from "../../domain/page/page-rules.ts";

/** A file chosen, dropped or pasted and not read yet, or a picture taken here. */
export type PictureSource = File | ImportedPicture;

/** Reads one file whole, unless it is too large; what cannot be read is handed over as such, by its name. */
export async function readPicture(source: PictureSource): Promise<ImportedFile> {
  if (!(source instanceof File)) return source;
  const { name, size } = source;
  if (size > SCAN_LIMIT_BYTES) return { name, failure: { code: "page-file-too-large", retryable: false, details: { name, bytes: size } } };
  try {
    return { name, bytes: new Uint8Array(await source.arrayBuffer()) };
  } catch {
    // A folder that was dropped, a stick that was pulled out.
    return { name, failure: { code: "page-file-unreadable", retryable: true, details: { name } } };
  }
}
