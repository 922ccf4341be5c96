import { open, stat } from "node:fs/promises";
import { Failure } from "../../domain/failure.ts";
import { SCAN_LIMIT_BYTES } from "../../domain/page/page-rules.ts";

/**
 * One scan before it is a page: a whole file in memory or on disk, of any format in `SCAN_FORMATS`.
 * `name` is what the clerk knows it by and what messages say; `frame` picks one page (from 0) of a file that holds several;
 * `isStraight` says that it lies as it should (a signature from a pad): it is not turned or cut. `isFromCamera`: more than the sheet
 * is on it, whose size it does not tell; when nobody says, the file does. `failure`: what was found and cannot be read (a folder); it fails as a page, by its name.
 */
export type ScanInput = { readonly name: string; readonly frame?: number; readonly isStraight?: boolean; readonly isFromCamera?: boolean } & (
  | { readonly bytes: Uint8Array }
  | { readonly path: string }
  | { readonly failure: Failure }
);

export const SCAN_FORMATS = ["jpeg", "png", "tiff", "webp", "pnm"] as const;
export type ScanFormat = (typeof SCAN_FORMATS)[number];

/** Formats we recognise only to say what they are. */
type OtherFormat = "pdf" | "gif" | "heic" | "avif" | "bmp" | "svg" | "zip" | "ole";

const HEAD_BYTES = 4096;

/** Looks at the first bytes, never at the name: a PDF called .jpg is a PDF. Undefined when nothing is recognised. */
export function sniffFormat(head: Uint8Array): ScanFormat | OtherFormat | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 1024)).toString("latin1");
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (text.startsWith("II*\0") || text.startsWith("MM\0*") || text.startsWith("II+\0") || text.startsWith("MM\0+")) return "tiff";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  if (/^P[456]\s/.test(text)) return "pnm";
  if (text.includes("%PDF-")) return "pdf";
  if (text.startsWith("GIF8")) return "gif";
  if (/^....ftyp(heic|heix|hevc|mif1|msf1)/s.test(text)) return "heic";
  if (/^....ftypavi[fs]/s.test(text)) return "avif";
  if (text.startsWith("BM")) return "bmp";
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg/s.test(text)) return "svg";
  if (text.startsWith("PK\x03\x04")) return "zip";
  if (text.startsWith("\xd0\xcf\x11\xe0")) return "ole";
  return undefined;
}

/** The picture's bytes, or the path they are at. Throws the failure it was found with. */
export function contentOf(input: ScanInput): Uint8Array | string {
  if ("failure" in input) throw input.failure;
  return "bytes" in input ? input.bytes : input.path;
}

/** Reads the beginning of the file. Throws Failure `page-file-unreadable` (retryable), or the one it was found with. */
export async function readHead(input: ScanInput): Promise<Uint8Array> {
  const content = contentOf(input);
  if (typeof content !== "string") return content.subarray(0, HEAD_BYTES);
  try {
    // Opening a pipe would wait for whoever fills it.
    if (!(await stat(content)).isFile()) throw new Error("not a file");
    await using file = await open(content, "r");
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw new Failure("page-file-unreadable", { retryable: true, details: { name: input.name }, cause });
  }
}

/**
 * Refuses what would be read whole and is more than a sheet can have (`page-file-too-large`). The pages of a TIFF on disk are read one by
 * one, each within the limit of its pixels.
 */
export async function refuseTooLarge(input: ScanInput, format: ScanFormat): Promise<void> {
  const content = contentOf(input);
  if (format === "tiff" && typeof content === "string") return;
  const bytes = typeof content === "string" ? (await stat(content)).size : content.byteLength;
  if (bytes > SCAN_LIMIT_BYTES) throw new Failure("page-file-too-large", { details: { name: input.name, bytes } });
}

/** The format of a scan we can take. Throws Failures `page-file-empty`, `page-is-pdf`, `page-format-unsupported`, `page-not-an-image`. */
export function getScanFormat(name: string, head: Uint8Array): ScanFormat {
  if (head.byteLength === 0) throw new Failure("page-file-empty", { details: { name } });
  const format = sniffFormat(head);
  const known = SCAN_FORMATS.find((candidate) => candidate === format);
  if (known) return known;
  if (format === "pdf") throw new Failure("page-is-pdf", { details: { name } });
  if (format === undefined || format === "zip" || format === "ole") throw new Failure("page-not-an-image", { details: { name } });
  throw new Failure("page-format-unsupported", { details: { name, format } });
}
