import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createSheet, SHEET_CLASSES, type SheetClass } from "../../test/samples/sheets.ts";

export interface SampleFile {
  readonly class: SheetClass;
  readonly path: string;
  readonly truth: string;
}

/** The bench's scans, drawn once and kept in `folder`: `count` sheets, the classes in turn. */
export async function prepareSamples(folder: string, count: number): Promise<SampleFile[]> {
  await mkdir(folder, { recursive: true });
  const samples: SampleFile[] = [];
  for (let index = 0; index < count; index++) {
    const sheetClass = SHEET_CLASSES[index % SHEET_CLASSES.length]!;
    const number = Math.floor(index / SHEET_CLASSES.length);
    const path = join(folder, `${sheetClass}-${number}.jpg`);
    const truthPath = `${path}.txt`;
    if (!(await stat(path).then(() => true, () => false))) {
      const sheet = await createSheet(sheetClass, number);
      await writeFile(truthPath, sheet.truth);
      await writeFile(`${path}.part`, sheet.jpeg);
      await rename(`${path}.part`, path);
    }
    samples.push({ class: sheetClass, path, truth: await readFile(truthPath, "utf8") });
  }
  return samples;
}
