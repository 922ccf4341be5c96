import type { PrinterSettings } from "../../../contracts/ipc/printers.ts";
import type { ReceiptContent } from "../../../documents/receipts/receipt-content.ts";
import { renderReceiptEscpos, renderStripEscpos, type DrawStripLine, type EscposOptions } from "../../../documents/receipts/receipt-escpos.ts";
import type { ReceiptPaper } from "../../../documents/receipts/receipt-paper.ts";
import type { TestPage } from "../../../documents/test-page/test-page.ts";
import { layOutTestStrip } from "../../../documents/test-page/test-strip.ts";
import type { GetFonts } from "./fonts.ts";

/** Makes a paper's bytes for one receipt printer: its roll, its cutter, and what its memory of characters needs. */
export interface StripRenderer {
  receipt(content: ReceiptContent, printer: PrinterSettings): Promise<Uint8Array>;
  testPage(page: TestPage, printer: PrinterSettings): Promise<Uint8Array>;
}

export function createStripRenderer(getFonts: GetFonts): StripRenderer {
  const drawOn = (paper: ReceiptPaper): DrawStripLine => async (line) => {
    const { stripLineDrawer } = await import("../../../documents/receipts/receipt-png.ts");
    return stripLineDrawer(paper, await getFonts())(line);
  };
  return {
    receipt: (content, printer) => renderReceiptEscpos(content, optionsOf(printer), drawOn(paperOf(printer))),
    testPage: (page, printer) => renderStripEscpos(layOutTestStrip(page, paperOf(printer)), optionsOf(printer), drawOn(paperOf(printer))),
  };
}

function paperOf({ paperWidthMm }: PrinterSettings): ReceiptPaper {
  return paperWidthMm === 58 ? "58mm" : "80mm";
}

function optionsOf(printer: PrinterSettings): EscposOptions {
  const { characters, cuts } = printer;
  return { paper: paperOf(printer), characters, cuts };
}
