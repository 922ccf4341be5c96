import { readdir, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { knownLibraries } from "./known-libraries.ts";
import type { StaffCardLibrarySettings } from "./library-settings.ts";

export interface FoundLibrary {
  readonly kind: StaffCardLibrarySettings["kind"];
  readonly path: string;
  /** Null for one whose name only sounds like a card's library. */
  readonly maker: string | null;
}

/**
 * Vendors' libraries in these folders (`libraryFolders`), those of known makers first; none is loaded, so one may still be built for another processor.
 * A file with several names is listed once. Folders that are not there or may not be read have none.
 */
export async function findStaffCardLibraries(folders: readonly string[]): Promise<FoundLibrary[]> {
  const found = new Map<string, FoundLibrary>();
  for (const folder of (await Promise.all(folders.map(expand))).flat()) {
    for (const name of (await namesIn(folder)).toSorted()) {
      const known = knownLibraries.find(({ file }) => file.test(name));
      if (!known) continue;
      const path = join(folder, name);
      const real = await realpath(path).catch(() => undefined);
      if (real !== undefined && !found.has(real)) found.set(real, { kind: known.kind, path, maker: known.maker });
    }
  }
  return [...found.values()].toSorted((a, b) => Number(a.maker === null) - Number(b.maker === null));
}

/** The folders a pattern stands for. */
async function expand(pattern: string): Promise<string[]> {
  const at = pattern.indexOf("*");
  if (at < 0) return [pattern];
  const parent = dirname(pattern.slice(0, at + 1));
  const names = (await readdir(parent, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return (await Promise.all(names.map((name) => expand(join(parent, name) + pattern.slice(at + 1))))).flat();
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
