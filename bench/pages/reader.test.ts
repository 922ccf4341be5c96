import { expect, it } from "vitest";
import { shareReadRight } from "./reader.ts";

it.each([
  ["申请材料齐全", "申请材料齐全", 1],
  ["申请 材料\n齐全，", "申请材料齐全,", 1],
  ["申请材料", "申清材料", 0.75],
  ["申请材料", "乱申码请多材了料", 1],
  ["申请", "", 0],
  ["", "anything", 1],
])("of %j read as %j", (truth, seen, share) => expect(shareReadRight(truth, seen)).toBe(share));
