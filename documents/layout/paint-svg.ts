import type { FontBook } from "../fonts/font-book.ts";
import { GlyphOutlines, short } from "./glyph-outlines.ts";
import { hexOf, pictureSvg } from "./picture.ts";
import { millimetresPerPoint, type Mark, type Sheet } from "./sheet.ts";

/** A sheet as an SVG picture in millimetres, its text as outlines: it needs no font where it is shown. */
export function paintSvg(sheet: Sheet, fonts: FontBook): string {
  const outlines = new GlyphOutlines(fonts);
  const marks = sheet.marks.map((mark) => paintMark(mark, fonts, outlines)).join("");
  const { widthMm, heightMm } = sheet;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${heightMm}mm" viewBox="0 0 ${widthMm} ${heightMm}">` +
    `<defs>${outlines.definitions}</defs><rect width="100%" height="100%" fill="#fff"/>${marks}</svg>`
  );
}

function paintMark(mark: Mark, fonts: FontBook, outlines: GlyphOutlines): string {
  switch (mark.kind) {
    case "text": {
      const size = mark.sizePt * millimetresPerPoint;
      let xMm = mark.xMm;
      const glyphs = [...mark.text].map((character) => {
        const drawn = outlines.draw(mark.role, character, xMm, mark.baselineMm, size);
        xMm += fonts.widthOf(mark.role, character) * size + mark.letterGapMm;
        return drawn;
      });
      return `<g fill="${hexOf(mark.colour)}">${glyphs.join("")}</g>`;
    }
    case "line":
      return `<path d="M${short(mark.fromXMm)} ${short(mark.fromYMm)}L${short(mark.toXMm)} ${short(mark.toYMm)}" stroke="${hexOf(mark.colour)}" stroke-width="${short(mark.widthPt * millimetresPerPoint)}"/>`;
    case "fill":
      return `<rect x="${short(mark.xMm)}" y="${short(mark.yMm)}" width="${short(mark.widthMm)}" height="${short(mark.heightMm)}" fill="${hexOf(mark.colour)}"/>`;
    case "circle":
      return `<circle cx="${short(mark.xMm)}" cy="${short(mark.yMm)}" r="${short(mark.radiusMm)}" fill="none" stroke="${hexOf(mark.colour)}" stroke-width="${short(mark.widthPt * millimetresPerPoint)}" stroke-dasharray="${mark.dashMm}"/>`;
    case "modules": {
      const side = mark.sizeMm / mark.modules.length;
      const squares = mark.modules.flatMap((row, y) =>
        row.flatMap((isDark, x) => (isDark ? [`M${short(mark.xMm + x * side)} ${short(mark.yMm + y * side)}h${short(side)}v${short(side)}h${short(-side)}z`] : [])),
      );
      return `<path d="${squares.join("")}" shape-rendering="crispEdges"/>`;
    }
    case "picture":
      return `<g transform="translate(${short(mark.xMm)} ${short(mark.yMm)})"${mark.isMultiplied ? ' style="mix-blend-mode:multiply"' : ""}>${pictureSvg(mark.picture)}</g>`;
  }
}
