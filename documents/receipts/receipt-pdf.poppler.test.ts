import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import { isFailure } from "../../domain/failure.ts";
import { caseAfter, handInAll, receiptSourceOf, receive, refuse, sampleApplication, sampleCases } from "../../test/vectors/receipt-cases.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { millimetresPerPoint, type Mark, type Sheet } from "../layout/sheet.ts";
import { makeReceiptContent } from "./make-receipt-content.ts";
import type { ReceiptContent } from "./receipt-content.ts";
import { renderReceiptPdf } from "./receipt-pdf.ts";
import { layOutReceipt } from "./receipt-sheets.ts";

/** Looks at the PDFs with other people's programs: Debian's qpdf, poppler-utils and zbar-tools. */

const run = promisify(execFile);
const programs = ["qpdf", "pdffonts", "pdftotext", "pdftoppm", "zbarimg"];
const hasPrograms = programs.every((program) => {
  try {
    execFileSync("which", [program]);
    return true;
  } catch {
    return false;
  }
});

const fonts = new FontBook(bundledFontFiles());
const papers: readonly (readonly [ReceiptKind, keyof typeof sampleCases])[] = [
  ["reception-slip", "received"],
  ["acceptance-notice", "accepted"],
  ["acceptance-notice", "deemed"],
  ["correction-notice", "correction"],
  ["refusal-notice", "refused"],
  ["withdrawal-decision", "withdrawn"],
];
const printedAt = receiptSourceOf(sampleCases.received).printedAt;
const textMarks = (sheets: readonly Sheet[]): (Mark & { kind: "text" })[] => sheets.flatMap(({ marks }) => marks.filter((mark) => mark.kind === "text"));
/** Characters that share a glyph come back as one of them; blanks come back as the reader likes. */
const bare = (text: string) => text.normalize("NFKC").replace(/\s/g, "");

