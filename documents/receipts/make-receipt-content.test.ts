import { describe, expect, it } from "vitest";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import { receiptsDue } from "../../domain/case/rules/receipts.ts";
import { addDays, regionDateOf, type RegionDate } from "../../domain/time/instant.ts";
import { receiptSourceOf, sampleCases } from "../../test/vectors/receipt-cases.ts";
import { makeReceiptContent } from "./make-receipt-content.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { renderReceiptOutlines } from "./receipt-svg.ts";
import { renderReceiptText } from "./receipt-text.ts";
import { readOutlines } from "../../test/fixtures/outlined-text.ts";

const papers: readonly (readonly [string, ReceiptKind, keyof typeof sampleCases])[] = [
  ["reception-slip", "reception-slip", "received"],
  ["reception-slip-before-any-check", "reception-slip", "refused"],
  ["acceptance-notice", "acceptance-notice", "accepted"],
  ["deemed-acceptance-notice", "acceptance-notice", "deemed"],
  ["correction-notice", "correction-notice", "correction"],
  ["refusal-notice", "refusal-notice", "refused"],
  ["withdrawal-decision", "withdrawal-decision", "withdrawn"],
];

for (const [name, kind, sample] of papers) {
  it(`says what the ${name} must say (R-RECV-2, R-RECV-4, R-RECV-5, R-RECV-6)`, async () => {
    expect(receiptsDue(sampleCases[sample])).toContain(kind);
    const content = makeReceiptContent(kind, receiptSourceOf(sampleCases[sample]));
    await expect(`${renderReceiptText(content, "80mm")}\n`).toMatchFileSnapshot(`../../test/vectors/receipt-text/${name}-80mm.txt`);
    await expect(`${renderReceiptText(content, "58mm")}\n`).toMatchFileSnapshot(`../../test/vectors/receipt-text/${name}-58mm.txt`);
  });
}

it("marks every print after the first as a reprint and counts it", () => {
  const markOf = (printNumber: number) => makeReceiptContent("reception-slip", receiptSourceOf(sampleCases.received, printNumber)).reprintMark;
  expect([1, 2, 3].map(markOf)).toEqual([null, "补打 第1次", "补打 第2次"]);
});

it("masks a person's identity and telephone numbers but shows a firm's public code", () => {
  const person = structuredClone(sampleCases.received);
  person.application.applicant = { ...person.application.applicant, name: "刘一窗", identityKind: "resident-identity", identityNumber: "11010519491231002X" };
  const text = renderReceiptText(makeReceiptContent("reception-slip", receiptSourceOf(person)), "80mm");
  expect(text).toContain("110105********002X");
  expect(text).not.toContain("19491231");
  expect(text).toContain("138****2345");
  expect(renderReceiptText(makeReceiptContent("reception-slip", receiptSourceOf(sampleCases.received)), "80mm")).toContain("91350100M000100Y43");
});

it("does not promise a date at reception that a delivered correction has moved", () => {
  const corrected = { ...sampleCases.correction, correction: { ...sampleCases.correction.correction!, deliveredAt: sampleCases.correction.receivedAt } };
  const text = JSON.stringify(makeReceiptContent("reception-slip", receiptSourceOf(corrected)).sections);
  expect(text).toContain("5个工作日内作出受理");
});

describe("a limit past the announced holidays", () => {
  const kinds = { received: "reception-slip", accepted: "acceptance-notice", correction: "correction-notice" } as const;
  const textWhen = (sample: keyof typeof kinds, knownUntil: RegionDate) => renderReceiptText(makeReceiptContent(kinds[sample], { ...receiptSourceOf(sampleCases[sample]), calendar: { knownUntil } }), "80mm").replaceAll(/\s/g, "");
  const dueDayOf = (sample: keyof typeof kinds) => {
    const { answerDueAt, acceptance, correction } = sampleCases[sample];
    return regionDateOf({ received: answerDueAt, accepted: acceptance?.decideDueAt, correction: correction?.dueAt }[sample]!);
  };

  it.each(["received", "accepted", "correction"] as const)("is an estimate on the paper of a case %s, and says whose word it waits for", (sample) => {
    const note = "；预计日期，以国务院公布的放假安排为准）";
    expect(textWhen(sample, addDays(dueDayOf(sample), -1))).toContain(note);
    expect(textWhen(sample, dueDayOf(sample))).not.toContain("预计");
  });
});

it("throws when asked for a paper that is not due", () => {
  expect(() => makeReceiptContent("refusal-notice", receiptSourceOf(sampleCases.received))).toThrow(/not due/);
});

it("previews the roll as SVG with the outline of every printed character", () => {
  const content = makeReceiptContent("acceptance-notice", receiptSourceOf(sampleCases.accepted));
  const svg = renderReceiptOutlines(content, "80mm", new FontBook(bundledFontFiles()));
  const shown = readOutlines(svg, renderReceiptText(content, "80mm"));
  expect(svg).not.toContain("<text");
  expect(shown).not.toContain("□");
  for (const text of ["受理单", "䶮𠮷", "36010020261121"]) expect(shown).toContain(text);
});
