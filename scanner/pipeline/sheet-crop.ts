import { BORDER_CELL_PIXELS, findSheets, type CellBox, type DarkBorder } from "./dark-border.ts";
import { cutPixels, type PixelBox } from "./cut-pixels.ts";
import type { Pixels } from "./sharp.ts";

/** A sheet that fills this much of the scan is the page; a smaller one keeps its place on it, as a copy of a card does. */
const WHOLE_PAGE_SHARE = 0.6;
/** In the cells at a sheet's edge, pixels darker than this are still the lid or its shadow. */
const SHADOW = 120;

/**
 * The page without the scanner's dark border: cut to the sheet when that is nearly the whole scan; else the border is painted
 * white, in place, and every sheet stays where it lay at its own size. Undefined when what the border leaves is no sheet of paper.
 */
export function cropToSheet(pixels: Pixels, border: DarkBorder): Pixels | undefined {
  const sheets = findSheets(border);
  if (!sheets) return undefined;
  const [sheet] = sheets;
  const isWholePage = sheets.length === 1 && sheet !== undefined && areaOf(sheet) >= WHOLE_PAGE_SHARE * border.cells.length;
  paintBorder(pixels, border);
  return isWholePage ? cutPixels(pixels, toPixels(sheet, border, pixels)) : pixels;
}

function areaOf({ left, top, right, bottom }: CellBox): number {
  return (right - left) * (bottom - top);
}

/** The last cell of a row or column takes what is left over. */
function toPixels({ left, top, right, bottom }: CellBox, { columns, rows }: DarkBorder, { width, height }: Pixels): PixelBox {
  const side = BORDER_CELL_PIXELS;
  const endX = right === columns ? width : right * side;
  const endY = bottom === rows ? height : bottom * side;
  return { left: left * side, top: top * side, width: endX - left * side, height: endY - top * side };
}

function paintBorder(pixels: Pixels, border: DarkBorder): void {
  const { data, width, channels } = pixels;
  const { cells, columns, rows } = border;
  const green = channels === 3 ? 1 : 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const isBorder = cells[row * columns + column] === 1;
      if (!isBorder && !touchesBorder(border, column, row)) continue;
      const box = toPixels({ left: column, top: row, right: column + 1, bottom: row + 1 }, border, pixels);
      for (let y = box.top; y < box.top + box.height; y++) {
        for (let x = box.left; x < box.left + box.width; x++) {
          const at = (y * width + x) * channels;
          if (isBorder || data[at + green]! < SHADOW) data.fill(255, at, at + channels);
        }
      }
    }
  }
}

function touchesBorder({ cells, columns, rows }: DarkBorder, column: number, row: number): boolean {
  const isAt = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < columns && y < rows && cells[y * columns + x] === 1;
  return isAt(column - 1, row) || isAt(column + 1, row) || isAt(column, row - 1) || isAt(column, row + 1);
}
