import { REDUCTION, type ReducedPage } from "./reduced-page.ts";

/** Reduced cells to a side of a border cell: eight pixels of the page, wider than any printed line. */
const CELL = 4;
export const BORDER_CELL_PIXELS = CELL * REDUCTION;
/** A lid or an empty feeder is this dark and this even; what has anything printed on it is not. */
const DARKEST_MEAN = 80;
const EVENNESS = 70;
/** Less than this share of the scan is a shadow at the edge. */
const LEAST_SHARE = 0.004;
/** Smaller than this (of the scan) is dust on the lid, not a sheet. */
const DUST_SHARE = 0.001;
/** How much of the box around it a sheet fills: a rectangle nearly all, the lit part of a night picture does not. */
const SHEET_FILL = 0.9;

/** A rectangle of border cells, `right` and `bottom` outside it. */
export interface CellBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The dark rim a scanner sees beside the paper: its lid, or the empty feeder. */
export interface DarkBorder {
  /** 1 for border, row by row. */
  readonly cells: Uint8Array;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Finds even darkness that reaches in from the scan's corners, as a lid does round a sheet and a black bar across it does not;
 * undefined when there is none. It holds nothing to read, so that taking it away loses nothing.
 */
export function findDarkBorder(page: ReducedPage): DarkBorder | undefined {
  // The last of a row or column takes what is left over.
  const columns = Math.floor(page.width / CELL);
  const rows = Math.floor(page.height / CELL);
  const isDark = createDarkTest(page, columns, rows);
  const cells = new Uint8Array(columns * rows);
  const take = (cell: number): boolean => {
    if (cells[cell] === 1 || !isDark(cell % columns, Math.floor(cell / columns))) return false;
    cells[cell] = 1;
    return true;
  };
  for (const corner of [0, columns - 1, (rows - 1) * columns, rows * columns - 1]) walk(corner, columns, rows, take);
  const count = cells.reduce((sum, cell) => sum + cell, 0);
  return count < LEAST_SHARE * cells.length ? undefined : { cells, columns, rows };
}

/** Whether a border cell, or one beside it, is here: what is near a sheet's edge is its shadow. `column` and `row` in reduced cells. */
export function isNearBorder({ cells, columns, rows }: DarkBorder, column: number, row: number): boolean {
  const x = Math.min(columns - 1, Math.floor(column / CELL));
  const y = Math.min(rows - 1, Math.floor(row / CELL));
  for (let nearY = Math.max(0, y - 1); nearY <= Math.min(rows - 1, y + 1); nearY++) {
    for (let nearX = Math.max(0, x - 1); nearX <= Math.min(columns - 1, x + 1); nearX++) if (cells[nearY * columns + nearX] === 1) return true;
  }
  return false;
}

function createDarkTest({ data, width, height }: ReducedPage, columns: number, rows: number): (column: number, row: number) => boolean {
  return (column, row) => {
    const right = column === columns - 1 ? width : (column + 1) * CELL;
    const bottom = row === rows - 1 ? height : (row + 1) * CELL;
    let sum = 0;
    let count = 0;
    let lightest = 0;
    let darkest = 255;
    for (let y = row * CELL; y < bottom; y++) {
      for (let x = column * CELL; x < right; x++) {
        const value = data[y * width + x]!;
        sum += value;
        count++;
        lightest = Math.max(lightest, value);
        darkest = Math.min(darkest, value);
      }
    }
    return sum / count < DARKEST_MEAN && lightest - darkest < EVENNESS;
  };
}

/**
 * The boxes around what the border leaves: one sheet, or several cards on the glass. Undefined when any of it is no rectangle:
 * then this is a picture with a dark part, not paper on a lid.
 */
export function findSheets({ cells, columns, rows }: DarkBorder): CellBox[] | undefined {
  const seen = Uint8Array.from(cells);
  const sheets: CellBox[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1) continue;
    let [left, top, right, bottom, count] = [columns, rows, 0, 0, 0];
    walk(start, columns, rows, (cell) => {
      if (seen[cell] === 1) return false;
      seen[cell] = 1;
      const column = cell % columns;
      const row = Math.floor(cell / columns);
      [left, top] = [Math.min(left, column), Math.min(top, row)];
      [right, bottom] = [Math.max(right, column + 1), Math.max(bottom, row + 1)];
      count++;
      return true;
    });
    if (count < DUST_SHARE * seen.length) continue;
    if (count < SHEET_FILL * (right - left) * (bottom - top)) return undefined;
    sheets.push({ left, top, right, bottom });
  }
  return sheets.length > 0 ? sheets : undefined;
}

/** Goes from cell to neighbouring cell as long as `take` says that a cell belongs to it. */
function walk(start: number, columns: number, rows: number, take: (cell: number) => boolean): void {
  if (!take(start)) return;
  const open = [start];
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    const column = cell % columns;
    if (column > 0 && take(cell - 1)) open.push(cell - 1);
    if (column < columns - 1 && take(cell + 1)) open.push(cell + 1);
    if (cell >= columns && take(cell - columns)) open.push(cell - columns);
    if (cell < columns * (rows - 1) && take(cell + columns)) open.push(cell + columns);
  }
}
