import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { instantOf } from "../domain/time/instant.ts";
import { startCentre, type RunningCentre } from "../server/start.ts";
import { makeSharedFolder } from "../test/centre/postgres.ts";
import { openTrialWindow, type TrialWindow } from "../test/centre/trial-window.ts";
import type { CliResult } from "./testing/run-cli.ts";
import { runHere } from "./testing/run-here.ts";

const office = "南昌市行政服务中心";
const department = "南昌市新闻出版局";
let folder: string;
let centre: RunningCentre | undefined;
const stopCentre = async (): Promise<void> => {
  await centre?.close();
  centre = undefined;
};
beforeAll(async () => {
  folder = await makeSharedFolder();
});
afterAll(async () => {
  await stopCentre();
  await rm(folder, { recursive: true, force: true });
});

const ask = (...arguments_: string[]) => runHere([...arguments_, "--data", join(folder, "centre")]);
const setUp = () => ask("setup", "--region", "360100", "--office", office, "--account", "admin", "--name", "张三", "--with-items");
const passwordIn = ({ stdout }: CliResult) => /密码（[^）]*）：(\S+)/.exec(stdout)?.[1] ?? "";

async function openWindow(person: { account: string; password: string; newPassword?: string }): Promise<TrialWindow> {
  const given = await ask("enrolment-code", "--office", office);
  const enrolmentCode = /登记码：(\S+?)（/.exec(given.stdout)?.[1] ?? "";
  return openTrialWindow({ url: centre!.url, enrolmentCode, ...person, now: () => instantOf(Date.now()) });
}

it("makes an empty centre one that an administrator can sign in to from an enrolled PC", async () => {
  const made = await setUp();
  expect(made).toMatchObject({ exitCode: 0, stderr: "" });
  expect(made.stdout).toContain("已导入参考事项：");
  expect(made.stdout).toContain("出版物经营许可证（零售）");
  centre = await startCentre({ dataFolder: join(folder, "centre") });
  const window = await openWindow({ account: "admin", password: passwordIn(made) });
  expect(window.person.roles).toContain("system-administrator");
  const { status, body } = await window.request("GET", "/api/catalogue");
  expect({ status, body }).toMatchObject({ status: 200, body: { calendar: { regionCode: "360100" } } });
});

it("takes a clerk added on the command line to the first accepted case, with no word to the interface", async () => {
  const added = await ask("person", "add", "--account", "wangxiulan", "--name", "王秀兰", "--office", office, "--role", "window-clerk", "cashier");
  expect(added).toMatchObject({ exitCode: 0, stderr: "" });
  const window = await openWindow({ account: "wangxiulan", password: passwordIn(added), newPassword: "her-own-password" });
  expect(window.person).toMatchObject({ name: "王秀兰", officeName: office, roles: ["window-clerk", "cashier"] });
  const reception = window.reception();
  const results = await window.push([...reception, window.command("acceptCase", reception[0]!.caseId, {})]);
  expect(results.map((result) => result.outcome)).toEqual(results.map(() => "applied"));
});

it("adds departments with their seal, and changes what people may do", async () => {
  expect(await ask("office", "add", "--office", department)).toMatchObject({ exitCode: 0, stderr: "" });
  expect((await ask("seal", "list")).stdout).toContain(`${department}  审批专用章`);
  expect(await ask("office", "add", "--office", department)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("已有名为") as string });

  expect(await ask("person", "add", "--account", "songwei", "--name", "宋薇", "--office", department, "--role", "handler")).toMatchObject({ exitCode: 0 });
  expect(await ask("person", "roles", "songwei", "--role", "section-head", "chief-leader")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("科室负责人、主管领导") as string });
  expect(passwordIn(await ask("person", "password", "songwei"))).toMatch(/^[\w-]{16}$/);
  expect(await ask("person", "deactivate", "songwei")).toMatchObject({ exitCode: 0 });
  const people = (await ask("person", "list")).stdout;
  expect(people).toContain(`songwei  宋薇  ${department}  科室负责人、主管领导  已停用`);
  expect(people).toContain(`admin  张三  ${office}  系统管理员、事项管理员\n`);

  expect(await ask("person", "password", "nobody")).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("没有账号为“nobody”的人员") as string });
  expect(await ask("person", "add", "--account", "songwei", "--name", "宋薇", "--office", department, "--role", "handler")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("已被使用") as string });
});

it("changes nothing in a centre that has people, and names a mistyped office", async () => {
  await stopCentre();
  expect(await setUp()).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("没有改动任何数据") as string });
  expect(await ask("enrolment-code", "--office", "没有这个单位")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有生成登记码") as string });
});

it("refuses a wrong region code before anything is made", async () => {
  expect(await ask("setup", "--region", "36", "--office", office, "--account", "a1", "--name", "b")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("6 位数字") as string });
});
