import { expect, it } from "vitest";
import type { FormField } from "../../domain/item/item-definition.ts";
import { formFieldProblem, recordedAnswer, shownAnswer } from "./form-answer.ts";

const field = (kind: FormField["kind"]): FormField => ({ key: "answer", label: "答", kind, isRequired: false, choices: ["框架", "砖混"] });

it.each([
  ["date", "20260131", "2026-01-31"],
  ["date", "2026/1/5", "2026-01-05"],
  ["date", "2026年1月5日", "2026-01-05"],
  ["number", "12,000.5", "12000.5"],
  ["fen", "89,000,000.1", "8900000010"],
  ["fen", "0.29", "29"],
  ["text", " 框架 ", "框架"],
] as const)("%s %s is recorded as %s", (kind, typed, recorded) => {
  expect(formFieldProblem(field(kind), typed)).toBeNull();
  expect(recordedAnswer(field(kind), typed)).toBe(recorded);
});

it.each([
  ["date", "20260230"],
  ["date", "明天"],
  ["number", "一百"],
  ["fen", "1.234"],
  ["fen", "8900万"],
  ["choice", "木"],
] as const)("%s %s is told to be wrong", (kind, typed) => expect(formFieldProblem(field(kind), typed)).toContain(typed));

it.each([["29", "0.29"], ["8900000010", "89000000.10"], ["5", "0.05"]])("%s fen is shown as %s yuan and records as itself", (fen, yuan) => {
  expect(shownAnswer(field("fen"), fen)).toBe(yuan);
  expect(recordedAnswer(field("fen"), yuan)).toBe(fen);
});
