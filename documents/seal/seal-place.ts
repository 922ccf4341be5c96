import type { FontBook } from "../fonts/font-book.ts";
import type { Mark, Sheet } from "../layout/sheet.ts";
import { getSealPicture, type SealDesign } from "./seal-picture.ts";

/** The seal's square on one of the sheets, millimetres from the sheet's upper left corner. */
export interface SealPlace {
  sheetIndex: number;
  xMm: number;
  yMm: number;
  widthMm: number;
  heightMm: number;
}

/** A paper laid out; `sealPlace` is null when it carries no seal. */
export interface SealedSheets {
  sheets: Sheet[];
  sealPlace: SealPlace | null;
}

/** The seal round a point. Its mark goes behind all others of the sheet, so that its ink lies over what it stands on. Throws as `getSealPicture`. */
export function setSeal(design: SealDesign, fonts: FontBook, sheetIndex: number, centreXMm: number, centreYMm: number): { mark: Mark; place: SealPlace } {
  const picture = getSealPicture(design, fonts);
  const { widthMm, heightMm } = picture;
  const [xMm, yMm] = [centreXMm - widthMm / 2, centreYMm - heightMm / 2];
  return { mark: { kind: "picture", xMm, yMm, picture, isMultiplied: true }, place: { sheetIndex, xMm, yMm, widthMm, heightMm } };
}
