import receiptline, { type BaseCommand, type Encoding } from "receiptline";
import type { FontBook } from "../fonts/font-book.ts";
import { GlyphOutlines } from "../layout/glyph-outlines.ts";
import type { ReceiptContent } from "./receipt-content.ts";
import { receiptMarkup } from "./receipt-markup.ts";
import { columnsOf, receiptPapers, type ReceiptPaper } from "./receipt-paper.ts";
import { layOutStrip, type StripLine } from "./receipt-strip.ts";

/** What the roll will look like, as an SVG picture with its text as outlines: it looks the same everywhere, with or without fonts. */
export function renderReceiptOutlines(content: ReceiptContent, paper: ReceiptPaper, fonts: FontBook): string {
  return outlineStrip(layOutStrip(content, paper), paper, fonts);
}

export function outlineStrip(lines: readonly StripLine[], paper: ReceiptPaper, fonts: FontBook): string {
  const outlines = new GlyphOutlines(fonts);
  const svg = svgOf(lines, paper, outlineCommands(outlines));
  return svg.replace("<defs>", `<defs>${outlines.definitions}`);
}

function svgOf(lines: readonly StripLine[], paper: ReceiptPaper, command: BaseCommand): string {
  return receiptline.transform(receiptMarkup(lines), { cpl: receiptPapers[paper].columns, encoding: "gb18030", spacing: true, command });
}

/** receiptline's SVG set with glyph outlines in place of text, each character in the middle of its columns. */
function outlineCommands(outlines: GlyphOutlines): BaseCommand {
  const { svg } = receiptline.commands;
  return {
    ...svg,
    text(this: BaseCommand, text: string, encoding: Encoding) {
      const column = this.charWidth;
      const scale = this["textScale"] as number;
      const size = 2 * column * scale;
      const isBold = "stroke" in (this["textAttributes"] as object);
      for (const character of this.arrayFrom(text, encoding)) {
        const columns = columnsOf(character) * scale;
        const widthInk = columns * column;
        const x = (this["textPosition"] as number) * column + (columnsOf(character) === 1 ? widthInk * 0.03 : 0);
        this["textElement"] += outlines.draw("heading", character, x, -size * 0.12, size * 0.96, isBold ? ' stroke="#000" stroke-width="26"' : "");
        this["textPosition"] += columns;
      }
      return "";
    },
  };
}
