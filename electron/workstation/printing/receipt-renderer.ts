import type { PrinterSettings } from "../../../contracts/ipc/receipts.ts";
import type { FontBook } from "../../../documents/fonts/font-book.ts";
import type { ReceiptContent } from "../../../documents/receipts/receipt-content.ts";
import { renderReceiptEscpos } from "../../../documents/receipts/receipt-escpos.ts";
import type { ReceiptPaper } from "../../../documents/receipts/receipt-paper.ts";
import { stripLineDrawer } from "../../../documents/receipts/receipt-png.ts";

/** Makes a paper's bytes for one printer: its roll, and what its memory of characters needs. */
export function createReceiptRenderer(fonts: FontBook): (content: ReceiptContent, printer: PrinterSettings) => Promise<Uint8Array> {
  return (content, { paperWidthMm, usesRasterFallback }) => {
    const paper: ReceiptPaper = paperWidthMm === 58 ? "58mm" : "80mm";
    const rareCharacters = usesRasterFallback ? "picture" : "printer-font";
    return renderReceiptEscpos(content, { paper, rareCharacters }, stripLineDrawer(paper, fonts));
  };
}
