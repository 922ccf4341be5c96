import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { yuanInFigures, yuanInWords } from "./money.ts";

describe("money on paper", () => {
  it.each([
    [0, "0.00", "零元整"],
    [1, "0.01", "壹分"],
    [10, "0.10", "壹角整"],
    [55, "0.55", "伍角伍分"],
    [100, "1.00", "壹元整"],
    [105, "1.05", "壹元零伍分"],
    [1_000, "10.00", "壹拾元整"],
    [140_950, "1,409.50", "壹仟肆佰零玖元伍角整"],
    [600_714, "6,007.14", "陆仟零柒元壹角肆分"],
    [168_032, "1,680.32", "壹仟陆佰捌拾元叁角贰分"],
    [10_700_053, "107,000.53", "壹拾万柒仟元伍角叁分"],
    [1_640_902, "16,409.02", "壹万陆仟肆佰零玖元零贰分"],
    [100_000_000_00, "100,000,000.00", "壹亿元整"],
    [100_000_001_00, "100,000,001.00", "壹亿零壹元整"],
    [100_010_001_00, "100,010,001.00", "壹亿零壹万零壹元整"],
    [12_345_678_90, "12,345,678.90", "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整"],
    [2_034_500_000_000_00, "2,034,500,000,000.00", "贰万零叁佰肆拾伍亿元整"],
  ])("%d fen is %s, %s", (fen, figures, words) => {
    expect([yuanInFigures(fen), yuanInWords(fen)]).toEqual([figures, words]);
  });

  it("written in words can be read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 15 }), (fen) => {
        expect(fenOfWords(yuanInWords(fen))).toBe(fen);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Reads the words from left to right, knowing nothing of how they were written. */
function fenOfWords(words: string): number {
  const values: Readonly<Record<string, number>> = Object.fromEntries([..."零壹贰叁肆伍陆柒捌玖"].map((character, value) => [character, value]));
  const [whole, rest] = words.includes("元") ? (words.split("元") as [string, string]) : ["零", words];
  let [total, section, digit] = [0, 0, 0];
  for (const character of whole) {
    const unit = { 拾: 10, 佰: 100, 仟: 1000 }[character];
    if (unit !== undefined) [section, digit] = [section + digit * unit, 0];
    else if (character === "万") [total, section, digit] = [total + (section + digit) * 10_000, 0, 0];
    else if (character === "亿") [total, section, digit] = [(total + section + digit) * 10 ** 8, 0, 0];
    else digit = values[character]!;
  }
  const part = (unit: string): number => values[new RegExp(`(.)${unit}`).exec(rest)?.[1] ?? "零"]!;
  return (total + section + digit) * 100 + part("角") * 10 + part("分");
}
