import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { createSheet, SHEET_CLASSES } from "../../test/samples/sheets.ts";
import { PAPER, PAPER_HEADER } from "./paper.ts";

/** The backend waits so long, in µs, for each of the nearly eighty buffers of a coloured A4 page at 200 dpi: about a page a second. */
const READ_DELAY = 11_700;

/** Writes into `folder` a `scanimage` that is the real one, slowed down to sixty pages a minute, with `loads` of ten drawn sheets in its feeder. Gives its path. */
export async function writeLoadedScanimage(folder: string, loads: number): Promise<string> {
  const paperFolder = join(folder, "paper");
  await drawPaper(paperFolder);
  const path = join(folder, "scanimage-with-paper");
  const lines = [
    "#!/bin/sh",
    'case "$*" in *--batch=*) ;; *) exec scanimage "$@";; esac',
    `exec "${process.execPath}" "${join(import.meta.dirname, "feed-paper.ts")}" "${paperFolder}" ${loads} "$@" --read-delay=yes --read-delay-duration=${READ_DELAY}`,
  ];
  await writeFile(path, `${lines.join("\n")}\n`);
  await chmod(path, 0o755);
  return path;
}

/** One sheet of every class. */
async function drawPaper(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const sheetClass of SHEET_CLASSES) {
    const { jpeg } = await createSheet(sheetClass, 0);
    const pixels = await sharp(jpeg).resize(PAPER.width, PAPER.height, { fit: "fill" }).raw().toBuffer();
    await writeFile(join(folder, `${sheetClass}.pnm`), Buffer.concat([PAPER_HEADER, pixels]));
  }
}
