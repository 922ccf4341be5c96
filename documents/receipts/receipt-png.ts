import sharp from "sharp";
import type { FontBook } from "../fonts/font-book.ts";
import { paintSvg } from "../layout/paint-svg.ts";
import { requireStripGlyphs } from "./require-strip-glyphs.ts";
import type { ReceiptContent } from "./receipt-content.ts";
import type { DrawStripLine } from "./receipt-escpos.ts";
import { receiptPapers, type ReceiptPaper } from "./receipt-paper.ts";
import { layOutReceipt } from "./receipt-sheets.ts";
import { outlineStrip } from "./receipt-svg.ts";
import { layOutStrip } from "./receipt-strip.ts";

/** The roll as a PNG, one dot a printer's dot, on white with a margin. Rejects with `glyph-missing`. */
export async function renderReceiptPng(content: ReceiptContent, paper: ReceiptPaper, fonts: FontBook): Promise<Uint8Array> {
  const lines = layOutStrip(content, paper);
  requireStripGlyphs(lines, fonts);
  const picture = sharp(Buffer.from(outlineStrip(lines, paper, fonts)), { limitInputPixels: false });
  return picture.flatten({ background: "#fff" }).extend({ top: 24, bottom: 24, left: 24, right: 24, background: "#fff" }).png().toBuffer();
}

/** The A4 sheets as one PNG each, exactly what the PDF shows. Rejects with `glyph-missing`. */
export async function renderReceiptSheetPngs(content: ReceiptContent, fonts: FontBook, dotsPerInch = 110): Promise<Uint8Array[]> {
  const sheets = layOutReceipt(content, fonts);
  return Promise.all(sheets.map((sheet) => sharp(Buffer.from(paintSvg(sheet, fonts)), { density: dotsPerInch }).png().toBuffer()));
}

/** Draws a line of the roll for a printer that lacks its characters. Rejects with `glyph-missing`. */
export function stripLineDrawer(paper: ReceiptPaper, fonts: FontBook): DrawStripLine {
  return async (line) => {
    requireStripGlyphs([line], fonts);
    const { widthDots } = receiptPapers[paper];
    const svg = Buffer.from(outlineStrip([line], paper, fonts));
    return sharp(svg).flatten({ background: "#fff" }).resize({ width: widthDots }).greyscale().threshold(150).png().toBuffer();
  };
}
