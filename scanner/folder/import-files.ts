import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { ScanInput } from "../pipeline/scan-input.ts";
import { compareNaturally } from "./natural-order.ts";

/** What systems and cameras drop into folders; anything else is offered and, if it is no image, named as such. */
const CLUTTER = /^(\.|~\$)|^(thumbs\.db|desktop\.ini|ehthumbs\.db)$|\.(part|tmp|crdownload)$/i;

/**
 * Scans from files and folders, in the order given; a folder's files in natural order, its subfolders after them. Names are
 * relative to the folder. Links are followed, to each folder once. What cannot be read (a path that is not there, a broken link, a
 * subfolder without permission) is delivered too, and fails as a page by name: it must not stop the rest.
 */
export async function* importFiles(paths: readonly string[], signal?: AbortSignal): AsyncGenerator<ScanInput> {
  for (const path of paths) {
    if (signal?.aborted) return;
    if (await isFolder(path)) yield* importFolder({ path, name: "", taken: new Set() }, signal);
    else yield { name: basename(path), path };
  }
}

interface Folder {
  readonly path: string;
  /** Relative to the folder given; empty for that one. */
  readonly name: string;
  /** Folders taken before, by what they really are: a link may lead back to them. */
  readonly taken: Set<string>;
}

async function* importFolder({ path, name, taken }: Folder, signal?: AbortSignal): AsyncGenerator<ScanInput> {
  let entries: Entry[];
  try {
    const real = await realpath(path);
    if (taken.has(real)) return;
    taken.add(real);
    entries = await readFolder(path);
  } catch (cause) {
    yield { name: name || ".", failure: new Failure("scanner-folder-unreadable", { retryable: true, details: { device: path }, cause }) };
    return;
  }
  const nameOf = (entry: Entry): string => (name ? `${name}/${entry.name}` : entry.name);
  for (const entry of entries.filter((each) => !each.isFolder)) {
    if (signal?.aborted) return;
    yield { name: nameOf(entry), path: join(path, entry.name) };
  }
  for (const entry of entries.filter((each) => each.isFolder)) yield* importFolder({ path: join(path, entry.name), name: nameOf(entry), taken }, signal);
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

async function readFolder(path: string): Promise<Entry[]> {
  const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !CLUTTER.test(name));
  const inOrder = entries.toSorted((a, b) => compareNaturally(a.name, b.name));
  return Promise.all(inOrder.map(async (entry) => ({
    name: entry.name,
    isFolder: entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(path, entry.name)))),
  })));
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then((entry) => entry.isDirectory(), () => false);
}
