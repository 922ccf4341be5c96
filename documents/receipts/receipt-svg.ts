import receiptline from "receiptline";
import type { ReceiptContent } from "./receipt-content.ts";
import { receiptMarkup } from "./receipt-markup.ts";
import { receiptPapers, type ReceiptPaper } from "./receipt-paper.ts";
import { layOutStrip } from "./receipt-strip.ts";

/** What the roll will look like, as an SVG picture whose text is text: it takes the fonts of whoever shows it. */
export function renderReceiptSvg(content: ReceiptContent, paper: ReceiptPaper): string {
  return receiptline.transform(receiptMarkup(layOutStrip(content, paper)), {
    cpl: receiptPapers[paper].columns,
    encoding: "gb18030",
    command: "svg",
  });
}
