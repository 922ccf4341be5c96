import type { Levels } from "./paper.ts";
import type { Pixels } from "./sharp.ts";

/** The side of a JPEG block of colour at 4:2:0. */
const CELL = 16;
/** Every other row of a cell tells as much as all of them. */
const ROW_STEP = 2;
const AREA = (CELL * CELL) / ROW_STEP;
/** Largest less smallest channel, averaged over a cell: scanners fringe black print up to about 12. */
const COLOURED_CELL = 14;
/** A stamp covers far more; a few coloured cells are dust or a fringe. */
const COLOURED_SHARE = 0.0008;
/** The same with its sign, which fringes, red on one side of a stroke and blue on the other, do not add up to: a faint stamp does. */
const ONE_HUED_CELL = 8;
/** The star of a small stamp fills so many. */
const ONE_HUED_CELLS = 4;

/** Which cells hold real colour (a stamp, a photograph, blue ink): one entry a cell, row by row, 1 for coloured. */
export interface ColourMap {
  readonly cells: Uint8Array;
  readonly columns: number;
  readonly isColoured: boolean;
}

/** Of the page as its levels will make it: tinted paper is no colour. */
export function mapColour({ data, width, height }: Pixels, [reds, greens, blues]: Levels): ColourMap {
  const [whiteRed, whiteGreen, whiteBlue] = [reds.indexOf(255), greens.indexOf(255), blues.indexOf(255)];
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const sums = new Int32Array(columns * rows);
  const redness = new Int32Array(columns * rows);
  const blueness = new Int32Array(columns * rows);
  for (let y = 0; y < height; y += ROW_STEP) {
    const row = Math.floor(y / CELL) * columns;
    for (let x = 0, i = y * width * 3; x < width; x++, i += 3) {
      // Most of a page is empty paper.
      if (data[i]! >= whiteRed && data[i + 1]! >= whiteGreen && data[i + 2]! >= whiteBlue) continue;
      const red = reds[data[i]!]!;
      const green = greens[data[i + 1]!]!;
      const blue = blues[data[i + 2]!]!;
      const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
      if (spread <= COLOURED_CELL) continue;
      const cell = row + (x >> 4);
      sums[cell]! += spread;
      redness[cell]! += red - green;
      blueness[cell]! += blue - green;
    }
  }
  const cells = new Uint8Array(columns * rows);
  let coloured = 0;
  let oneHued = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const isColoured = sums[cell]! > COLOURED_CELL * AREA;
    const isOneHued = Math.max(Math.abs(redness[cell]!), Math.abs(blueness[cell]!), Math.abs(redness[cell]! - blueness[cell]!)) > ONE_HUED_CELL * AREA;
    if (isColoured) coloured++;
    if (isOneHued) oneHued++;
    if (isColoured || isOneHued) cells[cell] = 1;
  }
  return { cells, columns, isColoured: coloured / cells.length > COLOURED_SHARE || oneHued >= ONE_HUED_CELLS };
}

/** One channel (Rec. 601, as a JPEG's luma) of the page as its levels make it, in one pass. */
export function toGrey({ data, width, height }: Pixels, [reds, greens, blues]: Levels): Pixels {
  const grey = new Uint8Array(width * height);
  const weighed = new Int32Array(3 * 256);
  for (let value = 0; value < 256; value++) {
    weighed[value] = reds[value]! * RED_WEIGHT;
    weighed[GREENS | value] = greens[value]! * GREEN_WEIGHT;
    weighed[BLUES | value] = blues[value]! * BLUE_WEIGHT;
  }
  for (let i = 0, from = 0; i < grey.length; i++, from += 3) {
    grey[i] = (weighed[data[from]!]! + weighed[GREENS | data[from + 1]!]! + weighed[BLUES | data[from + 2]!]! + 128) >> 8;
  }
  return { data: grey, width, height, channels: 1 };
}

/** Where they begin in the table of weighed values; one table is looked up faster than three. */
const [GREENS, BLUES] = [256, 512];

/** Keeps colour in and next to coloured cells and makes the rest neutral, in place: fringes of black print cost bytes and tell nothing. */
export function keepColourUnderStamps({ data, width, height }: Pixels, { cells, columns }: ColourMap): void {
  const rows = Math.ceil(height / CELL);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!hasColourNear(cells, columns, rows, column, row)) makeNeutral(data, width, height, column * CELL, row * CELL);
    }
  }
}

function hasColourNear(cells: Uint8Array, columns: number, rows: number, column: number, row: number): boolean {
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
      if (cells[y * columns + x] === 1) return true;
    }
  }
  return false;
}

function makeNeutral(data: Uint8Array, width: number, height: number, left: number, top: number): void {
  for (let y = top; y < Math.min(height, top + CELL); y++) {
    for (let x = left; x < Math.min(width, left + CELL); x++) {
      const i = (y * width + x) * 3;
      data[i] = data[i + 1] = data[i + 2] = toLuma(data, i);
    }
  }
}

const [RED_WEIGHT, GREEN_WEIGHT, BLUE_WEIGHT] = [77, 150, 29];

/** 0 … 255, of the pixel that begins at `i`. */
export function toLuma(data: Uint8Array, i: number): number {
  return (data[i]! * RED_WEIGHT + data[i + 1]! * GREEN_WEIGHT + data[i + 2]! * BLUE_WEIGHT + 128) >> 8;
}
