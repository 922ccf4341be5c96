import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentKindSchema, type DocumentKind } from "../../domain/case/case-parts.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { bare, checkByOpenssl, findBlankCharacters, fontLinesOf, hasPrograms, isBlack, isRed, paintPage, readPdfText, run, seeSignatures, textMarks, trustRoot } from "../../test/fixtures/pdf-checks.ts";
import { sampleDecisions } from "../../test/vectors/decision-documents.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { createRootAuthority } from "../signature/authority.ts";
import { verifyPdf } from "../signature/verify-pdf.ts";
import type { DocumentContent } from "./decision-document.ts";
import { issueDecisionDocument, renderDecisionDocument, renderDecisionSvgs } from "./decision-pdf.ts";
import { decisionTemplates } from "./decision-templates.ts";
import { layOutDecision } from "./lay-out-decision.ts";

/** Looks at documents of decision with other people's programs, OpenSSL too. */

const year = new Date().getFullYear();
const at = (day: string) => instantOf(Date.parse(`${day}T01:00:00.000Z`));
const validity = { from: at(`${year - 1}-01-01`), until: at(`${year + 5}-01-01`) };
const issuedAt = at(`${year}-01-02`);
const root = createRootAuthority({ commonName: "江西省电子印章根证书", organization: "江西省政务服务管理办公室" }, Uint8Array.of(1), validity);
const name = { commonName: "南昌市城乡建设局行政许可专用章", organization: "南昌市城乡建设局" };
const signer = root.issueSigner(name, Uint8Array.of(2), validity);
const seal = { officeName: "南昌市城乡建设局", centreLine: "行政许可专用章", code: "3601000012345", diameterMm: 42 };
const options = { seal, signer, issuedAt };
const fonts = new FontBook(bundledFontFiles());
const kinds = documentKindSchema.options;
const sealedSheets = <K extends DocumentKind>(kind: K, content: DocumentContent<K>) => layOutDecision(decisionTemplates[kind], content, { kind: "sealed", seal }, fonts);
const issue = (kind: DocumentKind) => issueDecisionDocument(kind, sampleDecisions[kind], fonts, options);

