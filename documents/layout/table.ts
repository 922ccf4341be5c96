import type { PageFlow } from "./page-flow.ts";
import { black, type Colour, type Mark } from "./sheet.ts";
import { heightOf, layOutText, marksOfLine, marksOfBlock, type TextBlock, type TextStyle } from "./text-block.ts";

export interface TableColumn {
  /** Part of the table's width; the shares of all columns together are the whole. */
  share: number;
  style: TextStyle;
}

export interface Table {
  /** Stands above the table, on the page where it begins. */
  title?: { text: string; style: TextStyle };
  columns: readonly TableColumn[];
  /** Set again on every page the table reaches; none when null. */
  header: { cells: readonly string[]; style: TextStyle } | null;
  rows: readonly (readonly string[])[];
  /** Under the last row and on its page, with columns of its own. */
  foot?: { columns: readonly TableColumn[]; cells: readonly string[] };
  /** Columns painted light grey, for labels. */
  shadedColumns?: readonly number[];
  leastRowHeightMm?: number;
}

interface Row {
  blocks: readonly TextBlock[];
  widthsMm: readonly number[];
  lineCount: number;
  leastHeightMm: number;
}

const paddingMm = { x: 1.6, y: 1.2 };
const linePt = 0.5;
const shade: Colour = [0.95, 0.95, 0.95];

/** Sets a ruled table. A row stays on one page when a page can hold it; a longer one is divided between lines. */
export function putTable(flow: PageFlow, table: Table): void {
  const layOut = (cells: readonly string[], columns: readonly TableColumn[], leastHeightMm = 0): Row => {
    const total = columns.reduce((sum, column) => sum + column.share, 0);
    const widthsMm = columns.map((column) => (column.share / total) * flow.widthMm);
    const blocks = widthsMm.map((widthMm, column) => layOutText(flow.fonts, cells[column] ?? "", columns[column]!.style, widthMm - 2 * paddingMm.x));
    return { blocks, widthsMm, lineCount: Math.max(...blocks.map((block) => block.lines.length)), leastHeightMm };
  };
  const put = (row: Row, from: number, to: number, isShaded: (column: number) => boolean): void =>
    flow.put(rowHeight(row, from, to), (xMm, topMm) => drawRow(row, from, to, xMm, topMm, isShaded));

  const { header, foot } = table;
  const headerRow = header === null ? null : layOut(header.cells, table.columns.map(({ share }) => ({ share, style: header.style })));
  const headerHeightMm = headerRow === null ? 0 : rowHeight(headerRow);
  const putHeader = (): void => {
    if (headerRow !== null) put(headerRow, 0, headerRow.lineCount, () => true);
  };
  const footRow = foot === undefined ? null : layOut(foot.cells, foot.columns);
  const footHeightMm = footRow === null ? 0 : rowHeight(footRow);

  const rows = table.rows.map((cells) => layOut(cells, table.columns, table.leastRowHeightMm));
  const keepMmOf = (row: Row): number => (row === rows.at(-1) ? footHeightMm : 0);
  const isShaded = (column: number): boolean => table.shadedColumns?.includes(column) ?? false;
  const fitsOnPage = (row: Row): boolean => rowHeight(row) + keepMmOf(row) <= flow.fullRoomMm - headerHeightMm;
  const title = table.title && layOutText(flow.fonts, table.title.text, table.title.style, flow.widthMm);
  const titleHeightMm = title === undefined ? 0 : heightOf(title);
  const firstRow = rows[0];
  const firstHeightMm = firstRow === undefined ? 0 : fitsOnPage(firstRow) ? rowHeight(firstRow) + keepMmOf(firstRow) : rowHeight(firstRow, 0, 2);
  if (flow.roomMm < titleHeightMm + headerHeightMm + firstHeightMm && !flow.isAtTop) flow.newPage();
  if (title !== undefined) flow.put(titleHeightMm, (xMm, topMm) => marksOfBlock(title, xMm, topMm));
  putHeader();
  for (const row of rows) {
    for (let from = 0; from < row.lineCount; ) {
      let count = linesThatFit(row, from, flow.roomMm, keepMmOf(row));
      if ((count < row.lineCount - from && fitsOnPage(row)) || count === 0) {
        flow.newPage();
        putHeader();
        count = Math.max(linesThatFit(row, from, flow.roomMm, keepMmOf(row)), 1);
      }
      put(row, from, from + count, isShaded);
      from += count;
    }
  }
  if (footRow !== null) put(footRow, 0, footRow.lineCount, () => false);
}

/** `keepMm` is the height of what must follow the last line on its page. */
function linesThatFit(row: Row, from: number, roomMm: number, keepMm: number): number {
  const needed = (to: number): number => rowHeight(row, from, to) + (to === row.lineCount ? keepMm : 0);
  let count = 0;
  while (from + count < row.lineCount && needed(from + count + 1) <= roomMm + 1e-6) count += 1;
  return count;
}

/** Height of the row, or of its lines `from` up to but not including `to`. */
function rowHeight({ blocks, lineCount, leastHeightMm }: Row, from = 0, to = lineCount): number {
  const textHeightMm = Math.max(...blocks.map((block) => Math.max(Math.min(block.lines.length, to) - from, 0) * block.lineHeightMm));
  const isWhole = from === 0 && to >= lineCount;
  return Math.max(textHeightMm + 2 * paddingMm.y, isWhole ? leastHeightMm : 0);
}

function drawRow(row: Row, from: number, to: number, leftMm: number, topMm: number, isShaded: (column: number) => boolean): Mark[] {
  const { blocks, widthsMm } = row;
  const heightMm = rowHeight(row, from, to);
  const rightMm = leftMm + widthsMm.reduce((sum, widthMm) => sum + widthMm, 0);
  const shades: Mark[] = [];
  const texts: Mark[] = [];
  const lines: Mark[] = [rule(leftMm, topMm, rightMm, topMm), rule(leftMm, topMm + heightMm, rightMm, topMm + heightMm), rule(leftMm, topMm, leftMm, topMm + heightMm)];
  let xMm = leftMm;
  blocks.forEach((block, column) => {
    const widthMm = widthsMm[column]!;
    const last = Math.min(block.lines.length, to);
    const freeMm = heightMm - 2 * paddingMm.y - Math.max(last - from, 0) * block.lineHeightMm;
    const isDivided = from > 0 || to < block.lines.length;
    const startMm = topMm + paddingMm.y + (isDivided ? 0 : freeMm / 2);
    for (let index = from; index < last; index += 1) {
      texts.push(...marksOfLine(block, index, xMm + paddingMm.x, startMm + (index - from) * block.lineHeightMm));
    }
    if (isShaded(column)) shades.push({ kind: "fill", xMm, yMm: topMm, widthMm, heightMm, colour: shade });
    xMm += widthMm;
    lines.push(rule(xMm, topMm, xMm, topMm + heightMm));
  });
  return [...shades, ...lines, ...texts];
}

function rule(fromXMm: number, fromYMm: number, toXMm: number, toYMm: number): Mark {
  return { kind: "line", fromXMm, fromYMm, toXMm, toYMm, widthPt: linePt, colour: black };
}
