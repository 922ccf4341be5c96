import fc from "fast-check";
import { expect, it } from "vitest";
import { ReceiptPrinterEmulator } from "../../test/emulators/receipt-printer.ts";
import { receiptSourceOf, sampleApplication, sampleCases, caseAfter, receive, refuse } from "../../test/vectors/receipt-cases.ts";
import { makeReceiptContent } from "./make-receipt-content.ts";
import { renderReceiptEscpos } from "./receipt-escpos.ts";
import { renderReceiptText } from "./receipt-text.ts";
import type { ReceiptContent } from "./receipt-content.ts";
import { receiptPapers, type ReceiptPaper } from "./receipt-paper.ts";

async function printed(content: ReceiptContent, paper: ReceiptPaper): Promise<ReceiptPrinterEmulator> {
  const printer = new ReceiptPrinterEmulator();
  const bytes = await renderReceiptEscpos(content, { paper, characters: "gb18030", cuts: true }, () => Promise.reject(new Error("no picture asked for")));
  printer.receive(bytes, { reply: () => undefined, pull: () => undefined });
  return printer;
}

const rule = "─".repeat(10);
const comparable = (line: string) => (line.startsWith(rule) ? rule : line.trim());
const linesOf = (text: string) => text.split("\n").map(comparable);

it.each(Object.keys(receiptPapers) as ReceiptPaper[])("prints on %s what the text says, line by line, and no garbage", async (paper) => {
  for (const [kind, sample] of [["acceptance-notice", "accepted"], ["correction-notice", "correction"], ["refusal-notice", "refused"]] as const) {
    const content = makeReceiptContent(kind, receiptSourceOf(sampleCases[sample], 2));
    const printer = await printed(content, paper);
    expect(printer.paper.garbage).toEqual([]);
    expect(printer.lines.map(comparable)).toEqual([...linesOf(renderReceiptText(content, paper)), "✂"]);
  }
});

it("prints any name and reason whole: marks receiptline gives a meaning, control characters, every script", async () => {
  const awkward = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(..."|{}\\~_\"`^;=-:.[]<>&'\t\n\x1b\x1d\x00".split(""), "---", "===", "{code:1}", "\\n", "𠮷", "㛃", "䶮") },
    { weight: 2, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 2 }) },
  );
  const text = (maxLength: number) => fc.array(awkward, { minLength: 1, maxLength }).map((parts) => `甲${parts.join("")}`);
  await fc.assert(
    fc.asyncProperty(text(60), text(300), fc.constantFrom(...(Object.keys(receiptPapers) as ReceiptPaper[])), async (name, reason, paper) => {
      const current = caseAfter(receive(), refuse);
      const application = { ...sampleApplication, applicant: { ...sampleApplication.applicant, name }, projectName: name };
      const content = makeReceiptContent("refusal-notice", receiptSourceOf({ ...current, application, refusal: { ...current.refusal!, reason } }));
      const printer = await printed(content, paper);
      expect(printer.paper.garbage).toEqual([]);
      const bare = (value: string) => value.replace(/\s/g, "");
      expect(bare(printer.lines.slice(0, -1).map(comparable).join("\n"))).toBe(bare(linesOf(renderReceiptText(content, paper)).join("\n")));
      for (const part of [content.addressee!, ...content.sections.flatMap((section) => (section.kind === "paragraph" ? [section.text] : []))]) {
        expect(bare(printer.lines.join(""))).toContain(bare(part));
      }
    }),
    { numRuns: 40 },
  );
});
