import fc from "fast-check";
import { expect, it } from "vitest";
import { breakLines } from "./break-lines.ts";

const widthOf = (character: string): number => (character < "\x80" ? 1 : 2);
const lines = (text: string, maxWidth: number, indent = 0) => breakLines(text, { maxWidth, widthOf, indent }).map((line) => line.text);

it.each([
  ["no closing mark begins a line", "一二三，四", 6, ["一二", "三，四"]],
  ["no opening mark ends a line", "一二（三）", 6, ["一二", "（三）"]],
  ["marks in a row stay with their word", "一二《三》。", 8, ["一二", "《三》。"]],
  ["Latin words and numbers stay whole", "编号ABC-123号", 10, ["编号", "ABC-123号"]],
  ["a word longer than the line is cut", "abcdefgh", 3, ["abc", "def", "gh"]],
  ["spaces at a break go, others stay", "一 二 三四", 5, ["一 二", "三四"]],
  ["each line feed begins a paragraph, empty ones too", "一\n\n二", 10, ["一", "", "二"]],
  ["nothing is one empty line", "", 10, [""]],
  ["marks alone are cut when nothing else helps", "，，，，，", 4, ["，，", "，，", "，"]],
])("%s", (_title, text, maxWidth, expected) => {
  expect(lines(text, maxWidth)).toEqual(expected);
});

it("leaves room at the start of each paragraph", () => {
  expect(lines("一二三四五\n一二三四五", 8, 4)).toEqual(["一二", "三四五", "一二", "三四五"]);
});

it("loses no character but spaces, and exceeds no line that can be kept", () => {
  const character = fc.oneof(fc.constantFrom(..."，。（）《》“”、 ab1-".split("")), fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)), fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }));
  fc.assert(
    fc.property(fc.array(character, { maxLength: 120 }).map((parts) => parts.join("")), fc.integer({ min: 2, max: 40 }), (text, maxWidth) => {
      const broken = breakLines(text, { maxWidth, widthOf });
      const bare = (value: string) => value.replace(/\s/g, "");
      expect(bare(broken.map((line) => line.text).join(""))).toBe(bare(text));
      for (const line of broken) expect(line.width).toBeLessThanOrEqual(maxWidth);
    }),
    { numRuns: 500 },
  );
});
