import type { Pixels } from "./sharp.ts";

/** What a reader needs of the ink on a page. Lengths in pixels of the page before it is made smaller. */
export interface InkMeasure {
  /** How wide the step from paper to ink is: 1.4 for a good scan, 5 for one out of focus. */
  readonly edgeWidth: number;
  /** How high a line of print is, about the size of a Chinese character. */
  readonly lineHeight: number;
  /** How much darker ink is than paper, 0 … 255. */
  readonly contrast: number;
}

/** Every so-many-th row and column is looked at. */
const STEP = 5;
/** The rim of a scan is the scanner's own. */
const RIM = 20;
/** A rise or fall of less is noise of the paper or of the JPEG it came as. */
const NOISE = 10;
/** With fewer steps between paper and ink there is nothing printed on the page that one could measure. */
const FEWEST_STEPS = 400;

/** Undefined where too little is printed to tell. */
export function measureInk(pixels: Pixels): InkMeasure | undefined {
  const steps = measureSteps(pixels);
  if (steps.count < FEWEST_STEPS) return undefined;
  const contrast = 255 - findQuantile(steps.darkest, steps.count, INK_QUANTILE);
  const lineHeight = findLineHeight(pixels, 255 - contrast * LINE_DEPTH);
  return { edgeWidth: steps.count / steps.sharpness, lineHeight: lineHeight ?? USUAL_LINE_HEIGHT, contrast };
}

/** The darkest twentieth of what is darker than its surroundings is ink at its full depth. */
const INK_QUANTILE = 0.05;
/** 12-point print on A4 at 1131 pixels across. */
const USUAL_LINE_HEIGHT = 22;

interface Steps {
  count: number;
  /** Sum over all steps of the steepest rise within one, as a share of its height. */
  sharpness: number;
  /** How many ended at each brightness on their dark side. */
  readonly darkest: Int32Array;
}

/** Walks along rows and columns from one local lightest or darkest point to the next. */
function measureSteps({ data, width, height, channels }: Pixels): Steps {
  const steps: Steps = { count: 0, sharpness: 0, darkest: new Int32Array(256) };
  const green = channels === 3 ? 1 : 0;
  for (let y = RIM; y < height - RIM; y += STEP) walk(data, (y * width + RIM) * channels + green, channels, width - 2 * RIM, steps);
  for (let x = RIM; x < width - RIM; x += STEP) walk(data, (RIM * width + x) * channels + green, width * channels, height - 2 * RIM, steps);
  return steps;
}

function walk(data: Uint8Array, start: number, stride: number, length: number, steps: Steps): void {
  let from = data[start]!;
  let extreme = from;
  let before = from;
  let steepest = 0;
  let direction = 0;
  for (let index = 1, at = start + stride; index < length; index++, at += stride) {
    const value = data[at]!;
    const rise = Math.abs(value - before);
    before = value;
    if (direction === 0) {
      if (Math.abs(value - from) <= NOISE) continue;
      direction = value > from ? 1 : -1;
      extreme = value;
      steepest = rise;
    } else if ((value - extreme) * direction >= 0) {
      extreme = value;
      steepest = Math.max(steepest, rise);
    } else if (Math.abs(value - extreme) > NOISE) {
      steps.count++;
      steps.sharpness += steepest / Math.abs(extreme - from);
      steps.darkest[Math.min(extreme, from)]!++;
      from = extreme;
      extreme = value;
      direction = -direction;
      steepest = rise;
    }
  }
}

function findQuantile(histogram: Int32Array, count: number, share: number): number {
  let seen = 0;
  for (let value = 0; value < histogram.length; value++) {
    seen += histogram[value]!;
    if (seen >= share * count) return value;
  }
  return 255;
}

/** Print is looked at in strips of two or three characters, row by row, and every other strip at that. */
const STRIP = 48;
/** A row of a strip belongs to a line when its darkest pixel has this share of the ink's depth. */
const LINE_DEPTH = 0.4;
const LEAST_LINE_HEIGHT = 8;
const GREATEST_LINE_HEIGHT = 90;
const FEWEST_LINES = 4;
/** Small print decides, but not the odd comma. */
const LINE_QUANTILE = 0.4;

/** `inkBelow`: a pixel darker than this is ink. */
function findLineHeight(pixels: Pixels, inkBelow: number): number | undefined {
  const heights = new Int32Array(GREATEST_LINE_HEIGHT + 1);
  let lines = 0;
  for (let left = RIM; left + STRIP < pixels.width - RIM; left += 2 * STRIP) lines += countLines(heights, pixels, left, inkBelow);
  return lines < FEWEST_LINES ? undefined : findQuantile(heights, lines, LINE_QUANTILE);
}

/** Of one strip, by their heights; answers how many. */
function countLines(heights: Int32Array, { data, width, height, channels }: Pixels, left: number, inkBelow: number): number {
  const green = channels === 3 ? 1 : 0;
  let lines = 0;
  let run = 0;
  for (let y = RIM; y < height - RIM; y++) {
    if (hasInk(data, (y * width + left) * channels + green, channels, inkBelow)) run++;
    else {
      if (run >= LEAST_LINE_HEIGHT && run <= GREATEST_LINE_HEIGHT) {
        heights[run]!++;
        lines++;
      }
      run = 0;
    }
  }
  return lines;
}

function hasInk(data: Uint8Array, start: number, channels: number, inkBelow: number): boolean {
  for (let at = start; at < start + STRIP * channels; at += channels) if (data[at]! < inkBelow) return true;
  return false;
}

/** What making a page smaller adds to the width of its edges: squares of pixels, for `1 / scale² − 1`. */
const REDUCTION_BLUR = 1.9;
/** Edge width against line height at which half the characters are read right, and how sharply that goes. */
const HALF_READ = 0.165;
const FALL = 40;
/** Ink fainter than this fades from a person's sight before it does from a program's. */
const FAINT_CONTRAST = 45;
const NO_CONTRAST = 10;

/** Whether the ink is too pale to be told from paper at a glance, however sharp it is. */
export function isFaint({ contrast }: InkMeasure): boolean {
  return contrast < (FAINT_CONTRAST + NO_CONTRAST) / 2;
}

/**
 * The share of characters a reader is likely to get right, 0 … 1, of a page made smaller by `scale`. Held against what tesseract
 * read of sample sheets blurred, paled and scanned coarsely (`bench legibility`).
 */
export function legibilityOf({ edgeWidth, lineHeight, contrast }: InkMeasure, scale: number): number {
  const width = Math.sqrt(edgeWidth ** 2 + REDUCTION_BLUR * (1 / scale ** 2 - 1));
  const read = 1 / (1 + Math.exp(FALL * (width / lineHeight - HALF_READ)));
  const seen = Math.min(1, Math.max(0, (contrast - NO_CONTRAST) / (FAINT_CONTRAST - NO_CONTRAST)));
  return read * seen;
}
