import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documentKindSchema, type DocumentKind } from "../../domain/case/case-parts.ts";
import { decisionTemplates } from "./decision-templates.ts";
import { parseDecisionTemplate, readDecisionTemplate, type DecisionTemplate } from "./template.ts";

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
    expect(readDecisionTemplate(fileOf(kind))).toEqual(decisionTemplates[kind]);
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
    ["nothing at all", null, "template-invalid", { place: "" }],
  ])("%s is named before there is a case", (_title, data, code, details) => {
    expect(() => parseDecisionTemplate(data)).toThrow(failure(code, details));
  });

  it("a file cut off in the middle of its table is no template", () => {
    const json = fileOf("fee-notice");
    for (const length of [json.indexOf('"columns"') + 30, json.length - 2, 0]) {
      expect(() => readDecisionTemplate(json.slice(0, length))).toThrow(failure("template-invalid", { problem: expect.stringMatching(/^不是完整的 JSON/) }));
    }
  });
});
