import type { FontBook } from "../fonts/font-book.ts";
import { glyphPath, transformPath } from "./picture.ts";
import type { Colour, Mark, Picture, Sheet } from "./sheet.ts";
import { layOutText, marksOfBlock } from "./text-block.ts";

const watermarkGrey: Colour = [0.87, 0.87, 0.87];
const pictures = new WeakMap<FontBook, Picture>();
const sizeMm = 62;

/** 样张 over the sheet, and a line of text at its head that says what that means, to programs too. */
export function sampleWatermark({ widthMm, heightMm }: Sheet, text: string, fonts: FontBook): Mark[] {
  const picture = pictures.get(fonts) ?? drawWatermark(fonts);
  pictures.set(fonts, picture);
  const line = layOutText(fonts, text, { role: "heading", sizePt: 10, leading: 1.2, align: "center", colour: [0.5, 0.5, 0.5] }, widthMm);
  return [
    { kind: "picture", xMm: (widthMm - picture.widthMm) / 2, yMm: (heightMm - picture.heightMm) / 2, picture, isMultiplied: true },
    ...marksOfBlock(line, 0, 1),
  ];
}

/** Two large characters, rising to the right. */
function drawWatermark(fonts: FontBook): Picture {
  const angle = -Math.PI / 8;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const side = sizeMm * 2.6;
  const path = ["样", "张"].flatMap((character, index) => {
    const set = transformPath(glyphPath(fonts, "title", character), [sizeMm, 0, 0, sizeMm, sizeMm * (index * 1.15 - 1.075), sizeMm * 0.38]);
    return transformPath(set, [cosine, sine, -sine, cosine, side / 2, side / 2]);
  });
  return { widthMm: side, heightMm: side, layers: [{ path, colour: watermarkGrey, strokeWidthMm: null }] };
}
