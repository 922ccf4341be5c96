import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documentKindSchema, type DocumentKind } from "../../domain/case/case-parts.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { checkTemplate } from "./check-template.ts";
import { documentContentSchemas } from "./decision-document.ts";
import { decisionTemplates } from "./decision-templates.ts";
import { sampleDocuments } from "./sample-documents.ts";
import { parseDecisionTemplate, readTemplateFile } from "./template.ts";
import type { DecisionTemplate } from "./template-form.ts";

type Data = { title: string; styles: Record<string, unknown>; blocks: Record<string, unknown>[]; furniture: Record<string, unknown>[] };
const fileOf = (kind: DocumentKind): string => readFileSync(new URL(`templates/${kind}.json`, import.meta.url), "utf8");
const dataOf = (kind: DocumentKind): Data => JSON.parse(fileOf(kind)) as Data;
const failure = (code: string, details: object) => expect.objectContaining({ code, details: expect.objectContaining(details) });
/** The fee notice with a block changed. */
const withBlock = (kind: string, change: (block: Record<string, unknown>) => void, of: DocumentKind = "fee-notice"): Data => {
  const data = dataOf(of);
  change(data.blocks.find((block) => block["kind"] === kind)!);
  return data;
};

describe("the templates the program ships", () => {
  it.each(documentKindSchema.options)("%s is a versioned file of its own", (kind) => {
    expect(parseDecisionTemplate(readTemplateFile(fileOf(kind)))).toEqual(decisionTemplates[kind]);
    expect(decisionTemplates[kind]).toMatchObject({ code: kind, version: expect.any(Number) as number } satisfies Partial<DecisionTemplate>);
  });

  it("tell of the remedies with both limits where the signer did not", () => {
    expect(fileOf("deny-decision")).toMatch(/60日内申请行政复议.*6个月内直接向人民法院提起行政诉讼/);
  });
});

