import type { ReceiptContent } from "./receipt-content.ts";
import { receiptPapers, type ReceiptPaper } from "./receipt-paper.ts";
import { columnsOf } from "./receipt-paper.ts";
import { layOutStrip } from "./receipt-strip.ts";

/** The roll as plain text, one line a printed line: what a reader without eyes for pictures gets, and what tests compare. */
export function renderReceiptText(content: ReceiptContent, paper: ReceiptPaper): string {
  const { columns } = receiptPapers[paper];
  return layOutStrip(content, paper)
    .map((line) => {
      switch (line.kind) {
        case "rule":
          return "─".repeat(columns / 2);
        case "blank":
          return "";
        case "qr":
          return `[二维码 ${line.payload}]`;
        case "text": {
          const width = [...line.text].reduce((sum, character) => sum + columnsOf(character) * line.size, 0);
          const margin = { left: 0, center: Math.floor((columns - width) / 2), right: columns - width }[line.align];
          return " ".repeat(Math.max(margin, 0)) + line.text;
        }
      }
    })
    .join("\n");
}
