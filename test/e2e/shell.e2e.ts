import { expect, test } from "@playwright/test";
import { launchApp, type LaunchedApp } from "./launch.ts";
import { callWorkstation } from "./page-port.ts";

test.describe("the shell", () => {
  let launched: LaunchedApp;
  test.beforeAll(async () => {
    launched = await launchApp();
  });
  test.afterAll(() => launched.close());

  test("opens one window on its own origin", async () => {
    await expect(launched.page).toHaveURL("app://yichuang/index.html");
    expect(launched.app.windows()).toHaveLength(1);
    await expect(launched.page).toHaveTitle(/一窗/);
  });

  test("carries a call to the workstation process and back", async () => {
    const answer = await callWorkstation(launched.page, "app.ping", { text: "接件" });
    expect(answer).toMatchObject({ kind: "answer", output: { text: "接件" } });
  });
});
