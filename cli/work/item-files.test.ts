import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { failureLine } from "../failure-line.ts";
import { readItemFile } from "./item-files.ts";
import { isFailure } from "../../domain/failure.ts";

let file: string;
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), "yichuang-items-")), "items.json");
});
afterAll(() => rm(join(file, ".."), { recursive: true, force: true }));

const item = publicationsRetailLicence;
const step = item.flow[1]!;

async function complaintAbout(content: unknown): Promise<string> {
  await writeFile(file, JSON.stringify(content));
  const failure: unknown = await readItemFile(file).catch((error: unknown) => error);
  if (!isFailure(failure)) throw new Error("taken, or failed otherwise");
  return failureLine(failure).replace(/^“[^”]*”的 /, "");
}

it("reads one item or a list of them, also as Notepad saves them", async () => {
  await writeFile(file, `\uFEFF${JSON.stringify(item)}`);
  expect((await readItemFile(file)).map((filed) => filed.item)).toEqual([item]);
  await writeFile(file, JSON.stringify([item, { ...item, code: "X-1" }]));
  expect((await readItemFile(file)).map((filed) => filed.item.code)).toEqual(["CB-LSXK", "X-1"]);
});

it.each([
  ["a missing part", { ...item, name: undefined }, "name：缺少，或不是文字"],
  ["an empty one", { ...item, officeName: "" }, "officeName：不能为空"],
  ["a wrong kind", { ...item, kind: "permit" }, "kind：只能是 licence、approval、filing"],
  ["a wrong code", { ...item, code: "零售" }, "code：格式不对"],
  ["a wrong date", { ...item, change: { ...item.change, date: "2026-13-01" } }, "change.date：格式不对，应为日期"],
  ["half a day", [item, { ...item, promisedWorkingDays: 2.5 }], "[1].promisedWorkingDays：缺少，或不是整数"],
  ["a role there is not", { ...item, flow: [step, { ...step, code: "x", role: "boss" }] }, "flow[1].role：只能是 window-clerk"],
  ["a step twice", { ...item, flow: [step, step] }, "flow：有两个环节用了同一个 code"],
  ["a meeting that looks like a step", { ...item, meeting: { code: step.code, name: "局长办公会", role: "chief-leader", limitWorkingDays: 5 } }, "meeting.code：会议的 code 与某个环节的相同"],
  ["a mistyped name", { ...item, materials: [{ ...item.materials[0], notes: "x" }] }, "materials[0].notes：没有这一项，请核对名称"],
  ["no item", "text", "（整个文件）：缺少，或不是对象"],
])("names the place of %s", async (_what, content, words) => {
  expect(await complaintAbout(content)).toContain(words);
});

it("counts what else is wrong", async () => {
  expect(await complaintAbout({ ...item, name: "", code: "" })).toContain("另有 1 处不对");
});
