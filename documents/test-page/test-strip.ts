import { breakLines } from "../layout/break-lines.ts";
import { columnsOf, receiptPapers, type ReceiptPaper } from "../receipts/receipt-paper.ts";
import type { StripLine } from "../receipts/receipt-strip.ts";
import { testPageAdvice, testPageCode, testPageFacts, testPageTitle, type TestPage } from "./test-page.ts";

/** The test page as lines of a roll; the ruler is as wide as the paper: a wrong width shows as a broken line. */
export function layOutTestStrip(page: TestPage, paper: ReceiptPaper): StripLine[] {
  const { columns } = receiptPapers[paper];
  const text = (words: string, align: "left" | "center" = "left"): StripLine[] =>
    breakLines(words, { maxWidth: columns, widthOf: columnsOf }).map((line) => ({ kind: "text", text: line.text, align, size: 1, isBold: false }));
  return [
    { kind: "text", text: testPageTitle, align: "center", size: 2, isBold: true },
    { kind: "rule" },
    ...testPageFacts(page).flatMap(([label, value]) => text(`${label}：${value}`)),
    ...text("1234567890".repeat(5).slice(0, columns)),
    { kind: "rule" },
    ...text(testPageAdvice),
    { kind: "qr", payload: testPageCode },
    { kind: "blank" },
  ];
}