describe.skipIf(!hasPrograms)("receipt PDFs seen by qpdf, poppler and zbar", () => {
  let folder = "";
  let file = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "receipt-pdf-"));
    file = join(folder, "receipt.pdf");
  });
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (content: ReceiptContent): Promise<Sheet[]> => {
    await writeFile(file, await renderReceiptPdf(content, fonts, printedAt));
    return layOutReceipt(content, fonts);
  };
  const readText = async (...options: string[]): Promise<string> => (await run("pdftotext", [...options, file, "-"])).stdout;

  for (const [kind, sample] of papers) {
    it(`${kind} of a case ${sample} is sound, has all its fonts inside and every line of its text`, async () => {
      const sheets = await write(makeReceiptContent(kind, receiptSourceOf(sampleCases[sample], 2)));
      await run("qpdf", ["--check", file]);
      const fontLines = (await run("pdffonts", [file])).stdout.trim().split("\n").slice(2);
      expect(fontLines.length).toBeGreaterThan(2);
      for (const line of fontLines) expect(line).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/);
      const text = bare(await readText("-raw"));
      for (const mark of textMarks(sheets)) expect(text).toContain(bare(mark.text));
      const information = (await run("pdfinfo", [file])).stdout;
      expect(information).toContain(`Pages:           ${sheets.length}`);
      expect(information).not.toContain(sampleApplication.applicant.name);
    });
  }

  it("draws ink for every single character, rare ones too", async () => {
    const sheets = await write(makeReceiptContent("correction-notice", receiptSourceOf(sampleCases.correction)));
    const dotsPerMm = 200 / 25.4;
    for (const [index, sheet] of sheets.entries()) {
      const prefix = join(folder, "ink");
      await run("pdftoppm", ["-r", "200", "-gray", "-singlefile", "-f", String(index + 1), "-png", file, prefix]);
      const { data, info } = await sharp(await readFile(`${prefix}.png`)).greyscale().raw().toBuffer({ resolveWithObject: true });
      const inkIn = (xMm: number, yMm: number, widthMm: number, heightMm: number): boolean => {
        for (let y = Math.floor(yMm * dotsPerMm); y < (yMm + heightMm) * dotsPerMm; y += 1) {
          for (let x = Math.ceil(xMm * dotsPerMm); x < (xMm + widthMm) * dotsPerMm; x += 1) if ((data[y * info.width + x] ?? 255) < 200) return true;
        }
        return false;
      };
      const blank: string[] = [];
      for (const mark of textMarks([sheet])) {
        const emMm = mark.sizePt * millimetresPerPoint;
        let xMm = mark.xMm;
        for (const character of mark.text) {
          const widthMm = fonts.widthOf(mark.role, character) * emMm;
          if (character !== " " && !inkIn(xMm, mark.baselineMm - emMm * 0.9, widthMm, emMm * 1.1)) blank.push(`${character} in ${mark.text}`);
          xMm += widthMm + mark.letterGapMm;
        }
      }
      expect(blank).toEqual([]);
      expect(textMarks([sheet]).map((mark) => mark.text).join("")).toMatch(index === 0 ? /䶮𠮷/ : /./);
    }
  });

  it("carries a query code that a scanner reads off the printed sheet", async () => {
    const content = makeReceiptContent("refusal-notice", receiptSourceOf(sampleCases.refused));
    const sheets = await write(content);
    const prefix = join(folder, "code");
    await run("pdftoppm", ["-r", "200", "-gray", "-singlefile", "-f", String(sheets.length), "-png", file, prefix]);
    const { stdout } = await run("zbarimg", ["--quiet", "--raw", `${prefix}.png`]);
    expect(stdout.trim()).toBe(content.query.url);
  });

  it("sets a hundred long defects over many pages, each page under the table's header", async () => {
    const text = (seed: number) => `第${seed}项：${"材料与申请表所填内容不一致，须按要求重新出具并加盖公章。".repeat(17)}`.slice(0, 500);
    const defects = Array.from({ length: 100 }, (_, index) => ({ materialCode: null, problem: text(index), remedy: text(index + 1000) }));
    const current = caseAfter(receive(), ...handInAll, { kind: "requestCorrection", payload: { limitWorkingDays: 5, defects } });
    const sheets = await write(makeReceiptContent("correction-notice", receiptSourceOf(current)));
    expect(sheets.length).toBeGreaterThan(20);
    const pages = (await readText("-raw")).split("\f").map(bare);
    const isTablePage = (page: string) => /第\d+项：/.test(page);
    for (const page of pages.filter(isTablePage)) expect(page).toContain("材料名称存在问题补正要求");
    const all = bare(await readText("-raw"));
    for (let index = 0; index < 100; index += 1) expect(all).toContain(`第${index}项:`);
    pages.slice(0, sheets.length).forEach((page, index) => expect(page).toContain(`第${index + 1}页共${sheets.length}页`));
    await run("qpdf", ["--check", file]);
  });

  it("keeps long names, firms and reasons inside the margins and whole", async () => {
    const person = "买买提·艾则孜·阿卜杜热合曼".repeat(5).slice(0, 60);
    const application = { ...sampleApplication, applicant: { ...sampleApplication.applicant, name: person.repeat(2) }, projectName: `Phase-${"A".repeat(150)}` };
    const reason = Array.from({ length: 40 }, (_, index) => `（${index + 1}）不具备施工条件，且未提交说明。`).join("\n");
    const current = caseAfter(receive(application), { ...refuse, payload: { ...refuse.payload, reason } } as typeof refuse);
    const sheets = await write(makeReceiptContent("refusal-notice", receiptSourceOf(current)));
    const text = bare(await readText("-raw"));
    for (const mark of textMarks(sheets)) {
      expect(text).toContain(bare(mark.text));
      const widthMm = [...mark.text].reduce((sum, character) => sum + fonts.widthOf(mark.role, character) * mark.sizePt * millimetresPerPoint + mark.letterGapMm, -mark.letterGapMm);
      expect(mark.xMm).toBeGreaterThanOrEqual(25 - 0.01);
      expect(mark.xMm + widthMm).toBeLessThanOrEqual(185 + 0.01);
      expect(mark.baselineMm).toBeLessThan(285);
    }
    for (let index = 1; index <= 40; index += 1) expect(text).toContain(bare(`（${index}）不具备施工条件，且未提交说明。`));
  });

  it("takes any name: all of it is on the paper, or the failure names what no font has", async () => {
    const character = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fa5 }) },
      { weight: 2, arbitrary: fc.integer({ min: 0x3400, max: 0x4dbf }) },
      { weight: 1, arbitrary: fc.integer({ min: 0x20, max: 0x24f }) },
      { weight: 1, arbitrary: fc.constantFrom(0x20bb7, 0x4dae, 0x36c3, 0xb7, 0x2022, 0x301, 0x200d, 0xfe0f, 0x202e) },
    );
    const anything = fc.oneof({ weight: 6, arbitrary: fc.array(character, { minLength: 1, maxLength: 60 }).map((codes) => String.fromCodePoint(...codes)) }, { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 20 }) });
    await fc.assert(
      fc.asyncProperty(anything, async (name) => {
        const application = { ...sampleApplication, applicant: { ...sampleApplication.applicant, name: `甲${name}` } };
        const content = makeReceiptContent("withdrawal-decision", receiptSourceOf({ ...sampleCases.withdrawn, application }));
        let sheets: Sheet[];
        try {
          sheets = await write(content);
        } catch (error) {
          if (!isFailure(error, "glyph-missing")) throw error;
          for (const missing of String(error.details["characters"])) expect(fonts.findMissing("body", missing)).toEqual([missing]);
          return;
        }
        const text = bare(await readText("-raw"));
        const lines = textMarks(sheets).map((mark) => bare(mark.text)).filter((line) => /\p{Script=Han}/u.test(line));
        for (const line of lines) expect(text).toContain(line);
        expect(bare(textMarks(sheets).map((mark) => mark.text).join(""))).toContain(bare(content.addressee!));
      }),
      { numRuns: 30 },
    );
  });
});
