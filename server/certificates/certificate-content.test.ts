import { describe, expect, it } from "vitest";
import { layOutCertificate } from "../../documents/certificate/lay-out-certificate.ts";
import { makeCertificateContent, type CertificateSource } from "../../documents/certificate/make-certificate-content.ts";
import { referenceTemplates } from "../../documents/certificate/reference-templates.ts";
import { sampleSeal } from "../../documents/certificate/sample-contents.ts";
import { FontBook } from "../../documents/fonts/font-book.ts";
import { bundledFontFiles } from "../../documents/fonts/font-files.ts";
import type { CaseNumber } from "../../domain/case/case-number.ts";
import type { FormField, ItemDefinition } from "../../domain/item/item-definition.ts";
import type { RegionDate } from "../../domain/time/instant.ts";
import { trialApplication } from "../../test/centre/trial-window.ts";
import { seedItems } from "../seed/items/catalogue.ts";

const fonts = new FontBook(bundledFontFiles());
const values: Readonly<Record<FormField["kind"], string>> = { text: "文字", longText: "一段文字", number: "26.4312", date: "2026-12-01", choice: "", fen: "728650000000" };

function sourceOf(item: ItemDefinition, isFilled: (field: FormField) => boolean, change: Partial<CertificateSource> = {}): CertificateSource {
  const form = Object.fromEntries(item.form.filter(isFilled).map((field) => [field.key, field.choices?.at(-1) ?? values[field.kind]]));
  return {
    case: { number: "3601002026112100010000016" as CaseNumber, application: { ...trialApplication, form } },
    item,
    template: referenceTemplates[item.resultCertificate!.template as keyof typeof referenceTemplates],
    number: "360100202611210007",
    issue: "first",
    replaces: null,
    issuer: item.officeName,
    issuedOn: "2026-11-21" as RegionDate,
    validFrom: "2026-11-21" as RegionDate,
    validUntil: "2032-11-20" as RegionDate,
    verificationUrl: "https://example.gov.cn/verify/ABCDEFGHJKLMNPQR",
    ...change,
  };
}

describe.each(seedItems.map((item) => [item.name, item] as const))("the certificate of %s", (_name, item) => {
  const draw = (source: CertificateSource) => layOutCertificate(makeCertificateContent(source), { kind: "sealed", seal: sampleSeal }, fonts);

  it("fits on one sheet with every field filled, and with those only that must be", () => {
    expect(draw(sourceOf(item, () => true)).sheets).toHaveLength(1);
    expect(draw(sourceOf(item, ({ isRequired }) => isRequired)).sheets).toHaveLength(1);
  });

  it("carries the mark and both numbers when it takes another's place, however long they are", () => {
    const replaces = "新出发赣洪零字第202600007号".repeat(3).slice(0, 60);
    const content = makeCertificateContent(sourceOf(item, () => true, { issue: "reissue", replaces }));
    expect(content.values["mark"]).toBe(`换发。原编号${replaces}同时作废`);
    expect(draw(sourceOf(item, () => true, { issue: "reissue", replaces })).sheets).toHaveLength(1);
  });
});

describe("a certificate's words", () => {
  const [item] = seedItems.filter(({ resultCertificate }) => resultCertificate?.template === "construction-permit");

  it("are written as people read them", () => {
    const { values: written } = makeCertificateContent(sourceOf(item!, () => true, { validUntil: null }));
    expect(written).toMatchObject({ contractPrice: "728,650.00万元", scale: "26.4312平方米", issueDate: "2026年11月21日", validUntil: "长期", mark: "", period: "2026年12月1日至2026年12月1日，共1日历天" });
  });

  it("need a place for the mark on an office's own template", () => {
    const template = referenceTemplates["construction-permit"];
    const bare = { ...template, elements: template.elements.filter((element) => !JSON.stringify(element).includes("{{mark}}")) };
    const source = sourceOf(item!, () => true, { template: bare });
    expect(makeCertificateContent(source).values["mark"]).toBe("");
    expect(() => makeCertificateContent({ ...source, issue: "reprint", replaces: "1" })).toThrow(expect.objectContaining({ code: "template-without-mark" }));
  });
});
