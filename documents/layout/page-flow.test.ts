import { expect, it } from "vitest";
import { endOf } from "../../test/fixtures/pdf-checks.ts";
import { caseAfter, handInAll, receiptSourceOf, receive } from "../../test/vectors/receipt-cases.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { makeReceiptContent } from "../receipts/make-receipt-content.ts";
import { layOutReceipt } from "../receipts/receipt-sheets.ts";
import { a4, PageFlow } from "./page-flow.ts";
import type { Sheet } from "./sheet.ts";
import { putTable } from "./table.ts";
import type { TextStyle } from "./text-block.ts";

const fonts = new FontBook(bundledFontFiles());
const body: TextStyle = { role: "body", sizePt: 12, leading: 1.5, align: "justify", indentEm: 2 };
const cell: TextStyle = { role: "body", sizePt: 10.5, leading: 1.4 };
const textsOf = (sheet: Sheet): string[] => sheet.marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
const isInside = (sheet: Sheet): boolean =>
  sheet.marks.every((mark) => mark.kind !== "text" || (mark.baselineMm > a4.topMm && mark.baselineMm < a4.heightMm - a4.bottomMm));
const sentence = (length: number): string => "申请材料不齐全的应当一次告知".repeat(Math.ceil(length / 14)).slice(0, length);

it("flows text over pages without a lonely first or last line, and loses none of it", () => {
  for (let before = 0; before < 60; before += 1) {
    const flow = new PageFlow(fonts);
    for (let count = 0; count < before; count += 1) flow.text("短", body);
    flow.text(sentence(300), body);
    const sheets = flow.finish(() => []);
    const perPage = sheets.map((sheet) => textsOf(sheet).filter((line) => line !== "短"));
    expect(perPage.flat().join("")).toBe(sentence(300));
    for (const lines of perPage) if (lines.length > 0) expect(lines.length).toBeGreaterThan(1);
    expect(sheets.every(isInside)).toBe(true);
  }
});

it("pulls inner lines straight to the right margin, never the last", () => {
  const flow = new PageFlow(fonts);
  flow.text(sentence(100), body);
  const marks = flow.finish(() => [])[0]!.marks.filter((mark) => mark.kind === "text");
  for (const mark of marks.slice(0, -1)) expect(endOf(mark, fonts)).toBeCloseTo(a4.widthMm - a4.rightMm, 3);
  expect(marks.at(-1)!.letterGapMm).toBe(0);
});

it("leaves words and numbers their own spacing when it pulls a line straight", () => {
  const flow = new PageFlow(fonts);
  flow.text("办件编号360100202611210001000042，于2026年11月21日受理（Phase-A03地块）。".repeat(12), body);
  const marks = flow.finish(() => [])[0]!.marks.filter((mark) => mark.kind === "text");
  const lines = [...Map.groupBy(marks, ({ baselineMm }) => baselineMm).values()];
  expect(lines.length).toBeGreaterThan(10);
  let pulledCount = 0;
  for (const line of lines.slice(0, -1)) {
    const gapsMm = line.slice(1).map((mark, index) => mark.xMm - endOf(line[index]!, fonts));
    const inner = line.filter(({ text }) => [...text].length > 1 && !/[0-9A-Za-z]/.test(text)).map(({ letterGapMm }) => letterGapMm);
    if (line.length === 1) continue;
    pulledCount += 1;
    expect(endOf(line.at(-1)!, fonts)).toBeCloseTo(a4.widthMm - a4.rightMm, 3);
    for (const gapMm of [...gapsMm, ...inner]) expect(gapMm).toBeCloseTo(gapsMm[0]!, 3);
    for (const mark of line) if (/[0-9A-Za-z]{2}/.test(mark.text)) expect(mark.letterGapMm).toBe(0);
  }
  expect(pulledCount).toBeGreaterThan(5);
});

it("keeps a row in one piece when a page can hold it, and repeats the header on every page", () => {
  const flow = new PageFlow(fonts);
  const rows = Array.from({ length: 40 }, (_, index) => [String(index), `${sentence(90)}尾${index}。`]);
  putTable(flow, { columns: [{ share: 1, style: cell }, { share: 5, style: cell }], header: { cells: ["序", "内容"], style: cell }, rows });
  const pages = flow.finish(() => []).map(textsOf);
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) {
    expect(page.slice(0, 2)).toEqual(["序", "内容"]);
    const joined = page.join("");
    for (let index = 0; index < 40; index += 1) expect(joined.includes(`尾${index}。`)).toBe(page.includes(String(index)));
  }
  expect(pages.flat().filter((text) => text === "序")).toHaveLength(pages.length);
});

it("divides a row that no page can hold, between lines, and loses none", () => {
  const flow = new PageFlow(fonts);
  const text = sentence(9000);
  putTable(flow, { columns: [{ share: 1, style: cell }, { share: 2, style: cell }], header: { cells: ["甲", "乙"], style: cell }, rows: [["短", text], ["后", "完"]] });
  const sheets = flow.finish(() => []);
  expect(sheets.length).toBeGreaterThan(3);
  expect(sheets.every(isInside)).toBe(true);
  const lines = sheets.flatMap(textsOf).filter((line) => !["甲", "乙", "短", "后", "完"].includes(line));
  expect(lines.join("")).toBe(text);
});

it("never leaves signatures and seal alone on a page, nor a title or header without its table", () => {
  for (let count = 1; count <= handInAll.length; count += 1) {
    const content = makeReceiptContent("reception-slip", receiptSourceOf(caseAfter(receive(), ...handInAll.slice(0, count))));
    const pages = layOutReceipt(content, fonts).map(textsOf);
    expect(pages.at(-1)!.join("")).toContain("视为受理。");
    for (const page of pages) {
      const lastHeader = page.lastIndexOf("备注");
      if (lastHeader >= 0) expect(page.slice(lastHeader + 1).some((text) => /^\d+$/.test(text))).toBe(true);
      expect(page.at(-3)).not.toBe("收到材料清单");
    }
  }
});
