import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentKindSchema, type DocumentKind } from "../../domain/case/case-parts.ts";
import { isFailure } from "../../domain/failure.ts";
import { bare, endOf, textMarks } from "../../test/fixtures/pdf-checks.ts";
import { sampleDecisions } from "../../test/vectors/decision-documents.ts";
import { sampleSeal } from "../certificate/sample-contents.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import type { Sheet } from "../layout/sheet.ts";
import type { DocumentContent } from "./decision-document.ts";
import { decisionTemplates } from "./decision-templates.ts";
import { layOutDecision, type DecisionLook } from "./lay-out-decision.ts";

const fonts = new FontBook(bundledFontFiles());
const sealed: DecisionLook = { kind: "sealed", seal: sampleSeal };
const kinds = documentKindSchema.options;
const layOut = <K extends DocumentKind>(kind: K, changes: Partial<DocumentContent<K>> = {}, look: DecisionLook = sealed) => layOutDecision(decisionTemplates[kind], { ...sampleDecisions[kind], ...changes }, look, fonts);
const textOf = (sheets: readonly Sheet[]): string => bare(textMarks(sheets).map(({ text }) => text).join(""));

/** Everything between the margins, nothing below the page number. */
function expectInside(kind: DocumentKind, sheets: readonly Sheet[]): void {
  const { page, furniture } = decisionTemplates[kind];
  const footTopMm = Math.max(...furniture.map((piece) => (piece.kind === "text" ? piece.box.yMm : 0)));
  for (const sheet of sheets) {
    for (const mark of textMarks([sheet])) {
      expect(mark.xMm, mark.text).toBeGreaterThanOrEqual(page.leftMm - 0.01);
      expect(endOf(mark, fonts), mark.text).toBeLessThanOrEqual(page.widthMm - page.rightMm + 0.01);
      expect(mark.baselineMm, mark.text).toBeLessThan(mark.text.startsWith("第 ") ? footTopMm + 8 : page.heightMm - page.bottomMm);
    }
  }
}

