import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { millimetresPerPoint, type Mark, type Sheet } from "../layout/sheet.ts";
import { isFailure } from "../../domain/failure.ts";
import type { CertificateContent } from "./certificate-content.ts";
import { layOutCertificate } from "./lay-out-certificate.ts";
import { sampleContents, sampleSeal } from "./sample-contents.ts";
import { renderCertificatePreviewSvgs } from "./certificate-pdf.ts";
import { parseCertificateTemplate } from "./template.ts";

const fonts = new FontBook(bundledFontFiles());
const look = { kind: "sealed", seal: sampleSeal } as const;
const permit = sampleContents["construction-permit"];
const withValues = (values: CertificateContent["values"], content = permit): CertificateContent => ({ ...content, values: { ...content.values, ...values } });
const textMarks = (sheets: readonly Sheet[]) => sheets.flatMap(({ marks }) => marks.filter((mark): mark is Mark & { kind: "text" } => mark.kind === "text"));
const textOf = (sheets: readonly Sheet[]) => textMarks(sheets).map(({ text }) => text).join("").replace(/\s/g, "");
const sealsOf = (sheets: readonly Sheet[]) => sheets.flatMap(({ marks }) => marks.filter((mark) => mark.kind === "picture" && mark.isMultiplied && mark.picture.widthMm === sampleSeal.diameterMm));

function countHan(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of text) if (/\p{Script=Han}/u.test(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}

function expectInside(sheets: readonly Sheet[]): void {
  for (const sheet of sheets) {
    for (const mark of textMarks([sheet])) {
      const widthMm = [...mark.text].reduce((sum, character) => sum + fonts.widthOf(mark.role, character) * mark.sizePt * millimetresPerPoint + mark.letterGapMm, -mark.letterGapMm);
      expect(mark.xMm).toBeGreaterThan(20);
      expect(mark.xMm + widthMm).toBeLessThan(sheet.widthMm - 20);
      expect(mark.baselineMm).toBeLessThan(sheet.heightMm - 10);
    }
  }
}

describe("a certificate's sheets", () => {
  it.each(Object.values(sampleContents))("$template.title is one sheet with its number, code and one seal, all inside the border", (content) => {
    const { sheets, sealPlace } = layOutCertificate(content, look, fonts);
    expect(sheets).toHaveLength(1);
    expectInside(sheets);
    expect(textOf(sheets)).toContain(content.number);
    expect(sheets[0]!.marks.filter(({ kind }) => kind === "modules")).toHaveLength(1);
    expect(sealsOf(sheets)).toEqual([expect.objectContaining({ xMm: sealPlace!.xMm, yMm: sealPlace!.yMm })]);
    expect(sheets[0]!.marks.at(-1)).toBe(sealsOf(sheets)[0]);
  });

  it("has no seal as a preview, and says 样张 on every sheet", () => {
    const remarks = "逐条核验。".repeat(300);
    const { sheets, sealPlace } = layOutCertificate(withValues({ remarks }), { kind: "preview" }, fonts);
    expect(sealPlace).toBeNull();
    expect(sealsOf(sheets)).toEqual([]);
    expect(sheets.length).toBeGreaterThan(1);
    for (const sheet of sheets) expect(textOf([sheet])).toContain("样张，仅供核对，不具有证照效力");
    expect(renderCertificatePreviewSvgs(permit, fonts)[0]).toMatch(/^<svg .*mix-blend-mode:multiply/s);
  });

  it("sets names of sixty characters smaller, whole and inside", () => {
    const name = "买买提·艾则孜·阿卜杜热合曼".repeat(5).slice(0, 60);
    const { sheets } = layOutCertificate(withValues({ developer: name, projectName: "长".repeat(60), contractor: "厂".repeat(60), contractLead: name, issuer: "某".repeat(60) }), look, fonts);
    expectInside(sheets);
    expect(textOf(sheets)).toContain(name);
    expect(textOf(sheets).match(/厂/g)).toHaveLength(60);
    for (const content of Object.values(sampleContents)) expectInside(layOutCertificate(withValues({ holder: name, representative: name, issuer: "某".repeat(60) }, content), look, fonts).sheets);
  });

  it("prints forty lines of reasons on annex sheets that name the certificate", () => {
    const lines = Array.from({ length: 40 }, (_, index) => `（${index + 1}）本项目须按审查意见落实海绵城市和人防要求。`);
    const { sheets } = layOutCertificate(withValues({ remarks: lines.join("\n") }), look, fonts);
    expect(sheets.length).toBe(3);
    expectInside(sheets);
    expect(textOf([sheets[0]!])).toContain("备注（内容较多，详见附页）");
    for (const line of lines) expect(textOf(sheets.slice(1))).toContain(line);
    sheets.slice(1).forEach((sheet, index) => expect(textOf([sheet])).toContain(`（编号：${permit.number}）附页，第${index + 1}页，共2页`));
    expect(sealsOf(sheets)).toHaveLength(1);
  });

  it("loses nothing of whatever is written, or names what no font has", () => {
    const written = fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), fc.array(fc.integer({ min: 0x4e00, max: 0x9fa5 }), { maxLength: 900 }).map((codes) => String.fromCodePoint(...codes)));
    fc.assert(
      fc.property(written, (remarks) => {
        try {
          const { sheets } = layOutCertificate(withValues({ remarks: `甲${remarks}乙` }), look, fonts);
          expectInside(sheets);
          const printed = countHan(textOf(sheets));
          for (const [character, count] of countHan(remarks.normalize("NFC"))) expect(printed.get(character), character).toBeGreaterThanOrEqual(count);
        } catch (error) {
          if (!isFailure(error, "glyph-missing")) throw error;
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("what cannot be printed", () => {
  it.each([
    ["a text with no room and no annex", withValues({ creditCode: "9".repeat(2000) }, sampleContents["publication-licence"]), "certificate-text-too-long", { name: "统一社会信用代码：" }],
    ["a character no font has", withValues({ developer: "\u{10ffff}厂" }), "glyph-missing", { characters: "\u{10ffff}" }],
    ["a value the case does not have", { ...permit, values: {} }, "template-variable-unknown", { variable: "issuer" }],
  ])("%s is named", (_title, content, code, details) => {
    expect(() => layOutCertificate(content, look, fonts)).toThrow(expect.objectContaining({ code, details: expect.objectContaining(details) }));
  });

  it("a template with no place for the seal", () => {
    const template = parseCertificateTemplate({ ...permit.template, elements: permit.template.elements.filter(({ kind }) => kind !== "seal") });
    expect(() => layOutCertificate({ ...permit, template }, look, fonts)).toThrow(expect.objectContaining({ code: "template-without-seal" }));
    expect(layOutCertificate({ ...permit, template }, { kind: "preview" }, fonts).sheets).toHaveLength(1);
  });
});