describe("a template somebody got wrong", () => {
  it.each<[string, unknown, string, object]>([
    ["an unknown variable", withBlock("text", (block) => (block["text"] = "{{office}}")), "template-variable-unknown", { template: "缴费通知书", place: "blocks.0.text", variable: "office" }],
    ["a variable of another kind of document", withBlock("text", (block) => (block["text"] = "{{reasons}}")), "template-variable-unknown", { variable: "reasons" }],
    ["one not every case has", withBlock("text", (block) => (block["text"] = "{{account.bank}}")), "template-variable-may-be-missing", { variable: "account.bank" }],
    ["money without a format", withBlock("text", (block) => (block["text"] = "{{totalFen}}元")), "template-format-unfit", { variable: "totalFen", format: "" }],
    ["an unclosed section", withBlock("text", (block) => (block["text"] = "{{#account}}转账")), "template-section-unclosed", { section: "account", place: "blocks.0.text" }],
    ["unclosed braces", withBlock("text", (block) => (block["text"] = "{{officeName 局")), "template-braces-unclosed", { text: "{{officeName 局" }],
    ["an unclosed section in a table's cell", withBlock("table", (block) => ((block["columns"] as { text: string }[])[1]!.text = "{{#name}}{{name}}")), "template-section-unclosed", { section: "name", place: "blocks.11.columns.1.text" }],
    ["an unknown variable in a table's cell", withBlock("table", (block) => ((block["columns"] as { text: string }[])[1]!.text = "{{nam}}")), "template-variable-unknown", { variable: "nam" }],
    ["a table of no list", withBlock("table", (block) => (block["list"] = "officeName")), "template-variable-unknown", { variable: "officeName", place: "blocks.11.list" }],
    ["a table of an unknown list", withBlock("table", (block) => (block["list"] = "fees")), "template-variable-unknown", { variable: "fees" }],
    ["an unknown condition", withBlock("section", (block) => (block["when"] = "isFree")), "template-variable-unknown", { variable: "isFree" }],
    ["a row's variable in its foot", withBlock("table", (block) => ((block["foot"] as { text: string }[])[0]!.text = "{{amountFen|yuan}}")), "template-variable-unknown", { variable: "amountFen" }],
    ["an unknown style", withBlock("text", (block) => (block["style"] = "huge")), "template-invalid", { place: "blocks.0.style", problem: "没有名为“huge”的样式" }],
    ["an unknown title's variable", { ...dataOf("fee-notice"), title: "{{kind}}" }, "template-variable-unknown", { place: "title" }],
    ["page numbers in the text", withBlock("text", (block) => (block["text"] = "{{page}}")), "template-variable-unknown", { variable: "page" }],
    ["a table without columns", withBlock("table", (block) => (block["columns"] = [])), "template-invalid", { place: "blocks.11.columns" }],
    ["no closing", { ...dataOf("fee-notice"), blocks: dataOf("fee-notice").blocks.filter(({ kind }) => kind !== "closing") }, "template-invalid", { place: "blocks", problem: "应当有且只有一个落款（closing）" }],
    ["margins that leave no room", { ...dataOf("fee-notice"), page: { widthMm: 210, heightMm: 297, topMm: 150, rightMm: 20, bottomMm: 100, leftMm: 20 } }, "template-invalid", { place: "page" }],
    ["no version", { ...dataOf("fee-notice"), version: 0 }, "template-invalid", { place: "version" }],
    ["an unknown kind", { ...dataOf("fee-notice"), code: "parking-ticket" }, "template-invalid", { place: "code" }],
    ["an unknown setting", withBlock("text", (block) => (block["bold"] = true)), "template-invalid", { place: "blocks.0" }],
    ["a certificate's template", { ...dataOf("fee-notice"), code: "construction-permit" }, "template-invalid", { place: "code" }],
    ["nothing at all", null, "template-invalid", { place: "" }],
  ])("%s is named before there is a case", (_title, data, code, details) => {
    expect(() => parseDecisionTemplate(data)).toThrow(failure(code, details));
  });

  it("a file cut off in the middle of its table is no template", () => {
    const json = fileOf("fee-notice");
    for (const length of [json.indexOf('"columns"') + 30, json.length - 2, 0]) {
      expect(() => readTemplateFile(json.slice(0, length))).toThrow(failure("template-invalid", { problem: expect.stringMatching(/^不是完整的 JSON/) }));
    }
    expect(() => readTemplateFile(json + " ".repeat(64 * 1024))).toThrow(failure("template-invalid", { problem: "超过 64 KB" }));
  });

  const remedies = "{{#remedies.text}}{{remedies.text}}{{/remedies.text}}{{^remedies.text}}可以申请行政复议，或者提起行政诉讼。{{/remedies.text}}{{remedies.reviewAuthority}}{{remedies.court}}";
  const denial = (text: string, condition: object = {}): Data => {
    const data = dataOf("deny-decision");
    return { ...data, blocks: data.blocks.map((block) => (block["heading"] === "救济途径" ? { kind: "text", text, style: "body", ...condition } : block)) };
  };

  it.each<[string, Data, string]>([
    ["no remedies at all", denial("特此决定。"), "remedies.reviewAuthority"],
    ["no court", denial(remedies.replace("{{remedies.court}}", "")), "remedies.court"],
    ["a court only of some cases", denial(remedies.replace("{{remedies.court}}", "{{#isLicence}}{{remedies.court}}{{/isLicence}}")), "remedies.court"],
    ["remedies only where there is an address", denial(remedies, { when: "applicant.address" }), "remedies.reviewAuthority"],
    ["remedies only where there is no decision's text", denial(remedies, { unless: "decisionText" }), "remedies.reviewAuthority"],
    ["not what the signer wrote", denial(remedies.replace("{{remedies.text}}", "详见附件。")), "没有照写"],
    ["nothing where the signer wrote none", denial(remedies.replace("可以申请行政复议，或者提起行政诉讼。", "")), "没有写明可以申请行政复议"],
    ["no reasons", { ...dataOf("deny-decision"), blocks: dataOf("deny-decision").blocks.filter(({ text }) => text !== "{{reasons}}") }, "“reasons”"],
    ["no end of a fee's limit", withBlock("section", (block) => (block["text"] = "请尽快缴清。")), "“dueAt”"],
    ["no length of a procedure", { ...dataOf("special-procedure-notice"), blocks: dataOf("special-procedure-notice").blocks.filter(({ text }) => !String(text).includes("{{workingDays}}")) }, "“workingDays”"],
  ])("a document that the law asks more of: %s (R-FLOW-7)", (_title, data, problem) => {
    expect(() => parseDecisionTemplate(data)).toThrow(failure("template-invalid", { place: "blocks", problem: expect.stringContaining(problem) }));
  });

  it("says the remedies in its own words, wherever it likes", () => {
    expect(parseDecisionTemplate(denial(remedies)).code).toBe("deny-decision");
    const form = { kind: "form", rows: [{ cells: [{ text: remedies, style: "body", share: 1 }] }] };
    expect(parseDecisionTemplate({ ...denial("此致"), blocks: [form, ...denial("此致").blocks] }).blocks[0]).toMatchObject({ kind: "form" });
  });
});

describe("a template tried with a made-up document", () => {
  const fonts = new FontBook(bundledFontFiles());

  it.each(documentKindSchema.options)("%s: the sample says all it may, and the shipped template sets it", (kind) => {
    expect(documentContentSchemas[kind].strict().safeParse(sampleDocuments[kind])).toMatchObject({ success: true });
    expect(checkTemplate(dataOf(kind), fonts)).toEqual(decisionTemplates[kind]);
  });

  it("has a character no font has, or a fixed place too small", () => {
    expect(() => checkTemplate(withBlock("text", (block) => (block["text"] = "\u{10ffff}")), fonts)).toThrow(failure("glyph-missing", { characters: "\u{10ffff}" }));
    const data = dataOf("fee-notice");
    const narrow = data.furniture.map((piece) => (piece["name"] === "页码" ? { ...piece, box: { xMm: 10, yMm: 10, widthMm: 5, heightMm: 5 } } : piece));
    expect(() => checkTemplate({ ...data, furniture: narrow }, fonts)).toThrow(failure("document-text-too-long", { name: "页码" }));
  });

  it("comes to an end, however odd its measures", () => {
    const huge = { role: "body", sizePt: 120, leading: 4 };
    const data = dataOf("fee-notice");
    const odd = { ...data, styles: { ...data.styles, cell: huge, head: huge, body: huge }, page: { widthMm: 60, heightMm: 80, topMm: 0, rightMm: 0, bottomMm: 0, leftMm: 0 }, furniture: [] };
    expect(checkTemplate(odd, fonts).code).toBe("fee-notice");
    const slim = withBlock("table", (block) => (block["columns"] = (block["columns"] as object[]).map((column, index) => ({ ...column, share: index === 0 ? 1e6 : 1e-6 }))));
    expect(checkTemplate(slim, fonts).code).toBe("fee-notice");
  });
});