describe("a document of decision", () => {
  it.each(kinds)("%s stays inside its margins, counts its pages and bears number, office and date", (kind) => {
    const { sheets, sealPlace, title } = layOut(kind);
    expectInside(kind, sheets);
    sheets.forEach((sheet, index) => expect(textOf([sheet])).toContain(`第${index + 1}页共${sheets.length}页`));
    sheets.forEach((sheet) => expect(textOf([sheet])).toContain(bare(sampleDecisions[kind].number!)));
    expect(textOf(sheets)).toContain(title);
    expect(textOf([sheets[sealPlace!.sheetIndex]!])).toContain(`${sampleDecisions[kind].officeName}2026年11月30日`);
  });

  it.each(kinds)("%s has its seal over the office's name and the date, as the page's last mark, with text before it on the page", (kind) => {
    const { sheets, sealPlace } = layOut(kind);
    const sheet = sheets[sealPlace!.sheetIndex]!;
    expect(sheet.marks.at(-1)).toMatchObject({ kind: "picture", isMultiplied: true, xMm: sealPlace!.xMm, yMm: sealPlace!.yMm });
    const { xMm, yMm, widthMm, heightMm } = sealPlace!;
    const under = textMarks([sheet]).filter((mark) => mark.baselineMm > yMm && mark.baselineMm < yMm + heightMm);
    expect(bare(under.map(({ text }) => text).join(""))).toBe(`${sampleDecisions[kind].officeName}2026年11月30日`);
    for (const mark of under) expect((mark.xMm + endOf(mark, fonts)) / 2).toBeCloseTo(xMm + widthMm / 2, 1);
    const before = textMarks([sheet]).filter((mark) => mark.baselineMm <= yMm);
    expect(yMm - Math.max(...before.map(({ baselineMm }) => baselineMm))).toBeLessThan(10);
    expect(sheets.flatMap(({ marks }) => marks.filter((mark) => mark.kind === "picture"))).toHaveLength(1);
  });

  it.each(kinds)("%s as a draft says 样张 on every sheet, 待编号 without a number, and has no seal", (kind) => {
    const { sheets, sealPlace } = layOut(kind, { number: null }, { kind: "draft" });
    expect(sealPlace).toBeNull();
    for (const sheet of sheets) expect(textOf([sheet])).toContain(bare("样张，仅供核对，不具有法律效力"));
    expect(textOf(sheets)).toContain("(待编号)");
    expect(textOf(sheets)).not.toContain(bare(sampleDecisions[kind].number!));
    expect(sheets.flatMap(({ marks }) => marks.filter((mark) => mark.kind === "circle"))).toHaveLength(1);
  });

  it("is not given out without a number", () => {
    for (const look of [sealed, { kind: "plain" } as const]) {
      expect(() => layOut("grant-decision", { number: null }, look)).toThrow(expect.objectContaining({ code: "document-without-number", details: { title: "准予行政许可决定书" } }));
    }
  });

  it("plain shows where the stamp goes and has neither seal nor 样张", () => {
    const { sheets, sealPlace } = layOut("delivery-receipt", {}, { kind: "plain" });
    expect(sealPlace).toBeNull();
    expect(sheets.flatMap(({ marks }) => marks.filter(({ kind }) => kind === "circle" || kind === "picture"))).toEqual([expect.objectContaining({ kind: "circle" })]);
    expect(textOf(sheets)).not.toContain("样张");
  });

  it("leaves out what the case does not have", () => {
    expect(textOf(layOut("grant-decision").sheets)).toContain("三、颁发证件《建筑工程施工许可证》");
    const without = textOf(layOut("grant-decision", { certificate: null, isLicence: false, actName: "备案", reasons: "" }).sheets);
    expect(without).not.toMatch(/颁发证件|行政许可|三、/);
    expect(without).toContain("准予备案决定书");
    expect(textOf(layOut("deny-decision", { legalBasisText: null }).sheets)).toContain("三、决定意见");
    expect(textOf(layOut("deny-decision", { decisionText: null }).sheets)).not.toMatch(/决定意见|不符合法定条件、标准/);
    expect(textOf(layOut("fee-notice", { account: null }).sheets)).not.toMatch(/转账|账号/);
    expect(textOf(layOut("withdrawal-decision", { materials: [] }).sheets)).not.toContain("材料名称");
  });

  it("tells of both remedies and names authority and court, whatever the signer wrote", () => {
    for (const text of [sampleDecisions["deny-decision"].remedies.text, null]) {
      const remedies = { text, reviewAuthority: "南昌市人民政府", court: "南昌铁路运输法院" };
      const said = textOf(layOut("deny-decision", { remedies }).sheets);
      expect(said).toMatch(/60日内.*行政复议.*6个月内.*行政诉讼.*行政复议机关:南昌市人民政府.*人民法院:南昌铁路运输法院/);
    }
  });
});

it.each(["deny-decision", "fee-notice", "special-procedure-notice", "delivery-receipt"] as const)("%s says where the office is found", (kind) => {
  expect(textOf(layOut(kind).sheets)).toMatch(/地址:南昌市行政服务中心二楼综合窗口(联系)?电话:0791-/);
});

it("puts a receipt for three papers on one sheet, to be signed", () => {
  expect(layOut("delivery-receipt").sheets).toHaveLength(1);
});

