import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { shippedTemplates } from "../documents/decisions/decision-templates.ts";
import { startNewCentre, type NewCentre } from "../test/centre/new-centre.ts";
import { runHere } from "./testing/run-here.ts";

const office = "九江市行政审批局";
let centre: NewCentre;
beforeAll(async () => void (centre = await startNewCentre(office)));
afterAll(() => centre.close());

type Template = { version: number; blocks: Record<string, unknown>[] };
const run = (...arguments_: string[]) => runHere(arguments_);
const ask = (...arguments_: string[]) => centre.ask(...arguments_);
const at = (name: string) => centre.at(name);
const read = async (name: string) => JSON.parse(await readFile(at(name), "utf8")) as Template;
const save = async (name: string, template: unknown) => {
  await writeFile(at(name), typeof template === "string" ? template : JSON.stringify(template));
  return at(name);
};
const withoutHeading = (template: Template, heading: string): Template => ({ ...template, blocks: template.blocks.filter((block) => block["heading"] !== heading) });

it("begins with what the program ships, takes an office's own as its next version, and keeps every one", async () => {
  expect(await run("template", "export", "deny-decision", "--shipped", "--out", at("shipped.json"))).toMatchObject({ exitCode: 0 });
  const shipped = await read("shipped.json");
  expect(shipped).toEqual(shippedTemplates["deny-decision"]);
  const own = { ...shipped, blocks: shipped.blocks.map((block) => (block["heading"] === "救济途径" ? { ...block, heading: "当事人的权利" } : block)) };
  const file = await save("own.json", own);
  expect(await run("template", "check", file)).toMatchObject({ exitCode: 0, stdout: `“不予{{actName}}决定书”的模板（据第 ${shipped.version} 版修改）可以导入。\n` });
  const imported = await ask("template", "import", file, "--office", office);
  expect(imported).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining(`不予行政许可决定书（${office}）：已导入，第 ${shipped.version + 1} 版`) as string });
  const hash = /校验值 ([0-9a-f]{16})/.exec(imported.stdout)![1]!;
  expect((await ask("template", "list")).stdout).toMatch(new RegExp(`不予行政许可决定书（deny-decision）  ${office}  第 ${shipped.version + 1} 版  ${hash}  .* 导入  在用`));
  expect(await ask("template", "export", "deny-decision", "--office", office, "--out", at("again.json"))).toMatchObject({ exitCode: 0 });
  expect(await read("again.json")).toEqual({ ...own, version: shipped.version + 1 });
  expect(await ask("template", "import", at("again.json"), "--office", office)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("没有改动") as string });
  expect(await ask("template", "import", file, "--office", office)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("没有改动") as string });
  expect(await ask("template", "export", "deny-decision", "--out", at("common.json"))).toMatchObject({ exitCode: 0 });
  expect(await read("common.json")).toEqual(shipped);
  expect(await ask("template", "export", "deny-decision", "--sha256", hash, "--out", at("by-hash.json"))).toMatchObject({ exitCode: 0 });
  expect(await read("by-hash.json")).toEqual(await read("again.json"));
  expect(await ask("template", "export", "fee-notice", "--sha256", hash, "--out", at("none.json"))).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有校验值为") as string });
  expect(await ask("template", "import", at("shipped.json"), "--office", "没有的局")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有名为“没有的局”的单位") as string });
});

it("takes nothing that is wrong, names the place, and leaves what is in force", async () => {
  const before = (await ask("template", "list", "--json")).stdout;
  const own = await read("again.json");
  const text = JSON.stringify(own);
  const wrong: [string, unknown, string][] = [
    ["variable.json", text.replace("{{reasons}}", "{{grounds}}"), "“不予{{actName}}决定书”模板（blocks.11.text）用到的变量“grounds”"],
    ["unclosed.json", text.replace("{{/acceptedAt}}", ""), "（blocks.9.text）里的段落“acceptedAt”没有成对开始和结束"],
    ["cut.json", text.slice(0, -20), "不是完整的 JSON"],
    ["kind.json", { ...own, code: "construction-permit" }, "（code）不合规定"],
    ["large.json", { ...own, title: "长".repeat(30_000) }, "超过 64 KB"],
    ["remedies.json", withoutHeading(own, "当事人的权利"), "没有写明变量“remedies.reviewAuthority”"],
    ["glyph.json", text.replace("申请内容", "\u{10ffff}"), "字库里没有“\u{10ffff}”"],
    ["number.json", text.replace('"widthMm":210', '"widthMm":"宽"'), "（page.widthMm）不合规定"],
  ];
  for (const [name, template, problem] of wrong) {
    const file = await save(name, template);
    const refused = { exitCode: 1, stdout: "", stderr: expect.stringContaining(problem) as string };
    expect(await ask("template", "import", file, "--office", office), name).toMatchObject(refused);
    expect((await run("template", "check", file)).stderr).toMatch(new RegExp(`${name}”不能用作文书模板：.*没有导入，在用的模板没有改动。请改正后重试。`));
    expect(await run("template", "preview", file, "--out", at("never.pdf")), name).toMatchObject(refused);
  }
  await save("outdated.json", text.replace('"version":3', '"version":1').replace("申请内容", "所申请的"));
  expect(await ask("template", "import", at("outdated.json"), "--office", office)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("在用的是第 3 版，提交的是从第 1 版改的") as string });
  expect(await run("template", "check", at("nowhere.json"))).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("ENOENT") as string });
  expect((await ask("template", "list", "--json")).stdout).toBe(before);
  expect(await ask("record", "verify")).toMatchObject({ exitCode: 0 });
});

it("shows how a template looks, marked as a sample, and never over another file", async () => {
  expect(await run("template", "preview", at("again.json"), "--out", at("sample.pdf"))).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("已写入样张") as string });
  const words = execFileSync("pdftotext", ["-raw", at("sample.pdf"), "-"]).toString("utf8").replace(/\s/g, "");
  for (const said of ["样张，仅供核对，不具有法律效力", "当事人的权利", "行政复议机关：南京市秦淮区人民政府"]) expect(words).toContain(said);
  expect(await run("template", "preview", at("again.json"), "--out", at("sample.pdf"))).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有覆盖任何文件") as string });
});
