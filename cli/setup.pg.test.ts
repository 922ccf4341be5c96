import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { instantOf } from "../domain/time/instant.ts";
import { startCentre } from "../server/start.ts";
import { makeSharedFolder } from "../test/centre/postgres.ts";
import { openTrialWindow } from "../test/centre/trial-window.ts";
import { runCli } from "./testing/run-cli.ts";

const office = "南昌市行政服务中心";
let folder: string;
beforeAll(async () => {
  folder = await makeSharedFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ask = (...arguments_: string[]) => runCli([...arguments_, "--data", join(folder, "centre")], { cwd: folder, env: { DATABASE_URL: undefined } });
const setUp = () => ask("setup", "--region", "360100", "--office", office, "--account", "admin", "--name", "张三");

it("makes an empty centre one that an administrator can sign in to from an enrolled PC", async () => {
  const made = await setUp();
  expect(made).toMatchObject({ exitCode: 0, stderr: "" });
  const password = /密码（[^）]*）：(\S+)/.exec(made.stdout)?.[1] ?? "";

  const given = await ask("enrolment-code", "--office", office);
  const enrolmentCode = /登记码：(\S+?)（/.exec(given.stdout)?.[1] ?? "";

  const centre = await startCentre({ dataFolder: join(folder, "centre") });
  try {
    const window = await openTrialWindow({ url: centre.url, enrolmentCode, account: "admin", password, now: () => instantOf(Date.now()) });
    expect(window.person.roles).toContain("system-administrator");
    const { status, body } = await window.request("GET", "/api/catalogue");
    expect({ status, body }).toMatchObject({ status: 200, body: { calendar: { regionCode: "360100" } } });
  } finally {
    await centre.close();
  }
});

it("changes nothing in a centre that has people, and names a mistyped office", async () => {
  expect(await setUp()).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("没有改动任何数据") as string });
  expect(await ask("enrolment-code", "--office", "没有这个单位")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有生成登记码") as string });
});

it("refuses a wrong region code before anything is made", async () => {
  expect(await ask("setup", "--region", "36", "--office", office, "--account", "a", "--name", "b")).toMatchObject({ exitCode: 2 });
});
