import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { materialOf } from "../../domain/case/case-state.ts";
import type { CaseId } from "../../domain/ids.ts";
import { Failure } from "../../domain/failure.ts";
import { FontBook } from "../../documents/fonts/font-book.ts";
import { bundledFontFiles } from "../../documents/fonts/font-files.ts";
import { renderSeparatorsPdf } from "../../documents/separators/separator-sheet.ts";
import { makeReceiptContent } from "../../documents/receipts/make-receipt-content.ts";
import { renderReceiptPdf } from "../../documents/receipts/receipt-pdf.ts";
import { createSheet, SHEET_CLASSES } from "../samples/sheets.ts";
import { decodeScan } from "../../scanner/pipeline/decode-scan.ts";
import { findSeparator } from "../../scanner/pipeline/separator-mark.ts";
import { sharp } from "../../scanner/pipeline/sharp.ts";
import type { ScannerDriver, ScanOptions } from "../../scanner/driver.ts";
import { caseAfter, receive, receiptSourceOf } from "../vectors/receipt-cases.ts";
import { batchEnd, targetOf, type Headless } from "./headless.ts";
import { mondayMorning, openOfflineWindow } from "./offline.ts";
import { receiveTrialCase, requiredMaterials, sheetPicture } from "./trial-case.ts";

/** Separator sheets as they come out of a printer and go through a scanner. Needs `pdftoppm` of poppler-utils. */
const run = promisify(execFile);
const fonts = new FontBook(bundledFontFiles());
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "separators-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The pages of a PDF as a scanner at 200 dpi sees them: PNGs, in order. */
async function printed(pdf: Uint8Array): Promise<Buffer[]> {
  const work = await mkdtemp(join(folder, "print-"));
  await writeFile(join(work, "paper.pdf"), pdf);
  await run("pdftoppm", ["-r", "200", "-png", join(work, "paper.pdf"), join(work, "page")]);
  const names = (await readdir(work)).filter((name) => name.endsWith(".png")).sort();
  return Promise.all(names.map((name) => readFile(join(work, name))));
}

const separatorsOf = async (itemCode: string, ...codes: readonly string[]): Promise<Buffer[]> =>
  printed(await renderSeparatorsPdf({ itemCode, itemName: "建筑工程施工许可证核发", materials: codes.map((code) => ({ code, name: "施工图设计文件审查合格书" })) }, fonts, mondayMorning));
const separatorIn = async (bytes: Uint8Array) => findSeparator((await decodeScan({ name: "sheet", bytes })).pixels);

describe("a separator sheet is known by its scan", () => {
  const sound = { kind: "sound", target: { itemCode: "SGXK-01", materialCode: "drawing-review-certificate" } };
  let sheet: Buffer;
  beforeAll(async () => {
    [sheet = Buffer.alloc(0)] = await separatorsOf("SGXK-01", "drawing-review-certificate");
  });

  it.each<[string, (bytes: Buffer) => Promise<Buffer>]>([
    ["as it is", async (bytes) => bytes],
    ["upside down", (bytes) => sharp(bytes).rotate(180).png().toBuffer()],
    ["on its side", (bytes) => sharp(bytes).rotate(90).png().toBuffer()],
    ["askew", (bytes) => sharp(bytes).rotate(3.5, { background: "#ffffff" }).png().toBuffer()],
    ["askew the other way, with the scanner's lid round it", (bytes) => sharp(bytes).rotate(-5, { background: "#101010" }).png().toBuffer()],
    ["copied and pale", (bytes) => sharp(bytes).linear(0.55, 100).blur(1.5).jpeg({ quality: 60 }).toBuffer()],
    ["scanned at 75 dpi", (bytes) => sharp(bytes).resize(620).jpeg({ quality: 70 }).toBuffer()],
    ["askew at 75 dpi", async (bytes) => sharp(await sharp(bytes).rotate(4, { background: "#ffffff" }).png().toBuffer()).resize(620).jpeg({ quality: 70 }).toBuffer()],
    ["dirty", (bytes) => sharp(bytes).composite([{ input: Buffer.from('<svg width="1654" height="2339"><path d="M0 1100 L1654 1180" stroke="#333" stroke-width="14"/><circle cx="700" cy="900" r="40" fill="#555"/></svg>') }]).png().toBuffer()],
  ])("%s", async (_title, change) => expect(await separatorIn(await change(sheet))).toEqual(sound));

  it("and is damaged, not somebody else's, when its code was tampered with", async () => {
    const { encode } = await import("uqr");
    const { data } = encode("YC1S/SGXK-01/drawing-review-certificate/00000000", { ecc: "M", border: 4 });
    const rows = data.map((row) => row.map((dark) => (dark ? 0 : 255)));
    const code = await sharp(Buffer.from(rows.flat()), { raw: { width: data.length, height: data.length, channels: 1 } }).resize(800, 800, { kernel: "nearest" }).png().toBuffer();
    const paper = await sharp({ create: { width: 1654, height: 2339, channels: 3, background: "#fff" } }).composite([{ input: code, left: 420, top: 600 }]).png().toBuffer();
    expect(await separatorIn(paper)).toEqual({ kind: "damaged" });
  });
});

