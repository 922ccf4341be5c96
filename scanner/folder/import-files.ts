import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { ScanInput } from "../pipeline/scan-input.ts";
import { compareNaturally } from "./natural-order.ts";

/** What systems and cameras drop into folders; anything else is offered and, if it is no image, named as such. */
const CLUTTER = /^(\.|~\$)|^(thumbs\.db|desktop\.ini|ehthumbs\.db)$|\.(part|tmp|crdownload)$/i;

/**
 * Scans from files and folders, in the order given; a folder's files in natural order, its subfolders after them. Names are
 * relative to the folder. A path that is not there is delivered too, and fails as a page by name: it must not stop the rest.
 */
export async function* importFiles(paths: readonly string[], signal?: AbortSignal): AsyncGenerator<ScanInput> {
  for (const path of paths) {
    if (signal?.aborted) return;
    const isFolder = await stat(path).then((entry) => entry.isDirectory(), () => false);
    if (isFolder) yield* importFolder(path, "", signal);
    else yield { name: basename(path), path };
  }
}

async function* importFolder(folder: string, prefix: string, signal?: AbortSignal): AsyncGenerator<ScanInput> {
  const entries = (await readFolder(folder)).filter(({ name }) => !CLUTTER.test(name));
  const inOrder = entries.toSorted((a, b) => compareNaturally(a.name, b.name));
  for (const { name } of inOrder.filter((entry) => entry.isFile())) {
    if (signal?.aborted) return;
    yield { name: prefix + name, path: join(folder, name) };
  }
  for (const { name } of inOrder.filter((entry) => entry.isDirectory())) {
    yield* importFolder(join(folder, name), `${prefix}${name}/`, signal);
  }
}

async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new Failure("scanner-folder-unreadable", { retryable: true, details: { device: folder }, cause });
  }
}
