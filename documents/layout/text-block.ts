import type { FontBook } from "../fonts/font-book.ts";
import type { FontRole } from "../fonts/font-files.ts";
import { breakLines, type BrokenLine } from "./break-lines.ts";
import { black, millimetresPerPoint, type Colour, type Mark } from "./sheet.ts";

export interface TextStyle {
  role: FontRole;
  sizePt: number;
  /** Distance of baselines as a multiple of the size. */
  leading: number;
  align?: "left" | "center" | "right" | "justify";
  /** First line of each paragraph, in characters. */
  indentEm?: number;
  /** Between the letters of a title; such text is meant to fit one line. */
  letterGapEm?: number;
  colour?: Colour;
}

/** Text broken to a width, ready to be set line by line. */
export interface TextBlock {
  style: TextStyle;
  widthMm: number;
  lines: readonly BrokenLine[];
  lineHeightMm: number;
}

export function layOutText(fonts: FontBook, text: string, style: TextStyle, widthMm: number): TextBlock {
  const emMm = style.sizePt * millimetresPerPoint;
  const lines = breakLines(text, {
    maxWidth: widthMm,
    widthOf: (character) => fonts.widthOf(style.role, character) * emMm,
    indent: (style.indentEm ?? 0) * emMm,
  });
  return { style, widthMm, lines, lineHeightMm: emMm * style.leading };
}

/** A line is pulled straight only when that widens the gaps a little; a ragged edge looks better than holes. */
const widestGapEm = 0.2;

/** The mark of one line whose box begins at `topMm`; none for an empty line. */
export function markOfLine(block: TextBlock, index: number, xMm: number, topMm: number): Mark[] {
  const line = block.lines[index]!;
  if (line.text === "") return [];
  const { style, widthMm } = block;
  const emMm = style.sizePt * millimetresPerPoint;
  const startsParagraph = index === 0 || block.lines[index - 1]!.isLast;
  const indentMm = startsParagraph ? (style.indentEm ?? 0) * emMm : 0;
  const gapCount = [...line.text].length - 1;
  const setGapMm = (style.letterGapEm ?? 0) * emMm;
  const freeMm = widthMm - indentMm - line.width - setGapMm * gapCount;
  const isPulled = style.align === "justify" && !line.isLast && gapCount > 0 && freeMm / gapCount <= widestGapEm * emMm;
  const offsetMm = style.align === "center" ? freeMm / 2 : style.align === "right" ? freeMm : 0;
  return [
    {
      kind: "text",
      xMm: xMm + indentMm + offsetMm,
      baselineMm: topMm + block.lineHeightMm / 2 + emMm * 0.36,
      text: line.text,
      role: style.role,
      sizePt: style.sizePt,
      letterGapMm: isPulled ? freeMm / gapCount : setGapMm,
      colour: style.colour ?? black,
    },
  ];
}

/** All lines of the block, one under the other. */
export function marksOfBlock(block: TextBlock, xMm: number, topMm: number): Mark[] {
  return block.lines.flatMap((_, index) => markOfLine(block, index, xMm, topMm + index * block.lineHeightMm));
}

export function heightOf(block: TextBlock): number {
  return block.lines.length * block.lineHeightMm;
}
