import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import { importFiles } from "../../scanner/folder/import-files.ts";
import type { ScanInput } from "../../scanner/pipeline/scan-input.ts";

/** A picture to make pages of: its scan under the name messages call it by, and where its page goes below the output folder. */
export interface Picture {
  readonly scan: ScanInput;
  readonly place: string;
}

/**
 * The files named, and every file below the folders named, in the order a person numbers them. What is not there or cannot be read is
 * found all the same and fails as a page, and so does a folder with nothing in it (`folder-empty`).
 */
export async function findPictures(inputs: readonly string[]): Promise<Picture[]> {
  return (await Promise.all(inputs.map(findIn))).flat();
}

async function findIn(input: string): Promise<Picture[]> {
  const isFolder = await stat(input).then((entry) => entry.isDirectory(), () => false);
  const pictures: Picture[] = [];
  for await (const scan of importFiles([input])) pictures.push({ scan: { ...scan, name: isFolder ? join(input, scan.name) : input }, place: scan.name });
  if (pictures.length > 0) return pictures;
  return [{ scan: { name: input, failure: new Failure("folder-empty", { details: { folder: input } }) }, place: input }];
}
