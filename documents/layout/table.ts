import type { PageFlow } from "./page-flow.ts";
import { black, type Colour, type Mark } from "./sheet.ts";
import { heightOf, layOutText, markOfLine, marksOfBlock, type TextBlock, type TextStyle } from "./text-block.ts";

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
  /** Columns painted light grey, for labels. */
  shadedColumns?: readonly number[];
}

const paddingMm = { x: 1.6, y: 1.2 };
const linePt = 0.5;
const shade: Colour = [0.95, 0.95, 0.95];

/** Sets a ruled table. A row stays on one page when a page can hold it; a longer one is divided between lines. */
export function putTable(flow: PageFlow, table: Table): void {
  const total = table.columns.reduce((sum, column) => sum + column.share, 0);
  const widthsMm = table.columns.map((column) => (column.share / total) * flow.widthMm);
  const layOut = (cells: readonly string[], styleOf: (column: number) => TextStyle): TextBlock[] =>
    widthsMm.map((widthMm, column) => layOutText(flow.fonts, cells[column] ?? "", styleOf(column), widthMm - 2 * paddingMm.x));

  const header = table.header;
  const headerBlocks = header === null ? null : layOut(header.cells, () => header.style);
  const headerHeightMm = headerBlocks === null ? 0 : rowHeight(headerBlocks, 0, Infinity);
  const putHeader = (): void => {
    if (headerBlocks !== null) flow.put(headerHeightMm, (xMm, topMm) => drawRow(headerBlocks, 0, Infinity, widthsMm, xMm, topMm, () => true));
  };

  const rows = table.rows.map((cells) => layOut(cells, (column) => table.columns[column]!.style));
  const isShaded = (column: number): boolean => table.shadedColumns?.includes(column) ?? false;
  const fitsOnPage = (blocks: readonly TextBlock[]): boolean => rowHeight(blocks, 0, Infinity) <= flow.fullRoomMm - headerHeightMm;
  const title = table.title && layOutText(flow.fonts, table.title.text, table.title.style, flow.widthMm);
  const titleHeightMm = title === undefined ? 0 : heightOf(title);
  const firstRow = rows[0];
  const firstHeightMm = firstRow === undefined ? 0 : rowHeight(firstRow, 0, fitsOnPage(firstRow) ? Infinity : 2);
  if (flow.roomMm < titleHeightMm + headerHeightMm + firstHeightMm && !flow.isAtTop) flow.newPage();
  if (title !== undefined) flow.put(titleHeightMm, (xMm, topMm) => marksOfBlock(title, xMm, topMm));
  putHeader();
  for (const blocks of rows) {
    const lineCount = Math.max(...blocks.map((block) => block.lines.length));
    for (let from = 0; from < lineCount; ) {
      let count = linesThatFit(blocks, from, lineCount, flow.roomMm);
      if ((count < lineCount - from && fitsOnPage(blocks)) || count === 0) {
        flow.newPage();
        putHeader();
        count = Math.max(linesThatFit(blocks, from, lineCount, flow.roomMm), 1);
      }
      const [first, last] = [from, from + count];
      flow.put(rowHeight(blocks, first, last), (xMm, topMm) => drawRow(blocks, first, last, widthsMm, xMm, topMm, isShaded));
      from = last;
    }
  }
}

function linesThatFit(blocks: readonly TextBlock[], from: number, lineCount: number, roomMm: number): number {
  let count = 0;
  while (from + count < lineCount && rowHeight(blocks, from, from + count + 1) <= roomMm + 1e-6) count += 1;
  return count;
}

/** Height of the row's lines `from` up to but not including `to`. */
function rowHeight(blocks: readonly TextBlock[], from: number, to: number): number {
  return Math.max(...blocks.map((block) => Math.max(Math.min(block.lines.length, to) - from, 0) * block.lineHeightMm)) + 2 * paddingMm.y;
}

function drawRow(
  blocks: readonly TextBlock[],
  from: number,
  to: number,
  widthsMm: readonly number[],
  leftMm: number,
  topMm: number,
  isShaded: (column: number) => boolean,
): Mark[] {
  const heightMm = rowHeight(blocks, from, to);
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
      texts.push(...markOfLine(block, index, xMm + paddingMm.x, startMm + (index - from) * block.lineHeightMm));
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
