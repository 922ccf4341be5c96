import type { FontBook } from "../fonts/font-book.ts";
import type { FontRole } from "../fonts/font-files.ts";
import { breakLines, unitsOf, type BrokenLine } from "./break-lines.ts";
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
  /** In millimetres. */
  widthOf: (text: string) => number;
}

export function layOutText(fonts: FontBook, text: string, style: TextStyle, widthMm: number): TextBlock {
  const emMm = style.sizePt * millimetresPerPoint;
  const widthOfCharacter = (character: string): number => fonts.widthOf(style.role, character) * emMm;
  const lines = breakLines(text, { maxWidth: widthMm, widthOf: widthOfCharacter, indent: (style.indentEm ?? 0) * emMm });
  const widthOf = (part: string): number => [...part].reduce((sum, character) => sum + widthOfCharacter(character), 0);
  return { style, widthMm, lines, lineHeightMm: emMm * style.leading, widthOf };
}

/** A line is pulled straight only when that widens the gaps a little; a ragged edge looks better than holes. */
const widestGapEm = 0.2;

/** The marks of one line whose box begins at `topMm`, from left to right; none for an empty line. */
export function marksOfLine(block: TextBlock, index: number, xMm: number, topMm: number): Mark[] {
  const line = block.lines[index]!;
  if (line.text === "") return [];
  const { style, widthMm } = block;
  const emMm = style.sizePt * millimetresPerPoint;
  const startsParagraph = index === 0 || block.lines[index - 1]!.isLast;
  const indentMm = startsParagraph ? (style.indentEm ?? 0) * emMm : 0;
  const setGapMm = (style.letterGapEm ?? 0) * emMm;
  const freeMm = widthMm - indentMm - line.width - setGapMm * ([...line.text].length - 1);
  const units = unitsOf(line.text);
  const pulledGapMm = freeMm / (units.length - 1);
  const isPulled = style.align === "justify" && !line.isLast && units.length > 1 && pulledGapMm <= widestGapEm * emMm;
  const offsetMm = style.align === "center" ? freeMm / 2 : style.align === "right" ? freeMm : 0;
  const mark = (text: string, atMm: number, letterGapMm: number): Mark => ({
    kind: "text",
    xMm: atMm,
    baselineMm: topMm + block.lineHeightMm / 2 + emMm * 0.36,
    text,
    role: style.role,
    sizePt: style.sizePt,
    letterGapMm,
    colour: style.colour ?? black,
  });
  if (!isPulled) return [mark(line.text, xMm + indentMm + offsetMm, setGapMm)];
  let atMm = xMm + indentMm;
  return stretchesOf(units).map((stretch) => {
    const drawn = mark(stretch.text, atMm, stretch.isWord ? 0 : pulledGapMm);
    const inner = stretch.isWord ? 0 : [...stretch.text].length - 1;
    atMm += block.widthOf(stretch.text) + (inner + 1) * pulledGapMm;
    return drawn;
  });
}

/** Words of several letters keep their own spacing; what stands between them is one stretch each. */
function stretchesOf(units: readonly string[]): { text: string; isWord: boolean }[] {
  const stretches: { text: string; isWord: boolean }[] = [];
  for (const unit of units) {
    const isWord = [...unit].length > 1;
    const last = stretches.at(-1);
    if (last !== undefined && !last.isWord && !isWord) last.text += unit;
    else stretches.push({ text: unit, isWord });
  }
  return stretches;
}

/** All lines of the block, one under the other. */
export function marksOfBlock(block: TextBlock, xMm: number, topMm: number): Mark[] {
  return block.lines.flatMap((_, index) => marksOfLine(block, index, xMm, topMm + index * block.lineHeightMm));
}

export function heightOf(block: TextBlock): number {
  return block.lines.length * block.lineHeightMm;
}
