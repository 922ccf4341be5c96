import type { FontBook } from "../fonts/font-book.ts";
import type { Mark } from "../layout/sheet.ts";
import { heightOf, layOutText, marksOfBlock, type TextBlock } from "../layout/text-block.ts";
import type { TemplateStyle } from "./template-parts.ts";

export interface Box {
  xMm: number;
  yMm: number;
  widthMm: number;
  heightMm: number;
}

/** Steps by which letters get smaller. */
const stepPt = 0.5;

/** The text in its box, as large as the style allows and the box has room for; null when even the least size is too large. */
export function fitText(fonts: FontBook, text: string, style: TemplateStyle, box: Box): Mark[] | null {
  const leastPt = style.leastSizePt ?? style.sizePt;
  for (let sizePt = style.sizePt; ; sizePt = Math.max(leastPt, sizePt - stepPt)) {
    const block = layOutText(fonts, text, { ...style, sizePt }, box.widthMm);
    if (heightOf(block) <= box.heightMm + 1e-6 && isWithin(block)) return place(block, style, box);
    if (sizePt <= leastPt) return null;
  }
}

/** Spaced letters are set in one line: that line, with its gaps, must fit too. */
function isWithin({ lines, style, widthMm, lineHeightMm }: TextBlock): boolean {
  const gapMm = (style.letterGapEm ?? 0) * (lineHeightMm / style.leading);
  return gapMm === 0 || lines.every(({ text, width }) => width + gapMm * ([...text].length - 1) <= widthMm + 1e-6);
}

function place(block: TextBlock, style: TemplateStyle, box: Box): Mark[] {
  const freeMm = box.heightMm - heightOf(block);
  const offsetMm = { top: 0, middle: freeMm / 2, bottom: freeMm }[style.verticalAlign];
  return marksOfBlock(block, box.xMm, box.yMm + offsetMm);
}
