import { readSeparatorCode, type Separator } from "../../domain/page/separator.ts";
import { readQr } from "./qr-reader.ts";
import { reducePage, type ReducedPage } from "./reduced-page.ts";
import type { Pixels } from "./sharp.ts";

/**
 * The separator sheet this page is; undefined for any other page. A separator's code is as wide as a hand, so a page is first
 * looked over for squares that large, which costs a few milliseconds, and only then read, which costs hundreds: the small codes on
 * receipts and licences are not even looked at.
 */
export function findSeparator(pixels: Pixels): Separator | undefined {
  const page = reducePage(pixels);
  if (!hasLargeFinder(page)) return undefined;
  const code = readQr(page);
  return code === undefined ? undefined : readSeparatorCode(code);
}

/** Every so-many-th row is looked at: a finder's middle is three modules high. */
const ROW_STEP = 4;
const INK = 128;
/** Cells of a module: a separator's has 8 on A4, 4 when scanned at 75 dpi and fewer when it lay askew as well; a receipt's code 2 at most. */
const LEAST_MODULE = 3;
const FINDER = [1, 1, 3, 1, 1] as const;
/** How far a stretch may be off, in modules. */
const TOLERANCE = 0.6;
/** Rows with a finder: its middle is three modules high, and there are three of them. */
const FEWEST_ROWS = 2;

/** Dark, light, dark, light, dark as 1:1:3:1:1, which a QR code's corners are along every straight line through their middle. */
function hasLargeFinder(page: ReducedPage): boolean {
  let rows = 0;
  for (let row = 0; row < page.height; row += ROW_STEP) {
    if (hasFinder(page, row) && ++rows >= FEWEST_ROWS) return true;
  }
  return false;
}

function hasFinder(page: ReducedPage, row: number): boolean {
  const { data, width } = page;
  const start = row * width;
  const runs: number[] = [];
  let isDark = data[start]! < INK;
  let length = 0;
  for (let column = 0; column <= width; column++) {
    const dark = column < width ? data[start + column]! < INK : !isDark;
    if (dark === isDark) {
      length++;
      continue;
    }
    runs.push(length);
    if (runs.length > FINDER.length) runs.shift();
    // A finder ends with a dark run. Print has such stretches too, but seldom across and down at once.
    if (isDark && isFinder(runs) && isFinder(runsDown(page, column - Math.round(runs[4]! + runs[3]! + runs[2]! / 2), row))) return true;
    isDark = dark;
    length = 1;
  }
  return false;
}

/** The five stretches up and down through a cell in the middle one. */
function runsDown({ data, width, height }: ReducedPage, column: number, row: number): number[] {
  const reach = (step: 1 | -1): number[] => {
    let at = row;
    return [true, false, true].map((isDark) => {
      const from = at;
      while (at >= 0 && at < height && data[at * width + column]! < INK === isDark) at += step;
      return Math.abs(at - from);
    });
  };
  const [up, down] = [reach(-1), reach(1)];
  return [up[2]!, up[1]!, up[0]! + down[0]! - 1, down[1]!, down[2]!];
}

function isFinder(runs: readonly number[]): boolean {
  if (runs.length < FINDER.length) return false;
  const module = runs.reduce((sum, run) => sum + run, 0) / 7;
  return module >= LEAST_MODULE && runs.every((run, index) => Math.abs(run / module - FINDER[index]!) <= TOLERANCE);
}
