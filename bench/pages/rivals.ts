import { execFile } from "node:child_process";
import { copyFile, readFile, rm } from "node:fs/promises";
import { promisify } from "node:util";
import { PAGE_LIMIT_BYTES, PAGE_MAXIMUM } from "../../domain/page/page-rules.ts";

const run = promisify(execFile);

/** What anybody would use today, on the same files and bounded to the same pixels. */
export interface Rival {
  readonly name: string;
  /** Makes `outPath` out of `scanPath`; */
  make(scanPath: string, outPath: string): Promise<void>;
}

// Every sheet of the bench is upright.
const BOX = `${PAGE_MAXIMUM.shortSide}x${PAGE_MAXIMUM.longSide}>`;
/** Debian's own program, wherever else a `convert` may lie in the path. */
export const IMAGEMAGICK = "/usr/bin/convert";

export const imageMagick: Rival = {
  name: "imagemagick",
  make: async (scanPath, outPath) =>
    void (await run(IMAGEMAGICK, ["-limit", "thread", "1", scanPath, "-auto-orient", "-resize", BOX, "-define", `jpeg:extent=${PAGE_LIMIT_BYTES}`, `jpg:${outPath}`])),
};

export const jpegoptim: Rival = {
  name: "jpegoptim",
  async make(scanPath, outPath) {
    const large = `${outPath}.large.jpg`;
    await run(IMAGEMAGICK, ["-limit", "thread", "1", scanPath, "-auto-orient", "-resize", BOX, "-quality", "95", `jpg:${large}`]);
    await run("jpegoptim", ["--quiet", "--strip-all", `--size=${Math.floor(PAGE_LIMIT_BYTES / 1000)}`, large]);
    await copyFile(large, outPath);
    await rm(large);
  },
};

/** Makes the page and gives its bytes. */
export async function makeWith(rival: Rival, scanPath: string, outPath: string): Promise<Uint8Array> {
  await rival.make(scanPath, outPath);
  const bytes = await readFile(outPath);
  await rm(outPath);
  return bytes;
}
