import jsqr from "jsqr";
import sharp from "sharp";
import { expect, it } from "vitest";
import { isFailure } from "../../domain/failure.ts";
import { ReceiptPrinterEmulator } from "../../test/emulators/receipt-printer.ts";
import { receiptSourceOf, sampleApplication, sampleCases } from "../../test/vectors/receipt-cases.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { makeReceiptContent } from "./make-receipt-content.ts";
import { renderReceiptEscpos } from "./receipt-escpos.ts";
import { renderReceiptPdf } from "./receipt-pdf.ts";
import { renderReceiptPng, renderReceiptSheetPngs, stripLineDrawer } from "./receipt-png.ts";

const fonts = new FontBook(bundledFontFiles());
const content = makeReceiptContent("correction-notice", receiptSourceOf(sampleCases.correction));
// The package's types describe an ES default export; Node hands over the CommonJS one.
const readQr = ("default" in jsqr ? jsqr.default : jsqr) as unknown as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

async function qrOf(png: Uint8Array): Promise<string | undefined> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return readQr(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

it.each([["80mm", 576], ["80mm-180dpi", 504], ["58mm", 384]] as const)("draws the %s roll dot for dot, with a query code that reads", async (paper, widthDots) => {
  const png = await renderReceiptPng(content, paper, fonts);
  expect((await sharp(png).metadata()).width).toBe(widthDots + 48);
  expect(await qrOf(png)).toBe(content.query.url);
});

it("draws the A4 sheets as pictures without any font of the system", async () => {
  const sheets = await renderReceiptSheetPngs(content, fonts);
  expect(sheets).toHaveLength(2);
  const { width, height } = await sharp(sheets[0]!).metadata();
  expect(height / width).toBeCloseTo(297 / 210, 2);
  expect(await qrOf(sheets.at(-1)!)).toBe(content.query.url);
});

it("sends lines with rare characters as dots to a printer that lacks them, and only those", async () => {
  const printer = new ReceiptPrinterEmulator();
  const options = { paper: "80mm", characters: "gbk", cuts: true } as const;
  printer.receive(await renderReceiptEscpos(content, options, stripLineDrawer("80mm", fonts)), { reply: () => undefined, pull: () => undefined });
  expect(printer.paper.garbage).toEqual([]);
  expect(printer.lines.join("\n")).not.toMatch(/[㛃䶮𠮷]/u);
  expect(printer.lines).toContain("工程名称：赣江新城A-03地块住宅楼工程（1#、2#楼及");
  const pictures = printer.paper.items.filter((item) => item.kind === "picture" && item.qr === null);
  expect(pictures).toHaveLength(2);
  for (const picture of pictures) {
    if (picture.kind !== "picture") continue;
    expect(picture.widthDots).toBe(576);
    const darkDots = picture.rows.reduce((sum, row) => sum + row.reduce((bits, byte) => bits + byte.toString(2).replaceAll("0", "").length, 0), 0);
    // A dozen characters of 24 × 24 dots: ink, but not a black bar.
    expect(darkDots).toBeGreaterThan(300);
    expect(darkDots).toBeLessThan((576 * picture.heightDots) / 4);
  }
});

it("names the characters no font can draw, on every paper", async () => {
  const application = { ...sampleApplication, applicant: { ...sampleApplication.applicant, name: "甲😀乙\u{10ffff}" } };
  const withEmoji = makeReceiptContent("refusal-notice", receiptSourceOf({ ...sampleCases.refused, application }));
  const failures = await Promise.allSettled([
    renderReceiptPdf(withEmoji, fonts, receiptSourceOf(sampleCases.refused).printedAt),
    renderReceiptSheetPngs(withEmoji, fonts),
    renderReceiptPng(withEmoji, "80mm", fonts),
    renderReceiptEscpos(withEmoji, { paper: "80mm", characters: "gbk", cuts: true }, stripLineDrawer("80mm", fonts)),
  ]);
  for (const failure of failures) {
    if (failure.status === "fulfilled") throw new Error("an unprintable character was printed");
    expect(isFailure(failure.reason, "glyph-missing") && failure.reason.details["characters"]).toBe("😀\u{10ffff}");
  }
});

it("says which font file cannot be opened", () => {
  const files = { title: ["/nowhere/a.ttf"], heading: ["/nowhere/a.ttf"], body: ["/nowhere/a.ttf"] };
  expect(() => new FontBook(files).widthOf("body", "一")).toThrow(expect.objectContaining({ code: "font-unreadable", details: { file: "/nowhere/a.ttf" } }));
});
