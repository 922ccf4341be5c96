import type { PageFlow } from "../layout/page-flow.ts";
import { grey, millimetresPerPoint, type Mark } from "../layout/sheet.ts";
import { heightOf, layOutText, marksOfBlock, type TextStyle } from "../layout/text-block.ts";

/** The end of a document as one piece: the office's name, the date under it, the seal pressed on both. */
export interface Closing {
  heightMm: number;
  /** From the left margin and the piece's top. */
  sealCentreXMm: number;
  sealCentreYMm: number;
  draw: (xMm: number, topMm: number) => Mark[];
}

export interface ClosingParts {
  name: string;
  date: string;
  style: TextStyle;
  /** The date ends so many characters before the right margin (右空四字). */
  rightEm: number;
  /** Undefined shows the place instead, for a stamp. */
  sealDiameterMm: number | undefined;
}

const placeDiameterMm = 42;
const gapMm = 1.5;

/**
 * By GB/T 9704: the name is centred over the date, both a little below the seal's middle, and the seal's top is within a line of the
 * text before. A long name moves all of it to the left, as far as it must, and takes more lines when the page is too narrow.
 */
export function layOutClosing(flow: PageFlow, { name, date, style, rightEm, sealDiameterMm }: ClosingParts): Closing {
  const { fonts, widthMm } = flow;
  const emMm = style.sizePt * millimetresPerPoint;
  const centred: TextStyle = { ...style, align: "center", indentEm: 0 };
  const dateBlock = layOutText(fonts, date, centred, widthMm);
  const nameBlock = layOutText(fonts, name, centred, Math.min(widthMm, Math.max(widthMm * 0.6, placeDiameterMm)));
  const widthOf = (block: typeof nameBlock): number => Math.max(...block.lines.map((line) => line.width));
  const radiusMm = (sealDiameterMm ?? placeDiameterMm) / 2;
  const halfMm = Math.max(widthOf(nameBlock) / 2, radiusMm);
  const centreXMm = Math.min(widthMm - rightEm * emMm - widthOf(dateBlock) / 2, widthMm - halfMm);
  const textTopMm = Math.max(gapMm + radiusMm - nameBlock.lineHeightMm * 0.35 - (nameBlock.lines.length - 1) * nameBlock.lineHeightMm, gapMm);
  const dateTopMm = textTopMm + heightOf(nameBlock);
  const sealCentreYMm = dateTopMm - nameBlock.lineHeightMm * 0.65;
  return {
    heightMm: Math.max(dateTopMm + heightOf(dateBlock), sealCentreYMm + radiusMm),
    sealCentreXMm: centreXMm,
    sealCentreYMm,
    draw: (xMm, topMm) => [
      ...marksOfBlock(nameBlock, xMm + centreXMm - nameBlock.widthMm / 2, topMm + textTopMm),
      ...marksOfBlock(dateBlock, xMm + centreXMm - widthMm / 2, topMm + dateTopMm),
      ...(sealDiameterMm === undefined ? placeForStamp(flow, xMm + centreXMm, topMm + sealCentreYMm) : []),
    ],
  };
}

function placeForStamp(flow: PageFlow, xMm: number, yMm: number): Mark[] {
  const label = layOutText(flow.fonts, "（盖章处）", { role: "body", sizePt: 9, leading: 1.4, align: "center", colour: grey }, placeDiameterMm);
  return [
    { kind: "circle", xMm, yMm, radiusMm: placeDiameterMm / 2, widthPt: 0.5, dashMm: 1.2, colour: grey },
    ...marksOfBlock(label, xMm - placeDiameterMm / 2, yMm - placeDiameterMm / 2 + 4),
  ];
}
