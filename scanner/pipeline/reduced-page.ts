import type { Pixels } from "./sharp.ts";

/** A page at half its size in one channel: enough to find its lines and edges, at a quarter of the work. */
export interface ReducedPage {
  /** Rows from the top, one byte a cell. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Page pixels to a cell's side. */
export const REDUCTION = 2;

/** Green stands for brightness: black, blue and red ink are dark in it alike. */
export function reducePage({ data, width, height, channels }: Pixels): ReducedPage {
  const columns = Math.floor(width / REDUCTION);
  const rows = Math.floor(height / REDUCTION);
  const reduced = new Uint8Array(columns * rows);
  const rowBytes = width * channels;
  const green = channels === 3 ? 1 : 0;
  for (let row = 0, cell = 0; row < rows; row++) {
    let at = row * REDUCTION * rowBytes + green;
    for (let column = 0; column < columns; column++, cell++, at += REDUCTION * channels) {
      reduced[cell] = (data[at]! + data[at + channels]! + data[at + rowBytes]! + data[at + rowBytes + channels]! + 2) >> 2;
    }
  }
  return { data: reduced, width: columns, height: rows };
}
