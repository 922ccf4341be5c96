import type { Pixels } from "./sharp.ts";

const CELL = 8;
/** A cell of print holds a pixel this much darker than its surroundings. */
const INK_DEPTH = 70;
/** One short line of print covers about 0.0011 of the cells; a blank sheet none. */
const INKED_SHARE = 0.0003;
/** Punch holes, staples and the scanner's shadow live in the margin. */
const MARGIN = 0.03;

/** Whether nothing is printed or written on whitened paper. */
export function isBlankPage({ data, width, height, channels }: Pixels): boolean {
  const left = Math.floor(width * MARGIN);
  const top = Math.floor(height * MARGIN);
  const cells = Math.floor((width - 2 * left) / CELL) * Math.floor((height - 2 * top) / CELL);
  const tooMany = cells * INKED_SHARE;
  let inked = 0;
  for (let y = top; y + CELL <= height - top; y += CELL) {
    for (let x = left; x + CELL <= width - left; x += CELL) {
      if (hasInk(data, width, channels, x, y) && ++inked >= tooMany) return false;
    }
  }
  return cells > 0;
}

/** Two dark pixels: one alone is dust. */
function hasInk(data: Uint8Array, width: number, channels: number, left: number, top: number): boolean {
  let dark = 0;
  for (let y = top; y < top + CELL; y++) {
    const end = (y * width + left + CELL) * channels;
    for (let i = (y * width + left) * channels; i < end; i++) if (data[i]! < 255 - INK_DEPTH && ++dark > channels) return true;
  }
  return false;
}
