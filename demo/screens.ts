import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { isBuildOutOfDate } from "../build/app-build.ts";
import { hasPurpose } from "../build/machine-packages.ts";
import { prepareElectron } from "../build/prepare-electron.ts";
import { startVirtualDisplay } from "../build/virtual-display.ts";
import { seedPassword } from "../server/seed/people.ts";
import { launchApp, saveScreenshot, type LaunchedApp } from "../test/e2e/launch.ts";
import { demoDatabaseKey, type Desk } from "./desk.ts";

export interface ScreenPlan {
  readonly window: Desk;
  readonly reviewer: Desk;
  /** The case to open at the window. */
  readonly projectName: string;
  readonly folder: string;
  readonly workFolder: string;
}

/**
 * Pictures of the real app on the demo's own data: it is started on the folders of the window and of a reviewer's PC, which the
 * demo has closed before. False when this machine has nothing to start it on; it says what is missing.
 */
export async function takeScreenshots({ window, reviewer, projectName, folder, workFolder }: ScreenPlan): Promise<boolean> {
  if (!hasPurpose("screen")) {
    console.log("  这台机器没有启动界面所需的系统包（见开头的说明），未截图");
    return false;
  }
  try {
    await prepareElectron();
  } catch (error) {
    console.log(`  这台机器上没有可用的 Electron（${error instanceof Error ? error.message : String(error)}），未截图`);
    return false;
  }
  if (isBuildOutOfDate() && spawnSync("electron-vite", ["build"], { stdio: ["ignore", "ignore", "inherit"] }).status !== 0) throw new Error("the app could not be built");
  await mkdir(folder, { recursive: true });
  const keyFile = join(workFolder, "database-key");
  await writeFile(keyFile, demoDatabaseKey, { mode: 0o600 });
  const display = await startVirtualDisplay();
  try {
    await withApp(window, keyFile, display.name, async (app) => {
      const { page } = app;
      await page.keyboard.press("F2");
      await saveScreenshot(app, join(folder, "1-new-case.png"));
      await page.keyboard.press("Control+2");
      await page.getByRole("grid").getByRole("row").nth(1).waitFor();
      await saveScreenshot(app, join(folder, "2-today.png"));
      await page.keyboard.press("F3");
      await page.keyboard.type(projectName);
      await page.getByRole("status").filter({ hasText: /^1 件$/ }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByTestId("case-number").waitFor();
      await firstPage(page).waitFor();
      await saveScreenshot(app, join(folder, "3-case.png"));
      await page.keyboard.press("F12");
      await page.getByRole("dialog").locator("svg, img").first().waitFor();
      await saveScreenshot(app, join(folder, "4-receipt.png"));
    });
    await withApp(reviewer, keyFile, display.name, async (app) => {
      await app.page.getByRole("grid").getByRole("row").nth(1).waitFor();
      await saveScreenshot(app, join(folder, "5-inbox.png"));
      await app.page.getByRole("grid").focus();
      await app.page.keyboard.press("Enter");
      await firstPage(app.page).waitFor();
      await saveScreenshot(app, join(folder, "6-review.png"));
    });
  } finally {
    display.stop();
  }
  return true;
}

async function withApp(desk: Desk, keyFile: string, display: string, use: (app: LaunchedApp) => Promise<void>): Promise<void> {
  const app = await launchApp({
    dataFolder: desk.dataFolder,
    hasKeyFile: false,
    arguments: [`--database-key-file=${keyFile}`],
    environment: { DISPLAY: display },
  });
  try {
    await app.page.getByLabel("账号").fill(desk.account);
    await app.page.getByLabel("密码").fill(seedPassword.initial);
    await app.page.keyboard.press("Enter");
    await app.page.getByRole("navigation", { name: "工作页面" }).waitFor();
    await use(app);
  } finally {
    await app.close();
  }
}

function firstPage(page: Page): Locator {
  return page.getByRole("img", { name: /第 1 页/ });
}
