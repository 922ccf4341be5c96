import { expect, it } from "vitest";
import { receiptSourceOf, sampleCases } from "../../test/vectors/receipt-cases.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { makeReceiptContent } from "./make-receipt-content.ts";
import { renderReceiptPdf } from "./receipt-pdf.ts";

it("makes the same bytes of the same paper, whatever was made before with the same fonts", async () => {
  const fonts = new FontBook(bundledFontFiles());
  const source = receiptSourceOf(sampleCases.refused);
  const render = (book: FontBook) => renderReceiptPdf(makeReceiptContent("refusal-notice", source), book, source.printedAt);
  const first = Buffer.from(await render(fonts));
  await renderReceiptPdf(makeReceiptContent("acceptance-notice", receiptSourceOf(sampleCases.accepted)), fonts, source.printedAt);
  expect(first.equals(Buffer.from(await render(fonts)))).toBe(true);
  expect(first.equals(Buffer.from(await render(new FontBook(bundledFontFiles()))))).toBe(true);
});
