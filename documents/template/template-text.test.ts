import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillText } from "./template-text.ts";

const values = {
  holder: "墨香书店",
  people: [{ name: "甲", role: "经理" }, { name: "乙", role: "店员" }],
  nobody: [],
  agent: null,
  note: "",
  isNew: true,
  copies: 3,
  fee: { totalFen: 140_950, paidAt: "2026-11-20T17:05:00.000Z", payer: { name: "丙" } },
};

describe("the variables of a template", () => {
  it.each([
    ["{{holder}}，{{ holder }}", "墨香书店，墨香书店"],
    ["{{#people}}{{name}}（{{role}}、{{holder}}）\n{{/people}}共二人", "甲（经理、墨香书店）\n乙（店员、墨香书店）\n共二人"],
    ["无{{#nobody}}{{name}}{{/nobody}}人", "无人"],
    ["没有变量 } {", "没有变量 } {"],
    ["{{fee.payer.name}}{{copies}}份", "丙3份"],
    ["{{#people}}{{index}}.{{name}}；{{/people}}", "1.甲；2.乙；"],
    ["{{#agent}}代理{{/agent}}{{^agent}}本人{{/agent}}", "本人"],
    ["{{#note}}有{{/note}}{{^note}}无{{/note}}{{#isNew}}新{{^agent}}办{{/agent}}{{/isNew}}{{#fee}}收{{/fee}}", "无新办收"],
    ["{{#nobody}}有{{/nobody}}{{^nobody}}空{{/nobody}}{{^people}}空{{/people}}", "空"],
    ["{{fee.totalFen|yuan}}元（{{ fee.totalFen | yuan-in-words }}）", "1,409.50元（壹仟肆佰零玖元伍角整）"],
    ["{{fee.paidAt|date}} {{fee.paidAt|date-in-words}} {{fee.paidAt|minute}}", "2026年11月21日 二〇二六年十一月二十一日 2026年11月21日 01:05"],
  ])("%j is filled in", (text, expected) => expect(fillText(text, values)).toBe(expected));

  it.each([
    ["{{holdr}}", "template-variable-unknown", { variable: "holdr" }],
    ["{{toString}}", "template-variable-unknown", { variable: "toString" }],
    ["{{people}}", "template-variable-unknown", { variable: "people" }],
    ["{{#people}}{{age}}{{/people}}", "template-variable-unknown", { variable: "age" }],
    ["{{agent}}", "template-variable-unknown", { variable: "agent" }],
    ["{{isNew}}", "template-variable-unknown", { variable: "isNew" }],
    ["{{fee.payer}}", "template-variable-unknown", { variable: "fee.payer" }],
    ["{{fee.payer.age}}", "template-variable-unknown", { variable: "fee.payer.age" }],
    ["{{people.name}}", "template-variable-unknown", { variable: "people.name" }],
    ["{{agent.name}}", "template-variable-unknown", { variable: "agent.name" }],
    ["{{#people}}{{name}}", "template-section-unclosed", { section: "people" }],
    ["{{#people}}{{^agent}}{{/people}}", "template-section-unclosed", { section: "agent" }],
    ["{{name}}{{/people}}", "template-section-unclosed", { section: "people" }],
    ["{{/people}}", "template-section-unclosed", { section: "people" }],
    ["{{holder|yuan}}", "template-format-unfit", { variable: "holder", format: "yuan" }],
    ["{{fee.totalFen|dollars}}", "template-format-unfit", { variable: "fee.totalFen", format: "dollars" }],
    ["{{fee.totalFen|toString}}", "template-format-unfit", { variable: "fee.totalFen", format: "toString" }],
    ["{{fee.totalFen|date}}", "template-format-unfit", { variable: "fee.totalFen", format: "date" }],
    ["共{{holder 人", "template-braces-unclosed", { text: "{{holder 人" }],
  ])("%j fails, naming what is wrong", (text, code, details) => {
    expect(() => fillText(text, values)).toThrow(expect.objectContaining({ code, details }));
  });

  it("takes what people wrote as it stands, braces too", () => {
    const awkward = fc.string({ unit: fc.constantFrom("{", "}", "#", "/", "^", "|", "holder", "people", "字") });
    fc.assert(
      fc.property(awkward, (holder) => {
        expect(fillText("甲{{holder}}乙", { ...values, holder })).toBe(`甲${holder}乙`);
      }),
    );
  });
});

