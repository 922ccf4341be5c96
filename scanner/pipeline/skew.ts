import type { ReducedPage } from "./reduced-page.ts";

/** What is looked at: a sheet that lies further round was not fed, it was thrown in. */
const LIMIT_DEGREES = 7;
const FIRST_STEP_DEGREES = 0.25;
const LAST_STEP_DEGREES = 0.015;
/** Rise in brightness over two cells at the foot of a stroke, and the most a single edge may count for. */
const EDGE = 40;
const STRONGEST_EDGE = 120;
/** The rim of a scan is the scanner's own. */
const RIM_CELLS = 6;
/** A line of print has some hundred; less is dust or a short word, which leans as it likes. */
const FEWEST_EDGES = 150;
/** As many show which angle is about right, and as many which is exactly right. */
const ROUGH_EDGES = 8_000;
const EXACT_EDGES = 16_000;
/** How far the best angle must stand out from the ordinary one: print 1.7 and more, a picture's or a signature's edges at most 1.5. */
const LEAST_PROMINENCE = 1.6;

export interface Skew {
  /** How far the lines lean, clockwise positive; within ±7. */
  readonly degrees: number;
  /** The best angle's score against the median of all: 1 for no lines at all. */
  readonly prominence: number;
}

/**
 * The angle at which a page's lines lie, by projection profile: seen along its lines, the feet of printed lines fall into few
 * rows. Undefined when there is too little on the page, or nothing that forms lines. `isHidden` leaves out cells (a dark border).
 */
export function findSkew(page: ReducedPage, isHidden?: (column: number, row: number) => boolean): Skew | undefined {
  const edges = collectEdges(page, isHidden);
  if (edges.rows.length < FEWEST_EDGES) return undefined;
  const roughScore = createScorer(thin(edges, ROUGH_EDGES), page);
  const tried = Array.from({ length: (2 * LIMIT_DEGREES) / FIRST_STEP_DEGREES + 1 }, (_, index) => {
    const degrees = index * FIRST_STEP_DEGREES - LIMIT_DEGREES;
    return { degrees, score: roughScore(degrees) };
  });
  const ranked = tried.toSorted((one, other) => other.score - one.score);
  const prominence = ranked[0]!.score / ranked[ranked.length >> 1]!.score;
  const score = createScorer(thin(edges, EXACT_EDGES), page);
  let best = { degrees: ranked[0]!.degrees, score: score(ranked[0]!.degrees) };
  for (let step = FIRST_STEP_DEGREES / 2; step >= LAST_STEP_DEGREES; step /= 2) {
    for (const degrees of [best.degrees - step, best.degrees + step]) {
      const candidate = { degrees, score: score(degrees) };
      if (candidate.score > best.score) best = candidate;
    }
  }
  // At the end of the range the best may lie beyond it.
  if (prominence < LEAST_PROMINENCE || Math.abs(best.degrees) > LIMIT_DEGREES - FIRST_STEP_DEGREES) return undefined;
  return { degrees: best.degrees, prominence };
}

interface Edges {
  readonly columns: Float32Array;
  readonly rows: Float32Array;
  readonly weights: Float32Array;
}

/** Where dark is above light: the feet of strokes, which print sets on one line. */
function collectEdges({ data, width, height }: ReducedPage, isHidden?: (column: number, row: number) => boolean): Edges {
  const columns = new Float32Array(width * height);
  const rows = new Float32Array(width * height);
  const weights = new Float32Array(width * height);
  let count = 0;
  for (let row = RIM_CELLS; row < height - RIM_CELLS - 2; row++) {
    for (let column = RIM_CELLS, cell = row * width + RIM_CELLS; column < width - RIM_CELLS; column++, cell++) {
      const rise = data[cell + 2 * width]! - data[cell]!;
      if (rise < EDGE || isHidden?.(column, row)) continue;
      columns[count] = column - width / 2;
      rows[count] = row + scatter(column, row);
      weights[count] = Math.min(rise, STRONGEST_EDGE);
      count++;
    }
  }
  return { columns: columns.subarray(0, count), rows: rows.subarray(0, count), weights: weights.subarray(0, count) };
}

/** Every so-and-so-many-th edge, so that about `count` are left. */
function thin({ columns, rows, weights }: Edges, count: number): Edges {
  const step = Math.max(1, Math.floor(rows.length / count));
  if (step === 1) return { columns, rows, weights };
  const everyStep = (values: Float32Array): Float32Array => {
    const kept = new Float32Array(Math.ceil(values.length / step));
    for (let index = 0, from = 0; index < kept.length; index++, from += step) kept[index] = values[from]!;
    return kept;
  };
  return { columns: everyStep(columns), rows: everyStep(rows), weights: everyStep(weights) };
}

/** 0 … 1, the same for the same place. Whole rows would fall exactly into the bins at 0° and at no other angle, which would win unduly. */
function scatter(column: number, row: number): number {
  return (Math.imul(column * 31 + row * 977, 0x9e3779b1) >>> 8) / 2 ** 24;
}

/** How closely the edges fall into rows when the page is turned back by an angle: the sum of the squared rows. */
function createScorer({ columns, rows, weights }: Edges, { width, height }: ReducedPage): (degrees: number) => number {
  const reach = Math.ceil((width / 2) * Math.tan((LIMIT_DEGREES * Math.PI) / 180)) + 2;
  const bins = new Float32Array(height + 2 * reach + 2);
  return (degrees) => {
    bins.fill(0);
    const slope = Math.tan((degrees * Math.PI) / 180);
    for (let index = 0; index < rows.length; index++) {
      const place = rows[index]! - columns[index]! * slope + reach;
      const bin = place | 0;
      const weight = weights[index]!;
      const share = (place - bin) * weight;
      bins[bin]! += weight - share;
      bins[bin + 1]! += share;
    }
    let sum = 0;
    for (const bin of bins) sum += bin * bin;
    return sum;
  };
}
