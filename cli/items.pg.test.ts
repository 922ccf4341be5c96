import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ItemDefinition } from "../domain/item/item-definition.ts";
import { seedItems } from "../server/seed/items/catalogue.ts";
import { startNewCentre, type NewCentre } from "../test/centre/new-centre.ts";

const office = "九江市行政审批局";
let centre: NewCentre;
beforeAll(async () => void (centre = await startNewCentre(office)));
afterAll(() => centre.close());

const ask = (...arguments_: string[]) => centre.ask(...arguments_);
const at = (name: string) => centre.at(name);
const listed = async () => (JSON.parse((await ask("item", "list", "--json")).stdout) as { items: ItemDefinition[] }).items;
const save = (name: string, content: unknown) => writeFile(at(name), JSON.stringify(content));
const read = async (name: string) => JSON.parse(await readFile(at(name), "utf8")) as ItemDefinition[];

it("gives a centre without items the reference items, for its own office", async () => {
  expect(await ask("item", "list")).toMatchObject({ exitCode: 0, stdout: "", stderr: expect.stringContaining("还没有事项") as string });
  expect(await ask("item", "export", "--shipped", "--out", at("shipped.json"))).toMatchObject({ exitCode: 0 });
  expect(await read("shipped.json")).toEqual(seedItems);
  expect(await ask("item", "import", at("shipped.json"))).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringMatching(/“[^”]*shipped.json”的 \[0\]\.officeName：.*没有名为“南昌市城乡建设局”的单位/) as string });
  const imported = await ask("item", "import", at("shipped.json"), "--office", office);
  expect(imported).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining("CB-LSXK  出版物经营许可证（零售）：已导入，第 1 版") as string });
  const items = await listed();
  expect(items.map(({ code, version, officeName }) => [code, version, officeName]).sort()).toEqual(seedItems.map(({ code }) => [code, 1, office]).sort());
  expect(new Set(items.map(({ officeId }) => officeId)).size).toBe(1);
});

it("takes what was exported and changed as the next version, and what was not as nothing (R-ITEM-2)", async () => {
  expect(await ask("item", "export", "CB-LSXK", "--out", at("retail.json"))).toMatchObject({ exitCode: 0 });
  expect(await ask("item", "export", "CB-LSXK", "--out", at("retail.json"))).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有覆盖任何文件") as string });
  expect(await ask("item", "import", at("retail.json"))).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("没有改动，仍为第 1 版") as string });
  const [item] = await read("retail.json");
  const shorter = { ...item!, promisedWorkingDays: 5 };
  await save("undescribed.json", shorter);
  expect(await ask("item", "import", at("undescribed.json"))).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("请在 change 里写明") as string });
  await save("shorter.json", { ...shorter, change: { author: "李四", reason: "承诺时限压缩", date: "2026-11-29" } });
  expect(await ask("item", "import", at("shorter.json"))).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("已导入，第 2 版") as string });
  expect((await ask("item", "list")).stdout).toContain(`CB-LSXK  第 2 版  出版物经营许可证（零售）  ${office}  承诺 5 个工作日  2026-11-29 李四：承诺时限压缩`);
  await save("outdated.json", { ...item!, promisedWorkingDays: 6, change: { author: "王五", reason: "另一处", date: "2026-11-29" } });
  expect(await ask("item", "import", at("outdated.json"))).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("下一个版本应为 3，提交的是 1") as string });
});

it("takes nothing of several files when one is wrong, and says what and where", async () => {
  const before = await listed();
  const [first] = await read("retail.json");
  await save("new.json", { ...first!, code: "NEW-1" });
  await writeFile(at("cut.json"), JSON.stringify(first).slice(0, -10));
  expect(await ask("item", "import", at("new.json"), at("cut.json"))).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("cut.json”不是 JSON 文件") as string });
  expect(await ask("item", "import", at("new.json"), at("nowhere.json"))).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("nowhere.json”（ENOENT）") as string });
  const flow = first!.flow.map((step, at) => (at === 1 ? { ...step, limitWorkingDays: -1 } : step));
  await save("wrong.json", [first, { ...first!, flow }]);
  expect(await ask("item", "import", at("new.json"), at("wrong.json"))).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("wrong.json”的 [1].flow[1].limitWorkingDays：不能小于 0。没有导入任何事项") as string });
  expect(await ask("item", "export", "NEW-1", "--out", at("none.json"))).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有编码为 NEW-1 的事项") as string });
  expect(await listed()).toEqual(before);
});