describe("nothing else is taken for one", () => {
  it("a receipt of ours with its own code", async () => {
    const content = makeReceiptContent("reception-slip", receiptSourceOf(caseAfter(receive())));
    for (const page of await printed(await renderReceiptPdf(content, fonts, mondayMorning))) expect(await separatorIn(page)).toBeUndefined();
  });

  it("a poster with somebody's code as large as ours", async () => {
    const { encode } = await import("uqr");
    for (const text of ["https://www.example.gov.cn/bszn/360100", "YC1 S/SGXK-01/a/00000000"]) {
      const { data } = encode(text, { ecc: "M", border: 4 });
      const pixels = Buffer.from(data.flat().map((dark) => (dark ? 0 : 255)));
      const code = await sharp(pixels, { raw: { width: data.length, height: data.length, channels: 1 } }).resize(1400, 1400, { kernel: "nearest" }).extend({ top: 200, bottom: 700, left: 127, right: 127, background: "#fff" }).png().toBuffer();
      expect(await separatorIn(code)).toBeUndefined();
    }
  });

  it.each(SHEET_CLASSES)("an ordinary sheet: %s", async (sheetClass) => {
    expect(await separatorIn((await createSheet(sheetClass, 0)).jpeg)).toBeUndefined();
  });
});

/** A feeder with the paper a test lays in. */
class Feeder implements ScannerDriver {
  readonly kind = "feeder";
  sheets: readonly Uint8Array[] = [];
  trouble: Failure | undefined;
  listDevices = () => Promise.resolve([{ id: "1", name: "送纸扫描仪" }]);
  readCapabilities = () => Promise.resolve({ sources: ["feeder", "feeder-duplex"] as const, colours: ["colour"] as const, resolutionsDpi: [200], pageSizes: ["a4"] as const });
  async *scan(_deviceId: string, _options: ScanOptions, job: Parameters<ScannerDriver["scan"]>[2]) {
    for (const [index, bytes] of this.sheets.entries()) {
      if (job.signal.aborted) return;
      yield { name: `第${index + 1}张`, bytes };
    }
    if (this.trouble) throw this.trouble;
  }
}

