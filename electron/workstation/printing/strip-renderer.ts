import type { PrinterSettings } from "../../../contracts/ipc/printers.ts";
import type { ReceiptContent } from "../../../documents/receipts/receipt-content.ts";
import type { DrawStripLine, EscposOptions } from "../../../documents/receipts/receipt-escpos.ts";
import type { ReceiptPaper } from "../../../documents/receipts/receipt-paper.ts";
import type { TestPage } from "../../../documents/test-page/test-page.ts";
import type { GetFonts } from "./fonts.ts";

/** Makes a paper's bytes for one receipt printer: its roll, its cutter, and what its memory of characters needs. Its parts come with the first paper. */
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
    async receipt(content, printer) {
      const { renderReceiptEscpos } = await loadEscpos();
      return renderReceiptEscpos(content, optionsOf(printer), drawOn(paperOf(printer)));
    },
    async testPage(page, printer) {
      const [{ renderStripEscpos }, { layOutTestStrip }] = [await loadEscpos(), await import("../../../documents/test-page/test-strip.ts")];
      return renderStripEscpos(layOutTestStrip(page, paperOf(printer)), optionsOf(printer), drawOn(paperOf(printer)));
    },
  };
}

/** The tables of its characters alone take a twentieth of a second. */
const loadEscpos = () => import("../../../documents/receipts/receipt-escpos.ts");

function paperOf({ paperWidthMm, dotsPerInch }: PrinterSettings): ReceiptPaper {
  if (paperWidthMm === 58) return "58mm";
  return dotsPerInch === 180 ? "80mm-180dpi" : "80mm";
}

function optionsOf(printer: PrinterSettings): EscposOptions {
  const { characters, cuts } = printer;
  return { paper: paperOf(printer), characters, cuts };
}
