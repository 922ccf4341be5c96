import { createRequire } from "node:module";
import type makeSharp from "sharp";
import type { Sharp, SharpInput, SharpOptions } from "sharp";

const requireModule = createRequire(import.meta.url);
let loaded: typeof makeSharp | undefined;

/** Comes with the first picture: loading its native part would hold up the start of every workstation. */
export function sharp(options?: SharpOptions): Sharp;
export function sharp(input?: SharpInput | SharpInput[], options?: SharpOptions): Sharp;
export function sharp(input?: SharpInput | SharpInput[] | SharpOptions, options?: SharpOptions): Sharp {
  loaded ??= load();
  return loaded(input as SharpInput, options);
}

function load(): typeof makeSharp {
  const make = requireModule("sharp") as typeof makeSharp;
  // A page is seen once, so a cache only holds memory; the page pool decides how many pages run at once, so one thread a page.
  make.cache(false);
  make.concurrency(1);
  return make;
}

/** 600 dpi A3 has 70 million; a picture with more is no sheet of paper, and decoding it would be the attack. */
export const LIMIT_INPUT_PIXELS = 100_000_000;

/** Pixels in memory: rows from the top, 8 bits a sample, one sample (grey) or three (sRGB) a pixel. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

export function fromPixels({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: LIMIT_INPUT_PIXELS });
}
