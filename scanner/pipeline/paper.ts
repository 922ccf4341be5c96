import type { Pixels } from "./sharp.ts";

/** The paper a page is printed on, one value (0–255) for red, green and blue. */
export interface Paper {
  readonly colour: readonly [number, number, number];
  /** Every sample from here up is paper: the colour less its noise. */
  readonly whiteFrom: readonly [number, number, number];
}

/** Paper holds at least this share of a sheet; where nothing does, the page is a photograph. */
const PAPER_SHARE = 0.3;
/** How far around its most frequent value paper is counted. */
const PAPER_SPREAD = 12;
/** Below this it is not paper but a dark picture or the scanner's lid. */
const DARKEST_PAPER = 110;

/** Every so-many-th pixel of every so-many-th row is looked at. */
const STEP = 4;

/** The paper's colour, the histogram's mode in each channel. Undefined for a photograph, whose tones must be left alone. */
export function findPaper(pixels: Pixels): Paper | undefined {
  const [red, green, blue] = countValues(pixels).map(findChannelPaper);
  if (!red || !green || !blue) return undefined;
  return { colour: [red.mode, green.mode, blue.mode], whiteFrom: [red.whiteFrom, green.whiteFrom, blue.whiteFrom] };
}

/** How often each value comes, in red, green and blue. */
function countValues({ data, width, height, channels }: Pixels): [Int32Array, Int32Array, Int32Array] {
  const [red, green, blue] = [new Int32Array(256), new Int32Array(256), new Int32Array(256)];
  const [second, third] = channels === 3 ? [1, 2] : [0, 0];
  for (let row = 0; row < height; row += STEP) {
    const end = (row + 1) * width * channels;
    for (let i = row * width * channels; i < end; i += STEP * channels) {
      red[data[i]!]!++;
      green[data[i + second]!]!++;
      blue[data[i + third]!]!++;
    }
  }
  return [red, green, blue];
}

function findChannelPaper(histogram: Int32Array): { mode: number; whiteFrom: number } | undefined {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  const mode = findMode(histogram);
  let near = 0;
  for (let value = Math.max(0, mode - PAPER_SPREAD); value <= Math.min(255, mode + PAPER_SPREAD); value++) near += histogram[value]!;
  if (mode < DARKEST_PAPER || near / total < PAPER_SHARE) return undefined;
  return { mode, whiteFrom: mode - Math.max(8, Math.round(2.5 * measureNoise(histogram, mode))) };
}

/** Smoothed over neighbours, so that a noisy sheet's broad hill beats a clipped spike. */
function findMode(histogram: Int32Array): number {
  let best = 0;
  let mode = 255;
  for (let value = 255; value >= 0; value--) {
    let sum = 0;
    for (let near = -2; near <= 2; near++) sum += histogram[value + near] ?? 0;
    if (sum > best) [best, mode] = [sum, value];
  }
  return mode;
}

/** Standard deviation seen above the mode only: below it lies ink as well. */
function measureNoise(histogram: Int32Array, mode: number): number {
  let count = 0;
  let squares = 0;
  for (let value = mode; value <= 255; value++) {
    count += histogram[value]!;
    squares += histogram[value]! * (value - mode) ** 2;
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}

/** What each value of red, green and blue becomes. */
export type Levels = readonly [Uint8Array, Uint8Array, Uint8Array];

/** Paper becomes pure white, black stays black: empty paper then costs next to nothing in a JPEG. A photograph stays as it is. */
export function levelsFor(paper: Paper | undefined): Levels {
  if (!paper) return UNCHANGED;
  const [red, green, blue] = paper.whiteFrom;
  return [whitenFrom(red), whitenFrom(green), whitenFrom(blue)];
}

function whitenFrom(white: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, Math.round((value * 255) / white)));
}

export const UNCHANGED: Levels = [whitenFrom(255), whitenFrom(255), whitenFrom(255)];
