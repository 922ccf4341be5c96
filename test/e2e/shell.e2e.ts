import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { launchApp, saveScreenshot, type LaunchedApp } from "./launch.ts";
import { callWorkstation, watchBridge } from "./page-port.ts";

let launched: LaunchedApp;
test.beforeAll(async () => {
  launched = await launchApp();
  await isConnected(launched);
});
test.afterAll(() => launched.close());

/** The port the page still waits for would be closed by the next one's coming. */
const isConnected = ({ page }: LaunchedApp) => expect(page.getByRole("form", { name: "登记本机" })).toBeVisible();

interface Ping {
  output: { text: string; processId: number };
}
const ping = async (text: string): Promise<Ping["output"]> => ((await callWorkstation(launched.page, "app.ping", { text })) as Ping).output;

test("opens one window on its own origin", async () => {
  await expect(launched.page).toHaveURL("app://yichuang/index.html");
  expect(launched.app.windows()).toHaveLength(1);
  await expect(launched.page).toHaveTitle(/一窗/);
});

test("carries a call to the workstation process and back; refuses what does not fit the contract", async () => {
  expect(await ping("接件")).toMatchObject({ text: "接件" });
  expect(await callWorkstation(launched.page, "app.ping", { text: 1 })).toMatchObject({ kind: "failed", failure: { code: "invalid-input" } });
});

test("a workstation process killed with -9 is replaced, and the page is told", async () => {
  const before = await ping("前");
  const heard = await watchBridge(launched.page);
  process.kill(before.processId, "SIGKILL");
  await expect.poll(heard).toEqual(["yichuang:workstation-gone", "yichuang:workstation-port"]);
  const after = await ping("后");
  expect(after.text).toBe("后");
  expect(after.processId).not.toBe(before.processId);
  expect(readFileSync(join(launched.dataFolder, "logs/yichuang.log"), "utf8")).toContain("workstation process gone: SIGKILL");
});

test("a reloaded page is connected again, and tries nothing that its policy forbids", async () => {
  await launched.page.addInitScript(() => {
    const refused: string[] = [];
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => refused.push(`${effectiveDirective}: ${blockedURI}`));
    Object.assign(window, { refused });
  });
  await launched.page.reload();
  await isConnected(launched);
  expect(await ping("再来")).toMatchObject({ text: "再来" });
  expect(await launched.page.evaluate(() => (window as { refused?: string[] }).refused)).toEqual([]);
});

test("a screenshot is 1366×768", async () => {
  const path = test.info().outputPath("desk.png");
  await saveScreenshot(launched, path);
  const png = readFileSync(path);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1366, 768]);
});

test("a second start hands over to the first and ends", async () => {
  const second = launchApp({ dataFolder: launched.dataFolder });
  await expect(second).rejects.toThrow();
  expect(await ping("还在")).toMatchObject({ text: "还在" });
});

test("closing the app ends the workstation process and leaves no lock", async () => {
  const own = await launchApp();
  await isConnected(own);
  const answer = ((await callWorkstation(own.page, "app.ping", { text: "" })) as Ping).output;
  await own.close();
  expect(() => process.kill(answer.processId, 0)).toThrow();
});

test("without a keyring and without a key it starts with a page saying how to fix that, and writes no key", async () => {
  const own = await launchApp({ hasKeyFile: false, arguments: ["--password-store=basic"] });
  await expect(own.page).toHaveURL("app://yichuang/problem.html");
  await expect(own.page.getByRole("main")).toContainText("gnome-keyring");
  expect(readdirSync(own.dataFolder)).not.toContain("database-key.bin");
  await own.close();
});

test("an unusable key file is named", async () => {
  const own = await launchApp({ hasKeyFile: false, arguments: [`--database-key-file=${join(launched.dataFolder, "没有")}`] });
  await expect(own.page.getByRole("main")).toContainText("密钥文件");
  await own.close();
});
