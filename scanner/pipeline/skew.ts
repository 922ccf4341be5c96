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
  if (edges.length < FEWEST_EDGES) return undefined;
  const rough = choose(edges, ROUGH_EDGES, page);
  const tried = Array.from({ length: (2 * LIMIT_DEGREES) / FIRST_STEP_DEGREES + 1 }, (_, index) => {
    const degrees = index * FIRST_STEP_DEGREES - LIMIT_DEGREES;
    return { degrees, score: scoreAt(degrees, rough) };
  });
  const ranked = tried.toSorted((one, other) => other.score - one.score);
  const prominence = ranked[0]!.score / ranked[ranked.length >> 1]!.score;
  const exact = choose(edges, EXACT_EDGES, page);
  let best = { degrees: ranked[0]!.degrees, score: scoreAt(ranked[0]!.degrees, exact) };
  for (let step = FIRST_STEP_DEGREES / 2; step >= LAST_STEP_DEGREES; step /= 2) {
    for (const degrees of [best.degrees - step, best.degrees + step]) {
      const candidate = { degrees, score: scoreAt(degrees, exact) };
      if (candidate.score > best.score) best = candidate;
    }
  }
  // At the end of the range the best may lie beyond it.
  if (prominence < LEAST_PROMINENCE || Math.abs(best.degrees) > LIMIT_DEGREES - FIRST_STEP_DEGREES) return undefined;
  return { degrees: best.degrees, prominence };
}

/** Where they lie in a packed edge. A cell's row and column take eleven bits each, its weight seven. */
const [ROW_BIT, COLUMN_BIT, CELL_MASK, WEIGHT_MASK] = [18, 7, 0x7ff, 0x7f];

/** Used again for every page: fresh memory costs as much as looking. */
let memory = new Int32Array(0);

/** Where dark is above light: the feet of strokes, which print sets on one line. Good until the next call. */
function collectEdges(page: ReducedPage, isHidden?: (column: number, row: number) => boolean): Int32Array {
  if (memory.length < page.data.length) memory = new Int32Array(page.data.length);
  let count = 0;
  for (let row = RIM_CELLS; row < page.height - RIM_CELLS - 2; row++) count = collectRow(memory, count, page, row, isHidden);
  return memory.subarray(0, count);
}

/** Adds a row's edges behind the `count` there are; answers how many there are then. */
function collectRow(edges: Int32Array, count: number, { data, width }: ReducedPage, row: number, isHidden?: (column: number, row: number) => boolean): number {
  let end = count;
  for (let column = RIM_CELLS, cell = row * width + RIM_CELLS; column < width - RIM_CELLS; column++, cell++) {
    const rise = data[cell + 2 * width]! - data[cell]!;
    if (rise < EDGE || isHidden?.(column, row)) continue;
    edges[end++] = (row << ROW_BIT) | (column << COLUMN_BIT) | Math.min(rise, STRONGEST_EDGE);
  }
  return end;
}

interface Edges {
  /** From the page's middle. */
  readonly columns: Float32Array;
  /** From so far above the page that none leaves the bins at any angle. */
  readonly rows: Float32Array;
  readonly weights: Float32Array;
  /** Room for as many rows as they fall into. */
  readonly bins: Float32Array;
}

/** Every so-and-so-many-th edge, so that about `count` are left. */
function choose(edges: Int32Array, count: number, { width, height }: ReducedPage): Edges {
  const step = Math.max(1, Math.floor(edges.length / count));
  const chosen = Math.ceil(edges.length / step);
  const reach = Math.ceil((width / 2) * Math.tan((LIMIT_DEGREES * Math.PI) / 180)) + 2;
  const [columns, rows, weights] = [new Float32Array(chosen), new Float32Array(chosen), new Float32Array(chosen)];
  for (let index = 0, from = 0; index < chosen; index++, from += step) {
    const edge = edges[from]!;
    const row = edge >> ROW_BIT;
    const column = (edge >> COLUMN_BIT) & CELL_MASK;
    columns[index] = column - width / 2;
    rows[index] = row + scatter(column, row) + reach;
    weights[index] = edge & WEIGHT_MASK;
  }
  return { columns, rows, weights, bins: new Float32Array(height + 2 * reach + 2) };
}

/** 0 … 1, the same for the same place. Whole rows would fall exactly into the bins at 0° and at no other angle, which would win unduly. */
function scatter(column: number, row: number): number {
  return (Math.imul(column * 31 + row * 977, 0x9e3779b1) >>> 8) / 2 ** 24;
}

/** How closely the edges fall into rows when the page is turned back by an angle: the sum of the squared rows. */
function scoreAt(degrees: number, { columns, rows, weights, bins }: Edges): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  bins.fill(0);
  for (let index = 0; index < rows.length; index++) {
    const place = rows[index]! - columns[index]! * slope;
    const bin = place | 0;
    const weight = weights[index]!;
    const share = (place - bin) * weight;
    bins[bin]! += weight - share;
    bins[bin + 1]! += share;
  }
  let sum = 0;
  for (let bin = 0; bin < bins.length; bin++) sum += bins[bin]! * bins[bin]!;
  return sum;
}
