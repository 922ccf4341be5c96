import type { PrinterSettings } from "../../../contracts/ipc/printers.ts";
import type { ReceiptContent } from "../../../documents/receipts/receipt-content.ts";
import { renderReceiptEscpos } from "../../../documents/receipts/receipt-escpos.ts";
import type { ReceiptPaper } from "../../../documents/receipts/receipt-paper.ts";
import type { GetFonts } from "./fonts.ts";

/** Makes a paper's bytes for one printer: its roll, and what its memory of characters needs. */
export function createReceiptRenderer(getFonts: GetFonts): (content: ReceiptContent, printer: PrinterSettings) => Promise<Uint8Array> {
  return (content, { paperWidthMm, usesRasterFallback }) => {
    const paper: ReceiptPaper = paperWidthMm === 58 ? "58mm" : "80mm";
    const rareCharacters = usesRasterFallback ? "picture" : "printer-font";
    return renderReceiptEscpos(content, { paper, rareCharacters }, async (line) => {
      const { stripLineDrawer } = await import("../../../documents/receipts/receipt-png.ts");
      return stripLineDrawer(paper, await getFonts())(line);
    });
  };
}
