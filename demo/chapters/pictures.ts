import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { landDepartment } from "../../server/seed/offices.ts";
import { saveScreenshot, type LaunchedApp } from "../../test/e2e/launch.ts";
import type { DemoCase } from "../cases.ts";
import type { DemoDevices } from "../devices.ts";
import { openScreens } from "../screens.ts";
import { step, type Stage } from "../stage.ts";
import type { InspectedPaper } from "./papers.ts";

/** Pictures of the real app on the demo's own data: at the window, with every device broken, and at a reviewer's PC. */
export async function takePictures({ window, deskOf, devices, outputFolder, workFolder }: Stage, { opened }: DemoCase, certificate: InspectedPaper): Promise<void> {
  step("真实程序的界面");
  const screens = await openScreens(workFolder);
  if (screens === undefined) return;
  const names: string[] = [];
  const save = async (app: LaunchedApp, name: string): Promise<void> => {
    await saveScreenshot(app, join(outputFolder, "screens", `${names.push(name)}-${name}.png`));
  };
  try {
    await screens.show(window, "window-clerk", async (app) => {
      const { page } = app;
      await page.keyboard.press("F2");
      await save(app, "new-case");
      await page.keyboard.press("Control+2");
      await page.getByRole("grid").getByRole("row").nth(1).waitFor();
      await save(app, "today");
      await page.keyboard.press("F3");
      await page.keyboard.type(opened.case.application.projectName);
      await page.getByRole("status").filter({ hasText: /^1 件$/ }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByTestId("case-number").waitFor();
      await firstPage(page).waitFor();
      await save(app, "case");
      await page.keyboard.press("F12");
      await page.getByTestId("receipt-preview").waitFor();
      await save(app, "receipt");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+9");
      await page.getByRole("searchbox", { name: "二维码或证照编号" }).fill(certificate.number);
      await page.keyboard.press("Enter");
      await page.getByText(certificate.number).last().waitFor();
      await save(app, "verification");
      await showFaults(page, devices);
      await save(app, "device-faults");
    });
    await screens.show(await deskOf(landDepartment), "handler", async (app) => {
      await app.page.getByRole("grid").getByRole("row").nth(1).waitFor();
      await save(app, "inbox");
      await app.page.getByRole("grid").focus();
      await app.page.keyboard.press("Enter");
      await firstPage(app.page).waitFor();
      await save(app, "review");
    });
  } finally {
    screens.close();
  }
  console.log(`  demo-out/screens/：${names.join("、")}`);
}

/** The page 设备设置 once every fault of `breakAll` shows on it. */
async function showFaults(page: Page, devices: DemoDevices): Promise<void> {
  await devices.breakAll();
  await page.keyboard.press("Control+6");
  const faults = [/窗口小票机.*缺纸/, /网络扫描仪.*连接不上/, ...(devices.office ? [/A4 打印机.*连接不上/] : []), ...(devices.cardLine ? [/没有接好/] : [])];
  for (const name of faults) await page.getByRole("option", { name }).waitFor({ timeout: 60_000 });
}

function firstPage(page: Page): Locator {
  return page.getByRole("img", { name: /第 1 页/ });
}
