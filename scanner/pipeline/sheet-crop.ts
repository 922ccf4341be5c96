import { BORDER_CELL_PIXELS, findSheets, type CellBox, type DarkBorder } from "./dark-border.ts";
import { cutPixels, type PixelBox } from "./cut-pixels.ts";
import type { Pixels } from "./sharp.ts";

/** A sheet that fills this much of the scan is the page; a smaller one keeps its place on it, as a copy of a card does. */
const WHOLE_PAGE_SHARE = 0.6;
/** A camera looks down on more than the sheet; less than this of its picture is a card, which is shown with what lies round it. */
const CUT_OUT_SHARE = 0.2;
/** In the cells at a sheet's edge, what is darker than this share of the paper is still the lid or its shadow. */
const SHADOW = 0.92;
/** What was painted is lighter than any paper. */
const WHITE_PAPER = 250;
/** The last pixels of a sheet are its edge. */
const EDGE_PIXELS = 3;

/**
 * The page without the scanner's dark border: cut to the sheet when that is nearly the whole scan; else the border is painted
 * white, in place, and every sheet stays where it lay at its own size. Undefined when what the border leaves is no sheet of paper.
 */
export function cropToSheet(pixels: Pixels, border: DarkBorder, isCutOut: boolean): Pixels | undefined {
  const sheets = findSheets(border);
  if (!sheets) return undefined;
  const [sheet] = sheets;
  const isWholePage = sheets.length === 1 && sheet !== undefined && areaOf(sheet) >= (isCutOut ? CUT_OUT_SHARE : WHOLE_PAGE_SHARE) * border.cells.length;
  paintBorder(pixels, border);
  return isWholePage ? cutPixels(pixels, trimEdge(toPixels(sheet, border, pixels))) : pixels;
}

function areaOf({ left, top, right, bottom }: CellBox): number {
  return (right - left) * (bottom - top);
}

function trimEdge({ left, top, width, height }: PixelBox): PixelBox {
  return { left: left + EDGE_PIXELS, top: top + EDGE_PIXELS, width: width - 2 * EDGE_PIXELS, height: height - 2 * EDGE_PIXELS };
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
      const shadow = isBorder ? 256 : SHADOW * Math.min(WHITE_PAPER, findLightest(pixels, box));
      for (let y = box.top; y < box.top + box.height; y++) {
        for (let x = box.left; x < box.left + box.width; x++) {
          const at = (y * width + x) * channels;
          if (data[at + green]! < shadow) data.fill(255, at, at + channels);
        }
      }
    }
  }
}

/** In the box and a cell's breadth round it: the paper, which a cell at its edge may hold little of. */
function findLightest({ data, width, height, channels }: Pixels, box: PixelBox): number {
  const side = BORDER_CELL_PIXELS;
  let lightest = 0;
  for (let y = Math.max(0, box.top - side); y < Math.min(height, box.top + box.height + side); y++) {
    for (let x = Math.max(0, box.left - side); x < Math.min(width, box.left + box.width + side); x++) lightest = Math.max(lightest, data[(y * width + x) * channels + (channels === 3 ? 1 : 0)]!);
  }
  return lightest;
}

function touchesBorder({ cells, columns, rows }: DarkBorder, column: number, row: number): boolean {
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) if (cells[y * columns + x] === 1) return true;
  }
  return false;
}