describe("what people write", () => {
  const name = "买买提·艾则孜·阿卜杜热合曼".repeat(5).slice(0, 60);

  it.each(kinds)("%s takes a name of sixty characters, rare ones too, for applicant, office and project", (kind) => {
    const rare = `㛃䶮𠮷${"某".repeat(57)}`;
    const { sheets, sealPlace } = layOut(kind, { applicant: { ...sampleDecisions[kind].applicant, name }, officeName: rare, projectName: `Phase-${"A".repeat(150)}`, itemName: "长".repeat(60) });
    expectInside(kind, sheets);
    expect(textOf(sheets)).toContain(bare(name));
    expect(textOf(sheets)).toContain(bare(rare));
    expect(sealPlace!.xMm).toBeGreaterThan(decisionTemplates[kind].page.leftMm);
    expect(sealPlace!.xMm + sealPlace!.widthMm).toBeLessThanOrEqual(210 - 26 + 0.01);
  });

  it("takes forty lines of reasons, each whole and none alone with the seal", () => {
    for (let count = 1; count <= 40; count += 1) {
      const lines = Array.from({ length: count }, (_, index) => `（${index + 1}）该项申请材料的实质内容与现场核查情况不一致，且未在规定期限内作出说明，不符合法定条件。`);
      const { sheets, sealPlace } = layOut("deny-decision", { reasons: lines.join("\n") });
      expectInside("deny-decision", sheets);
      for (const line of lines) expect(textOf(sheets)).toContain(bare(line));
      const last = textMarks([sheets[sealPlace!.sheetIndex]!]);
      expect(last.filter(({ baselineMm }) => baselineMm > 37 && baselineMm < sealPlace!.yMm + 4).length).toBeGreaterThan(1);
    }
  });

  it("sets 120 rows of a table over pages, each under the table's head, the foot with the last row", () => {
    const lines = Array.from({ length: 120 }, (_, index) => ({ name: `第${index + 1}项费用`, basis: `收费标准第${index + 1}号，${"按实际面积计收，".repeat(index % 4)}不含税`, amountFen: index * 100 + 1 }));
    const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
    const { sheets } = layOut("fee-notice", { lines, totalFen });
    expect(sheets.length).toBeGreaterThan(5);
    expectInside("fee-notice", sheets);
    const pages = sheets.map((sheet) => textOf([sheet]));
    for (const page of pages.filter((text) => /第\d+项费用/.test(text))) expect(page).toContain("序号收费项目收费依据和标准金额(元)");
    for (let index = 1; index <= 120; index += 1) expect(pages.filter((page) => page.includes(`第${index}项费用`))).toHaveLength(1);
    const foot = pages.findIndex((page) => page.includes("合计人民币(大写)柒仟壹佰肆拾壹元贰角整"));
    expect(pages[foot]).toContain("第120项费用");
    expect(pages[foot]).toContain("7,141.20");
  });

  it("keeps the foot with a row however the page is filled before it", () => {
    for (let count = 10; count < 40; count += 1) {
      const lines = Array.from({ length: count }, () => ({ name: "工本费", basis: "收费标准", amountFen: 100 }));
      const pages = layOut("fee-notice", { lines, totalFen: count * 100 }).sheets.map((sheet) => textOf([sheet]));
      expect(pages.find((page) => page.includes("合计"))).toContain(`${count}工本费`);
    }
  });

  it("names a character no font has instead of leaving it out", () => {
    expect(() => layOut("grant-decision", { projectName: "\u{10ffff}厂" })).toThrow(expect.objectContaining({ code: "glyph-missing", details: { characters: "\u{10ffff}" } }));
    expect(() => layOut("delivery-receipt", { note: "\u{e000}\u{10fffe}" })).toThrow(expect.objectContaining({ details: { characters: "\u{e000}\u{10fffe}" } }));
  });

  it("names a text that has no room at its fixed place", () => {
    expect(() => layOut("deny-decision", { number: "洪".repeat(400) })).toThrow(expect.objectContaining({ code: "document-text-too-long", details: expect.objectContaining({ name: "页眉" }) }));
  });

  it("loses nothing of whatever is written, or names what no font has", () => {
    const written = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.array(fc.integer({ min: 0x4e00, max: 0x9fa5 }), { maxLength: 1500 }).map((codes) => String.fromCodePoint(...codes)), fc.string({ unit: fc.constantFrom("{{", "}}", "#", "reasons", "，", "（", "字", "\n", " ") }));
    const hanOf = (text: string): string => [...text.normalize("NFC")].filter((character) => /\p{Script=Han}/u.test(character)).join("");
    fc.assert(
      fc.property(written, (reasons) => {
        try {
          const { sheets } = layOut("deny-decision", { reasons: `甲${reasons}乙` });
          expectInside("deny-decision", sheets);
          expect(hanOf(sheets.map((sheet) => hanOf(textMarks([sheet]).map(({ text }) => text).join(""))).join("")).length).toBeGreaterThanOrEqual(hanOf(reasons).length);
        } catch (error) {
          if (!isFailure(error, "glyph-missing")) throw error;
        }
      }),
      { numRuns: 40 },
    );
  });
});
