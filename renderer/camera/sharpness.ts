/** A4's long side. */
const sheetInches = 297 / 25.4;
/** Print of 9 points is read at this; below the other it is not. */
const goodDpi = 200;
const poorDpi = 150;

export interface Sharpness {
  /** With a sheet of A4 that fills the picture. */
  readonly dpi: number;
  readonly grade: "good" | "fair" | "poor";
}

/** What a camera's picture is worth for a sheet of A4. */
export function sharpnessOf({ width, height }: { readonly width: number; readonly height: number }): Sharpness {
  const dpi = Math.floor(Math.max(width, height) / sheetInches);
  return { dpi, grade: dpi >= goodDpi ? "good" : dpi >= poorDpi ? "fair" : "poor" };
}
