import type { Instant } from "../../domain/time/instant.ts";
import type { FontBook } from "../fonts/font-book.ts";
import { paintPdf } from "../layout/paint-pdf.ts";
import type { ReceiptContent } from "./receipt-content.ts";
import { layOutReceipt } from "./receipt-sheets.ts";

/**
 * The paper as an A4 PDF with embedded fonts. Rejects with `glyph-missing` (naming the characters) or `font-unreadable`.
 * About 0.3–0.8 s for the first document of a process, far less after.
 */
export async function renderReceiptPdf(content: ReceiptContent, fonts: FontBook, printedAt: Instant): Promise<Uint8Array> {
  return paintPdf(layOutReceipt(content, fonts), fonts, { title: content.title, createdAt: printedAt });
}
