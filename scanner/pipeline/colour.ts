import type { Levels } from "./paper.ts";
import type { Pixels } from "./sharp.ts";

/** The side of a JPEG block of colour at 4:2:0. */
const CELL = 16;
/** Every other pixel of every other row of a cell tells as much as all of them. */
const STEP = 2;
const AREA = (CELL * CELL) / (STEP * STEP);
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
export function mapColour({ data, width, height }: Pixels, levels: Levels): ColourMap {
  const whites = whitesOf(levels);
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const sums: HueSums = { spread: new Int32Array(columns * rows), redness: new Int32Array(columns * rows), blueness: new Int32Array(columns * rows) };
  for (let y = 0; y < height; y += STEP) addRow(sums, Math.floor(y / CELL) * columns, data, y * width * 3, width, levels, whites);
  const cells = new Uint8Array(columns * rows);
  let coloured = 0;
  let oneHued = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const [redness, blueness] = [sums.redness[cell]!, sums.blueness[cell]!];
    const isColoured = sums.spread[cell]! > COLOURED_CELL * AREA;
    const isOneHued = Math.max(Math.abs(redness), Math.abs(blueness), Math.abs(redness - blueness)) > ONE_HUED_CELL * AREA;
    if (isColoured) coloured++;
    if (isOneHued) oneHued++;
    if (isColoured || isOneHued) cells[cell] = 1;
  }
  return { cells, columns, isColoured: coloured / cells.length > COLOURED_SHARE || oneHued >= ONE_HUED_CELLS };
}

/** Of each cell, over the pixels looked at. */
interface HueSums {
  /** Largest less smallest channel. */
  readonly spread: Int32Array;
  /** By how much red, and blue, is above green. */
  readonly redness: Int32Array;
  readonly blueness: Int32Array;
}

function addRow({ spread, redness, blueness }: HueSums, firstCell: number, data: Uint8Array, start: number, width: number, [reds, greens, blues]: Levels, [whiteRed, whiteGreen, whiteBlue]: Whites): void {
  for (let x = 0, i = start; x < width; x += STEP, i += STEP * 3) {
    // Most of a page is empty paper.
    if (data[i]! >= whiteRed && data[i + 1]! >= whiteGreen && data[i + 2]! >= whiteBlue) continue;
    const red = reds[data[i]!]!;
    const green = greens[data[i + 1]!]!;
    const blue = blues[data[i + 2]!]!;
    const difference = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (difference <= COLOURED_CELL) continue;
    const cell = firstCell + (x >> 4);
    spread[cell]! += difference;
    redness[cell]! += red - green;
    blueness[cell]! += blue - green;
  }
}

/** From where on each channel is made white. */
type Whites = readonly [red: number, green: number, blue: number];

function whitesOf([reds, greens, blues]: Levels): Whites {
  return [reds.indexOf(255), greens.indexOf(255), blues.indexOf(255)];
}

/** One channel (Rec. 601, as a JPEG's luma) of the page as its levels make it. In place: the memory given is used up. */
export function toGrey({ data, width, height }: Pixels, levels: Levels): Pixels {
  const grey = data.subarray(0, width * height);
  const weighed = weighLevels(levels);
  const whites = whitesOf(levels);
  for (let row = 0; row < height; row++) greyRow(data, row * width, width, weighed, whites);
  return { data: grey, width, height, channels: 1 };
}

/** A row a call, as in the whole pipeline: see docs/development.md. */
function greyRow(data: Uint8Array, start: number, width: number, weighed: Int32Array, [whiteRed, whiteGreen, whiteBlue]: Whites): void {
  for (let at = start, from = start * 3; at < start + width; at++, from += 3) {
    // Most of a page is empty paper.
    const isWhite = data[from]! >= whiteRed && data[from + 1]! >= whiteGreen && data[from + 2]! >= whiteBlue;
    data[at] = isWhite ? 255 : weighedLuma(weighed, data, from);
  }
}

/** Where they begin in the table of weighed values; one table is looked up faster than three. */
const [GREENS, BLUES] = [256, 512];
const [RED_WEIGHT, GREEN_WEIGHT, BLUE_WEIGHT] = [77, 150, 29];

function weighLevels([reds, greens, blues]: Levels): Int32Array {
  const weighed = new Int32Array(3 * 256);
  for (let value = 0; value < 256; value++) {
    weighed[value] = reds[value]! * RED_WEIGHT;
    weighed[GREENS | value] = greens[value]! * GREEN_WEIGHT;
    weighed[BLUES | value] = blues[value]! * BLUE_WEIGHT;
  }
  return weighed;
}

function weighedLuma(weighed: Int32Array, data: Uint8Array, i: number): number {
  return (weighed[data[i]!]! + weighed[GREENS | data[i + 1]!]! + weighed[BLUES | data[i + 2]!]! + 128) >> 8;
}

/** 0 … 255, of the pixel that begins at `i`. */
export function toLuma(data: Uint8Array, i: number): number {
  return (data[i]! * RED_WEIGHT + data[i + 1]! * GREEN_WEIGHT + data[i + 2]! * BLUE_WEIGHT + 128) >> 8;
}

/**
 * The page as its levels make it, in place: colour stays in and next to coloured cells and the rest becomes neutral, because fringes of
 * black print cost bytes and tell nothing.
 */
export function keepColourUnderStamps(pixels: Pixels, levels: Levels, { cells, columns }: ColourMap): void {
  const weighed = weighLevels(levels);
  const rows = Math.ceil(pixels.height / CELL);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (hasColourNear(cells, columns, rows, column, row)) applyLevels(pixels, levels, column * CELL, row * CELL);
      else makeNeutral(pixels, weighed, column * CELL, row * CELL);
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

/** Of the cell that begins there. */
function applyLevels({ data, width, height }: Pixels, [reds, greens, blues]: Levels, left: number, top: number): void {
  const right = Math.min(width, left + CELL);
  for (let y = top; y < Math.min(height, top + CELL); y++) {
    for (let i = (y * width + left) * 3; i < (y * width + right) * 3; i += 3) {
      data[i] = reds[data[i]!]!;
      data[i + 1] = greens[data[i + 1]!]!;
      data[i + 2] = blues[data[i + 2]!]!;
    }
  }
}

function makeNeutral({ data, width, height }: Pixels, weighed: Int32Array, left: number, top: number): void {
  const right = Math.min(width, left + CELL);
  for (let y = top; y < Math.min(height, top + CELL); y++) {
    for (let i = (y * width + left) * 3; i < (y * width + right) * 3; i += 3) data[i] = data[i + 1] = data[i + 2] = weighedLuma(weighed, data, i);
  }
}