let folder = "";
let file = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "decision-"));
  file = join(folder, "decision.pdf");
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(!hasPrograms("qpdf", "pdffonts", "pdftotext", "pdftoppm"))("documents of decision seen by qpdf and poppler", () => {
  it.each(kinds)("%s is sound, its fonts inside, every line of it there, no person's name in its properties", async (kind) => {
    await writeFile(file, await issue(kind));
    await run("qpdf", ["--check", file]);
    const fontLines = await fontLinesOf(file);
    expect(fontLines.length).toBeGreaterThan(2);
    for (const line of fontLines) expect(line).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/);
    const { sheets, title } = sealedSheets(kind, sampleDecisions[kind]);
    const text = bare(await readPdfText(file));
    for (const mark of textMarks(sheets)) expect(text).toContain(bare(mark.text));
    const information = (await run("pdfinfo", [file])).stdout;
    expect(information).toContain(`Pages:           ${sheets.length}`);
    expect(information).toContain(title);
    expect(information).toMatch(/Page size:\s+595\.276 x 841\.89 pts \(A4\)/);
    expect(information).not.toContain(sampleDecisions[kind].applicant.name);
  });

  it.each(kinds)("%s has ink for every character, and red over black where the seal is", async (kind) => {
    await writeFile(file, await issue(kind));
    const { sheets, sealPlace } = sealedSheets(kind, sampleDecisions[kind]);
    for (const [index, sheet] of sheets.entries()) {
      const painted = await paintPage(file, index + 1, 150);
      expect(findBlankCharacters(sheet, painted, fonts)).toEqual([]);
      if (index !== sealPlace!.sheetIndex) continue;
      const [centreXMm, centreYMm] = [sealPlace!.xMm + 21, sealPlace!.yMm + 21];
      expect(painted.hasInk(centreXMm - 0.5, centreYMm - 3.5, 1, 1, isRed)).toBe(true);
      expect(painted.hasInk(sealPlace!.xMm, centreYMm - 0.5, 1.2, 1, isRed)).toBe(true);
      // Under the ink the office's name stays black: Multiply, not paint over paint.
      expect(painted.hasInk(centreXMm - 15, centreYMm, 30, 6, isBlack)).toBe(true);
    }
  });

  it("rare characters, a long name, forty lines of reasons and 120 rows come out whole", async () => {
    const applicant = { ...sampleDecisions["deny-decision"].applicant, name: `㛃䶮𠮷${"买买提·艾则孜".repeat(9)}`.slice(0, 60) };
    const reasons = Array.from({ length: 40 }, (_, index) => `（${index + 1}）㛃䶮𠮷的申请材料与现场核查情况不一致，不符合法定条件。`).join("\n");
    const denied = { ...sampleDecisions["deny-decision"], applicant, reasons };
    const materials = Array.from({ length: 120 }, (_, index) => ({ name: `材料之${index + 1}（${"附件".repeat(index % 9)}）`, form: "原件", copies: "1", pages: String(index), note: index % 5 === 0 ? "䶮" : "" }));
    const withdrawn = { ...sampleDecisions["withdrawal-decision"], applicant, materials };
    for (const [kind, content] of [["deny-decision", denied], ["withdrawal-decision", withdrawn]] as const) {
      await writeFile(file, await issueDecisionDocument(kind, content, fonts, options));
      await run("qpdf", ["--check", file]);
      const { sheets } = sealedSheets(kind, content);
      const pages = (await readPdfText(file)).split("\f").map(bare);
      sheets.forEach((sheet, index) => {
        for (const mark of textMarks([sheet])) expect(pages[index]).toContain(bare(mark.text));
      });
      for (const index of [0, sheets.length - 1]) expect(findBlankCharacters(sheets[index]!, await paintPage(file, index + 1, 150), fonts)).toEqual([]);
      expect(pages.join("")).toContain(bare(applicant.name));
    }
    const pages = (await readPdfText(file)).split("\f").map(bare);
    for (const page of pages.filter((text) => /材料之\d/.test(text))) expect(page).toContain("序号材料名称形式份数页数备注");
    for (let index = 1; index <= 120; index += 1) expect(pages.filter((page) => page.includes(`材料之${index}(`))).toHaveLength(1);
  });

  it("a draft says 样张 and 待编号, has no red but its head, and no signature", async () => {
    const content = { ...sampleDecisions["grant-decision"], number: null };
    const bytes = await renderDecisionDocument("grant-decision", content, fonts, { kind: "draft" }, issuedAt);
    await writeFile(file, bytes);
    await run("qpdf", ["--check", file]);
    const text = bare(await readPdfText(file));
    expect(text).toContain(bare("样张，仅供核对，不具有法律效力"));
    expect(text).toContain("(待编号)");
    const { hasInk } = await paintPage(file, 2, 100);
    expect(hasInk(0, 0, 210, 297, isRed)).toBe(false);
    expect(hasInk(50, 90, 100, 100, (red, green, blue) => red === green && green === blue && red > 200 && red < 235)).toBe(true);
    expect(verifyPdf(bytes, { trustRoots: [root.certificate], revocations: [], now: issuedAt }).state).toBe("unsigned");
    expect(renderDecisionSvgs("grant-decision", content, fonts, { kind: "draft" })).toHaveLength(2);
  });

  it("is not issued without a number", async () => {
    await expect(issueDecisionDocument("fee-notice", { ...sampleDecisions["fee-notice"], number: null }, fonts, options)).rejects.toMatchObject({ code: "document-without-number", details: { title: "缴费通知书" } });
  });
});

describe("the signature of a document of decision", () => {
  it("is valid, names the document's number, and a byte changed anywhere shows", async () => {
    const signed = Buffer.from(await issue("deny-decision"));
    const verify = () => verifyPdf(signed, { trustRoots: [root.certificate], revocations: [], now: issuedAt });
    expect(verify()).toMatchObject({ state: "valid", certificateNumber: "洪建许不字〔2026〕17号", reasonGiven: "签发不予行政许可决定书，编号：洪建许不字〔2026〕17号" });
    for (let offset = 0; offset < signed.length; offset += 997) {
      signed[offset]! ^= 1;
      expect(verify().state, String(offset)).not.toBe("valid");
      signed[offset]! ^= 1;
    }
    expect(verify().state).toBe("valid");
  });

  it.skipIf(!hasPrograms("pdfsig", "certutil"))("is valid and trusted to pdfsig over the whole file, and not with a byte changed", async () => {
    await trustRoot(folder, root.certificate);
    const bytes = Buffer.from(await issue("grant-decision"));
    await writeFile(file, bytes);
    const seen = await seeSignatures(folder, file);
    expect(seen).toContain("Signature Validation: Signature is Valid.");
    expect(seen).toContain("Certificate Validation: Certificate is Trusted.");
    expect(seen.split("Total document signed")).toHaveLength(2);
    expect(seen).toContain(`CN=${name.commonName},O=${name.organization}`);
    bytes[300]! ^= 1;
    await writeFile(file, bytes);
    expect(await seeSignatures(folder, file)).not.toContain("Signature is Valid.");
  });

  it.skipIf(!hasPrograms("openssl"))("is CAdES to OpenSSL under the trusted root", async () => {
    const bytes = Buffer.from(await issue("special-procedure-notice"));
    await checkByOpenssl(folder, bytes, root.certificate);
    bytes[300]! ^= 1;
    await expect(checkByOpenssl(folder, bytes, root.certificate)).rejects.toThrow(/CMS verification failure|verify error/i);
  });
});
