import { expect, it } from "vitest";
import type { Instant } from "../../domain/time/instant.ts";
import { ReceiptPrinterEmulator } from "../../test/emulators/receipt-printer.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { renderStripEscpos } from "../receipts/receipt-escpos.ts";
import { stripLineDrawer } from "../receipts/receipt-png.ts";
import { layOutTestSheets, renderTestPdf } from "./test-sheet.ts";
import { layOutTestStrip } from "./test-strip.ts";

const fonts = new FontBook(bundledFontFiles());
const page = { printerName: "三号窗口小票机", printedAt: "2026-11-21T08:30:00.000Z" as Instant };

it.each([["80mm", 48], ["80mm-180dpi", 42], ["58mm", 32]] as const)("fills a %s roll from edge to edge, with a code that reads", async (paper, columns) => {
  const printer = new ReceiptPrinterEmulator();
  printer.receive(await renderStripEscpos(layOutTestStrip(page, paper), { paper, characters: "gb18030", cuts: true }, stripLineDrawer(paper, fonts)), { reply: () => undefined, pull: () => undefined });
  expect(printer.paper.garbage).toEqual([]);
  expect(printer.lines).toContain("1234567890".repeat(5).slice(0, columns));
  expect(printer.lines.join("\n")).toMatch(/打印机：三号窗口小票机[^]*打印时间：2026年11月21日 16:30[^]*㛃𠮷/);
  expect(printer.lines).toContain("[二维码 一窗打印测试]");
  expect(printer.lines.at(-1)).toBe("✂");
});

it("is drawn for a printer without Chinese characters", async () => {
  const printer = new ReceiptPrinterEmulator();
  printer.receive(await renderStripEscpos(layOutTestStrip(page, "58mm"), { paper: "58mm", characters: "none", cuts: false }, stripLineDrawer("58mm", fonts)), { reply: () => undefined, pull: () => undefined });
  expect(printer.paper.garbage).toEqual([]);
  expect(printer.lines.filter((line) => !line.startsWith("[")).join("\n")).not.toMatch(/\p{Script=Han}/u);
  expect(printer.lines).toContain("1234567890".repeat(5).slice(0, 32));
});

it("shows on A4 a frame the whole paper wide, on as many sides as are asked for", async () => {
  const sheets = layOutTestSheets(page, 2, fonts);
  expect(sheets).toHaveLength(2);
  for (const { marks } of sheets) {
    const lines = marks.filter((mark) => mark.kind === "line");
    expect([Math.min(...lines.map(({ fromXMm }) => fromXMm)), Math.max(...lines.map(({ toXMm }) => toXMm))]).toEqual([6, 204]);
  }
  expect(Buffer.from(await renderTestPdf(page, 2, fonts)).subarray(0, 5).toString()).toBe("%PDF-");
});
