import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure, isFailure } from "../../domain/failure.ts";
import { importFiles } from "../../scanner/folder/import-files.ts";

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

/**
 * The files named, and every file below the folders named, in the order a person numbers them. A file that is not there is found
 * all the same and fails as a page; a folder with nothing in it is a failure of its own (`folder-empty`).
 */
export async function findPictures(inputs: readonly string[]): Promise<FoundPictures> {
  const pictures: Picture[] = [];
  const failures: { source: string; failure: Failure }[] = [];
  for (const input of inputs) {
    try {
      const found = await findIn(input);
      if (found.length === 0) failures.push({ source: input, failure: new Failure("folder-empty", { details: { folder: input } }) });
      pictures.push(...found);
    } catch (failure) {
      if (!isFailure(failure)) throw failure;
      failures.push({ source: input, failure });
    }
  }
  return { pictures, failures };
}

async function findIn(input: string): Promise<Picture[]> {
  const isFolder = await stat(input).then((entry) => entry.isDirectory(), () => false);
  const pictures: Picture[] = [];
  for await (const scan of importFiles([input])) {
    if ("path" in scan) pictures.push({ source: isFolder ? join(input, scan.name) : input, path: scan.path, place: scan.name });
  }
  return pictures;
}
