import { expect, it } from "vitest";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { CaseDriver, receptionOf, testItem, testPage, wholeRecord } from "../../test/fixtures/cases.ts";
import { neighbours, step } from "./page-places.ts";

// Pages in the first and the last material; the one between has none.
const driver = new CaseDriver().mustGive(
  receptionOf(1),
  { kind: "attachPages", payload: { materialCode: "application", index: 0, pages: [testPage(1), testPage(2)] } },
  { kind: "attachPages", payload: { materialCode: "drawings", index: 0, pages: [testPage(3)] } },
);
const opened: OpenedCase = { case: driver.case, item: testItem, actions: [], actingFor: null, waitingCommandCount: 0, trail: [], record: wholeRecord, lostPages: [] };
const at = (materialCode: string, index: number) => ({ materialCode, index });

it.each([
  [at("application", 0), 1, at("application", 1)],
  [at("application", 1), 1, at("drawings", 0)],
  [at("drawings", 0), 1, at("drawings", 0)],
  [at("drawings", 0), -1, at("application", 1)],
  [at("licence", 0), 1, at("drawings", 0)],
  [at("application", 0), -1, at("application", 0)],
] as const)("by page from %o by %i", (from, by, to) => expect(step(opened, from, by, "page")).toEqual(to));

it("by material it stops at one without pages too", () => {
  expect(step(opened, at("application", 1), 1, "material")).toEqual(at("licence", 0));
});

it("reads ahead the next pages, over the material's end, then the one before", () => {
  expect(neighbours(opened, at("application", 1)).map((page) => Number(page.sha256))).toEqual([3, 1]);
});
