import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referenceTemplates } from "./reference-templates.ts";
import { parseCertificateTemplate } from "./template.ts";
import { fillText } from "./template-text.ts";

const values = { holder: "墨香书店", people: [{ name: "甲", role: "经理" }, { name: "乙", role: "店员" }], nobody: [] };

describe("the variables of a template", () => {
  it.each([
    ["{{holder}}，{{ holder }}", "墨香书店，墨香书店"],
    ["{{#people}}{{name}}（{{role}}、{{holder}}）\n{{/people}}共二人", "甲（经理、墨香书店）\n乙（店员、墨香书店）\n共二人"],
    ["无{{#nobody}}{{name}}{{/nobody}}人", "无人"],
    ["没有变量 } {", "没有变量 } {"],
  ])("%j is filled in", (text, expected) => expect(fillText(text, values)).toBe(expected));

  it.each([
    ["{{holdr}}", "template-variable-unknown", { variable: "holdr" }],
    ["{{toString}}", "template-variable-unknown", { variable: "toString" }],
    ["{{people}}", "template-variable-unknown", { variable: "people" }],
    ["{{#holder}}x{{/holder}}", "template-variable-unknown", { variable: "holder" }],
    ["{{#people}}{{age}}{{/people}}", "template-variable-unknown", { variable: "age" }],
    ["{{#people}}{{name}}", "template-list-unclosed", { list: "people" }],
    ["{{name}}{{/people}}", "template-variable-unknown", { variable: "name" }],
    ["{{/people}}", "template-list-unclosed", { list: "people" }],
    ["共{{holder 人", "template-braces-unclosed", { text: "{{holder 人" }],
  ])("%j fails, naming what is wrong", (text, code, details) => {
    expect(() => fillText(text, values)).toThrow(expect.objectContaining({ code, details }));
  });

  it("takes what people wrote as it stands, braces too", () => {
    const awkward = fc.string({ unit: fc.constantFrom("{", "}", "#", "/", "holder", "people", "字") });
    fc.assert(
      fc.property(awkward, (holder) => {
        expect(fillText("甲{{holder}}乙", { ...values, holder })).toBe(`甲${holder}乙`);
      }),
    );
  });
});

describe("a template's form", () => {
  const sample = referenceTemplates["publication-licence"];

  it("names the place of what is wrong", () => {
    const elements = [...sample.elements.slice(0, 2), { kind: "qr", xMm: 1, yMm: 1, sizeMm: 3 }];
    expect(() => parseCertificateTemplate({ ...sample, elements })).toThrow(expect.objectContaining({ code: "template-invalid", details: expect.objectContaining({ place: "elements.2.sizeMm" }) }));
    expect(() => parseCertificateTemplate({ ...sample, colour: "red" })).toThrow(expect.objectContaining({ code: "template-invalid" }));
    expect(() => parseCertificateTemplate(null)).toThrow(expect.objectContaining({ code: "template-invalid" }));
  });

  it("is versioned", () => {
    expect(() => parseCertificateTemplate({ ...sample, version: 0 })).toThrow(expect.objectContaining({ details: expect.objectContaining({ place: "version" }) }));
  });
});
