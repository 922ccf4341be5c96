import type { FontBook } from "../fonts/font-book.ts";
import { pictureSvg } from "../layout/picture.ts";
import { getSealPicture, type SealDesign } from "./seal-picture.ts";

/** The seal alone as an SVG picture without background, for the desk where it is set up. Throws as `getSealPicture`. */
export function renderSealSvg(design: SealDesign, fonts: FontBook): string {
  const { diameterMm } = design;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${diameterMm}mm" height="${diameterMm}mm" viewBox="0 0 ${diameterMm} ${diameterMm}">${pictureSvg(getSealPicture(design, fonts))}</svg>`;
}
