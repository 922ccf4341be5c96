import sharp, { type Sharp } from "sharp";

// A page is seen once, so a cache only holds memory; the page pool decides how many pages run at once, so one thread a page.
sharp.cache(false);
sharp.concurrency(1);

export { sharp };

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
