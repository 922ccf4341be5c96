import { describe, expect, it } from "vitest";
import { failureCodesBelow } from "../../test/failure-codes.ts";
import { documentWording } from "./documents.ts";

describe("what is said of papers that could not be made", () => {
  it.each(Object.entries(documentWording))("%s: what happened, what was kept, what to do, with and without details", (_code, say) => {
    const details = { template: "准予行政许可决定书", place: "blocks.2", variable: "office.name", format: "yuan", section: "agent", text: "{{agent", problem: "错", characters: "䶮", file: "a.ttf", name: "页脚", length: 900, title: "缴费通知书" };
    for (const { happened, kept, next } of [say(details), say({})]) {
      expect(kept).toMatch(/没有改动/);
      expect(next).toContain("请");
      for (const part of [happened, kept, next]) expect(part).toMatch(/。$/);
      expect(happened + kept + next).not.toMatch(/undefined|“”在|（）/);
    }
  });

  it("has words for every failure of fonts, layout, templates and decisions", () => {
    const codes = ["documents/fonts", "documents/layout", "documents/template", "documents/decisions"].flatMap((folder) => failureCodesBelow(folder));
    expect(Object.keys(documentWording).sort()).toEqual([...new Set(codes)].sort());
  });

  it("names the variable, the section and the place", () => {
    expect(documentWording["template-variable-unknown"]({ variable: "holder", template: "决定书" }).happened).toContain("“决定书”模板用到的变量“holder”");
    expect(documentWording["template-section-unclosed"]({ section: "people", place: "blocks.3" }).happened).toContain("模板（blocks.3）里的段落“people”");
  });
});
