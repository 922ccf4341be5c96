import { Failure } from "../../domain/failure.ts";
import type { FontBook } from "../fonts/font-book.ts";
import type { FontRole } from "../fonts/font-files.ts";

export const millimetresPerPoint = 25.4 / 72;

/** Red, green, blue from 0 to 1. */
export type Colour = readonly [number, number, number];
export const black: Colour = [0, 0, 0];
export const grey: Colour = [0.45, 0.45, 0.45];
export const officialRed: Colour = [0.78, 0.05, 0.08];

/** A step of an outline: millimetres from the picture's upper left corner, y downwards. */
export type PathStep = readonly ["M" | "L", number, number] | readonly ["C", number, number, number, number, number, number] | readonly ["Z"];
export type Path = readonly PathStep[];

export interface PictureLayer {
  path: Path;
  colour: Colour;
  /** Null fills the outline instead. */
  strokeWidthMm: number | null;
}

/** A drawing of outlines. Made once and kept: what painting it costs is paid once for each such object. */
export interface Picture {
  widthMm: number;
  heightMm: number;
  layers: readonly PictureLayer[];
}

/**
 * One thing drawn on a sheet. Lengths are millimetres from the sheet's upper left corner unless their name says points.
 * Whoever paints (PDF, picture) draws exactly these, so what is seen on screen is what is printed.
 */
export type Mark =
  | { kind: "text"; xMm: number; baselineMm: number; text: string; role: FontRole; sizePt: number; letterGapMm: number; colour: Colour }
  | { kind: "line"; fromXMm: number; fromYMm: number; toXMm: number; toYMm: number; widthPt: number; colour: Colour }
  | { kind: "fill"; xMm: number; yMm: number; widthMm: number; heightMm: number; colour: Colour }
  | { kind: "circle"; xMm: number; yMm: number; radiusMm: number; widthPt: number; dashMm: number; colour: Colour }
  /** A square of dark and light modules (QR), `sizeMm` on a side without its quiet zone. */
  | { kind: "modules"; xMm: number; yMm: number; sizeMm: number; modules: readonly (readonly boolean[])[] }
  /** With `isMultiplied` what lies under it shows through, as under a seal's ink. */
  | { kind: "picture"; xMm: number; yMm: number; picture: Picture; isMultiplied: boolean };

export interface Sheet {
  widthMm: number;
  heightMm: number;
  marks: readonly Mark[];
}

/** Throws `glyph-missing`, naming every character no font can draw: a paper never has a blank where a name was. */
export function requireGlyphs(sheets: readonly Sheet[], fonts: FontBook): void {
  const missing = new Set<string>();
  for (const { marks } of sheets) {
    for (const mark of marks) {
      if (mark.kind === "text") for (const character of fonts.findMissing(mark.role, mark.text)) missing.add(character);
    }
  }
  if (missing.size > 0) throw new Failure("glyph-missing", { details: { characters: [...missing].join("") } });
}