describe("a feeder's batch goes to the materials its separator sheets name", () => {
  const [first = "", second = "", third = ""] = requiredMaterials;
  let feeder: Feeder;
  let window: Headless;
  let caseId: CaseId;
  let itemCode = "";
  beforeEach(async () => {
    feeder = new Feeder();
    window = await openOfflineWindow({ dependencies: { createScannerDrivers: () => [feeder] } });
    caseId = await receiveTrialCase(window);
    itemCode = (await window.call("cases.open", { caseId })).item.code;
  });
  afterEach(async () => {
    await window.stop();
    await window.remove();
  });

  const scan = (source: "feeder" | "duplex-feeder" = "feeder") =>
    batchEnd(window, () => window.call("scans.start", { target: targetOf(caseId, first), scannerId: "feeder:1", source, resolutionDpi: 200 }));
  const countPages = async (materialCode: string): Promise<number> => materialOf((await window.call("cases.open", { caseId })).case, materialCode).pages.length;

  it("in order, whatever came before, and the sheets themselves become no pages", async () => {
    const [toSecond = Buffer.alloc(0), toThird = Buffer.alloc(0)] = await separatorsOf(itemCode, second, third);
    feeder.sheets = [await sheetPicture(1), toSecond, await sheetPicture(2), await sheetPicture(3), toThird, await sheetPicture(4)];
    const ended = await scan();
    expect(ended).toMatchObject({
      state: "finished", finishedPageCount: 4, blankPageCount: 0, warnings: [], problems: [],
      materials: [{ materialCode: first, pageCount: 1 }, { materialCode: second, pageCount: 2 }, { materialCode: third, pageCount: 1 }],
    });
    expect(await Promise.all([first, second, third].map(countPages))).toEqual([1, 2, 1]);
  });

  it("without their empty backs when both sides are scanned", async () => {
    const [toSecond = Buffer.alloc(0)] = await separatorsOf(itemCode, second);
    const empty = await sharp({ create: { width: 1654, height: 2339, channels: 3, background: "#fdfdfb" } }).png().toBuffer();
    feeder.sheets = [await sheetPicture(1), await sheetPicture(2), toSecond, empty, await sheetPicture(3), empty];
    expect(await scan("duplex-feeder")).toMatchObject({ finishedPageCount: 4, blankPageCount: 1 });
    expect(await Promise.all([first, second].map(countPages))).toEqual([2, 2]);
  });

  it("but for a sheet of another item, which leaves the pages where they were and is named", async () => {
    const [foreign = Buffer.alloc(0)] = await separatorsOf("ANOTHER-ITEM", second);
    feeder.sheets = [await sheetPicture(1), foreign, await sheetPicture(2)];
    expect(await scan()).toMatchObject({ state: "finished", finishedPageCount: 2, warnings: [{ name: "第2张", code: "separator-other-item", pageId: null }] });
    expect(await Promise.all([first, second].map(countPages))).toEqual([2, 0]);
  });

  it("and stay there when the feeder jams", async () => {
    const [toSecond = Buffer.alloc(0)] = await separatorsOf(itemCode, second);
    feeder.sheets = [toSecond, await sheetPicture(1)];
    feeder.trouble = new Failure("scanner-jam", { retryable: true, details: { device: "1" } });
    expect(await scan()).toMatchObject({ state: "failed", finishedPageCount: 1, failure: { code: "scanner-jam" }, materials: [{ materialCode: second, pageCount: 1 }] });
    expect(await countPages(second)).toBe(1);
  });

  it("is fed with sheets this window makes itself", async () => {
    const { path } = await window.call("separators.savePdf", { caseId, materialCodes: [second] });
    const [toSecond = Buffer.alloc(0), ...others] = await printed(await readFile(path));
    expect(others).toEqual([]);
    feeder.sheets = [toSecond, await sheetPicture(1)];
    await scan();
    expect(await Promise.all([first, second].map(countPages))).toEqual([0, 1]);
    const all = await window.call("separators.savePdf", { caseId, materialCodes: [] });
    expect((await printed(await readFile(all.path))).length).toBe((await window.call("cases.open", { caseId })).item.materials.length);
    await expect(window.call("separators.savePdf", { caseId, materialCodes: ["no-such-material"] })).rejects.toMatchObject({ code: "material-unknown" });
    await expect(window.call("separators.print", { caseId, materialCodes: [second] })).rejects.toMatchObject({ code: "no-a4-printer" });
  });
});
