import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../../domain/failure.ts";

/** Saves a paper in the folder, beside those saved before, and gives its path. Throws Failure `export-folder-unwritable`. */
export async function saveNew(folder: string, name: string, extension: string, bytes: Uint8Array): Promise<string> {
  const path = await findFreePath(join(folder, name), extension);
  await writeWhole(path, folder, bytes);
  return path;
}

/** A paper given out is not overwritten, not even by one of the same number (its print was cancelled): `name（2）.pdf`. */
async function findFreePath(start: string, extension: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = `${start}${number === 1 ? "" : `（${number}）`}${extension}`;
    if (!(await stat(path).then(() => true, () => false))) return path;
  }
}

/** Written beside and renamed: a full disk leaves no half a paper under its name. */
async function writeWhole(path: string, folder: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.part`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(partial, bytes, { flush: true });
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined);
    const reason = (cause as NodeJS.ErrnoException).code ?? "";
    throw new Failure("export-folder-unwritable", { retryable: true, details: { folder, reason }, cause });
  }
}
