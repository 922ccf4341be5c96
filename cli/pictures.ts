import { readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { Failure } from "../domain/failure.ts";

/** A file to make pages of. `source` is what messages call it; `place` is where its page goes below the output folder. */
export interface Picture {
  readonly source: string;
  readonly path: string;
  readonly place: string;
}

export interface FoundPictures {
  readonly pictures: readonly Picture[];
  readonly failures: readonly { readonly source: string; readonly failure: Failure }[];
}

const paperOrder = new Intl.Collator("zh", { numeric: true });

/**
 * The files named, and every file below the folders named, in the order a person numbers them (2 before 10); hidden files are
 * passed over. What is not there, and a folder with nothing in it, is a failure of its own (`page-file-unreadable`, `folder-empty`).
 */
export async function findPictures(inputs: readonly string[]): Promise<FoundPictures> {
  const pictures: Picture[] = [];
  const failures: { source: string; failure: Failure }[] = [];
  for (const input of inputs) {
    try {
      const found = (await stat(input)).isDirectory() ? await filesBelow(input) : [{ source: input, path: input, place: basename(input) }];
      if (found.length === 0) failures.push({ source: input, failure: new Failure("folder-empty", { details: { folder: input } }) });
      pictures.push(...found);
    } catch (cause) {
      failures.push({ source: input, failure: new Failure("page-file-unreadable", { retryable: true, details: { name: input }, cause }) });
    }
  }
  return { pictures, failures };
}

async function filesBelow(folder: string): Promise<Picture[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(/[/\\]/).some((part) => part.startsWith(".")))
    .sort(paperOrder.compare)
    .map((path) => ({ source: path, path, place: relative(folder, path) }));
}
