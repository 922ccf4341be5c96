import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import type { OfficeId } from "../../domain/ids.ts";
import { SCAN_LIMIT_BYTES } from "../../domain/page/page-rules.ts";
import type { Role } from "../../domain/people/role.ts";
import { cases } from "../../server/database/schema.ts";
import { createSaneTestEnvironment } from "../../scanner/sane/sane-test-backend.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import { publicationsDepartment, serviceCenter, type SeedOffice } from "../../server/seed/offices.ts";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { startFaultProxy, type FaultProxy } from "../emulators/fault-proxy.ts";
import { hasNoSeriousViolation, joinCentre, signIn, typeThrough } from "./desk.ts";
import { launchApp, repositoryRoot, saveScreenshot, type LaunchedApp } from "./launch.ts";

/**
 * The main job through the screens, by keyboard: a clerk who has never seen the app joins the centre, signs in, receives a case
 * of three materials, scans, accepts it without the network, has the paper shown, sees it leave when the network is back; and a
 * reviewer finds it and reads its pages.
 */
test.describe.configure({ mode: "serial" });

const item = publicationsRetailLicence;
const required = item.materials.filter(({ isRequired }) => isRequired);
const applicantName = "李一窗";
const sample = join(repositoryRoot, "samples/02-营业执照.jpg");

let folder: string;
let centre: RunningCentre;
let network: FaultProxy;
let codeFor: (officeId: OfficeId) => Promise<string>;
let launchWindow: () => Promise<LaunchedApp>;
let window: LaunchedApp;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-main-job-"));
  chmodSync(folder, 0o711);
  centre = await startCentre({ dataFolder: join(folder, "centre") });
  codeFor = (await seedTrial(centre.centre)).enrolmentCodeFor;
  network = await startFaultProxy(centre.url);
  const { configFolder } = await createSaneTestEnvironment(join(folder, "sane"));
  launchWindow = () =>
    launchApp({
      dataFolder: join(folder, "window"),
      options: { saneConfigFolder: configFolder ?? "", exportFolder: join(folder, "exports"), pageMode: "fast" },
    });
  window = await launchWindow();
});
test.afterAll(async () => {
  await window.close();
  await network.close();
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});

/** More than is read of one file; it takes no room on the disk. */
function tooLarge(): string {
  const path = join(folder, "过大.tif");
  writeFileSync(path, "");
  truncateSync(path, SCAN_LIMIT_BYTES + 1);
  return path;
}

test("joins the centre and signs in", async () => {
  await window.page.getByRole("form", { name: "登记本机" }).waitFor();
  await hasNoSeriousViolation(window.page);
  await joinAt(window.page, serviceCenter, "window-clerk");
  await expect(window.page.getByText("在线", { exact: true })).toBeVisible();
  await hasNoSeriousViolation(window.page);
});

test("receives an application by Enter alone", async () => {
  const { page } = window;
  await page.keyboard.press("F2");
  await hasNoSeriousViolation(page);
  await typeThrough(page, item, applicantName);
  await expect(page.getByTestId("case-number")).toHaveText(/^360100 \d{8} 0001 000001 \d$/);
});

test("scans and checks three materials", async () => {
  const { page } = window;
  for (const [index, { name }] of required.entries()) {
    const row = page.getByRole("region", { name: "材料清单" }).getByRole("option").filter({ hasText: name });
    await row.click();
    if (index === 0) await page.keyboard.press("F5");
    else await page.getByLabel("选择图片文件").setInputFiles(index === 1 ? [sample, tooLarge()] : [sample]);
    await expect(page.getByRole("region", { name: "扫描页" }).getByText(index === 0 ? "10 页" : "1 页", { exact: true })).toBeVisible({ timeout: 60_000 });
    if (index === 1) {
      const report = page.getByRole("status").filter({ hasText: "文件“过大.tif”有 257 MB，超出单个文件 256 MB 的上限，没有读取，也没有导入。其余页面不受影响。" });
      await expect(report).toContainText("已加入 1 页，1 个没有导入。");
      await saveScreenshot(window, join(repositoryRoot, "test-results/screens/import-report.png"));
      await page.keyboard.press("Alt+K");
      await expect(report).toBeHidden();
    }
    await row.click();
    await page.keyboard.press("1");
    await expect(row).toContainText("原件已核");
  }
  await expect(page.getByRole("img", { name: /第 1 页/ })).toBeVisible();
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/window-desk.png"));
  await hasNoSeriousViolation(page);
});

test("turns, moves and deletes a page by key, and the rest stays as it was", async () => {
  const { page } = window;
  await page.getByRole("region", { name: "材料清单" }).getByRole("option").filter({ hasText: required[0]?.name ?? "" }).click();
  await page.keyboard.press("Alt+3");
  await expect(page.getByRole("listbox", { name: "扫描页，共 10 页" })).toBeFocused();
  const strip = page.getByRole("listbox", { name: /扫描页，共/ });
  const order = (): Promise<string[]> =>
    strip.getByRole("option").evaluateAll((pages) => pages.toSorted((a, b) => Number(a.getAttribute("aria-posinset")) - Number(b.getAttribute("aria-posinset"))).map(({ id }) => id));
  const before = await order();
  const [first, second, ...rest] = before;
  const turned = page.locator(`[id="${first}"] img`);
  await expect(turned).toHaveAttribute("style", /rotate\(0deg\)/);
  await page.keyboard.press("R");
  await expect(turned).toHaveAttribute("style", /rotate\(90deg\)/);
  await page.keyboard.press("Control+ArrowRight");
  await expect.poll(order).toEqual([second, first, ...rest]);
  await expect(strip.locator("img[style*='rotate(90deg)']")).toHaveCount(1);
  await page.keyboard.press("Delete");
  await expect(page.getByRole("region", { name: "扫描页" }).getByText("9 页", { exact: true })).toBeVisible();
  await expect.poll(async () => (await order()).slice(0, 5)).toEqual([second, ...rest].slice(0, 5));
  await page.keyboard.press("M");
  await expect(page.getByRole("dialog").getByLabel(/移到/)).toBeFocused();
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/move-page.png"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "扫描页" }).getByText("8 页", { exact: true })).toBeVisible();
  await expect(page.getByRole("listbox", { name: "扫描页，共 8 页" })).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByRole("region", { name: "扫描页" }).getByText("2 页", { exact: true })).toBeVisible();
});

test("gives the focus a home when what had it is gone, and a key to whatever can be clicked", async () => {
  const { page } = window;
  await page.evaluate(() => {
    const passing = document.querySelector("main")!.appendChild(document.createElement("button"));
    passing.focus();
    passing.remove();
  });
  await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute("data-focus-home"))).toBe(true);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("Shift");
  await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute("data-focus-home"))).toBe(true);
  for (const digit of ["2", "3", "4", "5", "6", "9", "1"]) {
    await page.keyboard.press(`Control+${digit}`);
    await expect(page.getByRole("navigation", { name: "工作页面" }).locator("[aria-current=page]")).toHaveAttribute("aria-keyshortcuts", `Control+${digit}`);
    expect(await clickablesWithoutKey(page), `the desk of Ctrl+${digit}`).toEqual([]);
  }
});

test("accepts without the network, and the clerk is shown what waits", async () => {
  const { page } = window;
  network.cut();
  await page.keyboard.press("Control+Shift+S");
  await expect(page.getByText(/离线/).first()).toBeVisible();
  await page.keyboard.press("F9");
  await page.getByRole("dialog").getByRole("button", { name: /确认受理/ }).waitFor();
  await page.keyboard.press("F9");
  await expect(page.getByRole("dialog")).toContainText("受理单");
  await hasNoSeriousViolation(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("group", { name: "办理" })).toContainText("已受理");
  await page.keyboard.press("Control+4");
  await expect(page.getByRole("gridcell", { name: applicantName })).toBeVisible();
  expect(await stagesAtCentre()).toEqual(["received"]);
});

test("sends everything once the network is back", async () => {
  const { page } = window;
  network.mend();
  await page.keyboard.press("Control+Shift+S");
  await expect(page.getByRole("gridcell", { name: applicantName })).toBeHidden({ timeout: 60_000 });
  await expect.poll(stagesAtCentre).toEqual(["accepted"]);
  expect(await verifyRecord(centre.centre.database)).toMatchObject({ caseCount: 1, faults: [] });
});

test("is killed in the middle of typing, and the draft is there again", async () => {
  await window.page.keyboard.press("F2");
  await window.page.keyboard.type("1101051949");
  await expect(window.page.getByText("已存草稿")).toBeVisible();
  const closed = window.app.waitForEvent("close");
  window.app.process().kill("SIGKILL");
  await closed;
  window = await launchWindow();
  await window.page.getByRole("form", { name: "登录" }).waitFor();
  await hasNoSeriousViolation(window.page);
  await signIn(window.page, serviceCenter, "window-clerk");
  await expect(window.page.getByLabel("证件号码")).toHaveValue("1101051949");
});

test("a reviewer finds the case and reads its pages by key", async () => {
  const reviewer = await launchApp();
  try {
    const { page } = reviewer;
    await joinAt(page, publicationsDepartment, "handler");
    await expect(page.getByRole("grid").getByText(applicantName)).toBeVisible({ timeout: 30_000 });
    await hasNoSeriousViolation(page);
    await page.getByRole("grid").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("img", { name: /第 1 页/ })).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("img", { name: /第 2 页/ })).toBeVisible();
    const shown = page.getByRole("img", { name: /第 2 页/ });
    const widthNow = (): Promise<number> => shown.evaluate((picture) => Number.parseFloat(picture.style.width));
    const aQuarterLarger = await shown.evaluate(async (picture: HTMLImageElement) => {
      await picture.decode();
      const room = picture.closest(".page-view")!.getBoundingClientRect();
      const fitting = Math.min(Math.floor(room.width) / picture.naturalWidth, Math.floor(room.height) / picture.naturalHeight);
      return Math.floor(picture.naturalWidth * fitting * 1.25);
    });
    await page.keyboard.press("=");
    await expect.poll(widthNow).toBe(aQuarterLarger);
    await expect(shown).toHaveAttribute("style", /rotate\(0deg\)/);
    await page.keyboard.press("R");
    await expect(shown).toHaveAttribute("style", /rotate\(90deg\)/);
    await saveScreenshot(reviewer, join(repositoryRoot, "test-results/screens/reviewer.png"));
    await hasNoSeriousViolation(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("grid")).toBeVisible();
  } finally {
    await reviewer.close();
  }
});

test("the department signs, sends back and grants by keyboard alone, and the window sees it", async () => {
  const desk = await launchApp();
  try {
    const { page } = desk;
    const sitDown = async (role: Role): Promise<void> => {
      await page.keyboard.press("Control+Shift+L");
      await signIn(page, publicationsDepartment, role);
    };
    /** Opens the one case, gives the act its words and signs; the inbox comes back by itself. */
    const sign = async (key: string, title: string, words: () => Promise<void>): Promise<void> => {
      await expect(page.getByRole("grid").getByText("（待签）")).toBeVisible({ timeout: 30_000 });
      await page.getByRole("grid").focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("list", { name: "办理流程" })).toBeVisible();
      await page.keyboard.press(key);
      await expect(page.getByRole("dialog")).toContainText(title);
      await hasNoSeriousViolation(page);
      await words();
      await page.keyboard.press("Control+Enter");
      await expect(page.getByRole("grid")).toBeVisible();
    };
    const phrase = async (): Promise<void> => {
      await expect(page.getByRole("listbox", { name: "常用意见" })).toBeFocused();
      await page.keyboard.press("2");
    };
    await joinAt(page, publicationsDepartment, "handler");
    await sign("F9", "初审：同意", phrase);
    await sitDown("chief-leader");
    await sign("F7", "退回", async () => {
      await expect(page.getByLabel("退回到")).toBeFocused();
      await page.keyboard.press("Enter");
      await page.keyboard.type("请核实经营场所");
    });
    await sitDown("handler");
    await sign("F9", "初审：同意", phrase);
    await sitDown("chief-leader");
    await sign("F9", "终审：准予许可", phrase);
    await expect(page.getByText("还没有送达的办件。")).toBeVisible();
    // What is signed shows at once; the PC is switched off only when the centre has it.
    await expect.poll(stagesAtCentre, { timeout: 60_000 }).not.toEqual(["accepted"]);
  } finally {
    await desk.close();
  }
  const { page } = window;
  await page.keyboard.press("Control+2");
  await page.keyboard.press("Control+Shift+S");
  await expect(page.getByRole("grid").getByText("待缴费")).toBeVisible({ timeout: 30_000 });
  expect(await verifyRecord(centre.centre.database)).toMatchObject({ caseCount: 1, faults: [] });
});

/** What is seen and can be clicked, and neither names a key nor is reached by Tab, or by the arrows of a list that is. */
async function clickablesWithoutKey(page: Page): Promise<string[]> {
  return page.locator("button, a[href], [role=button], [role=option], [role=row], input:not(.visually-hidden), select, textarea").evaluateAll((found) =>
    found
      .filter((element) => (element as HTMLElement).checkVisibility() && !(element as HTMLButtonElement).disabled)
      .filter((element) => !element.hasAttribute("aria-keyshortcuts") && (element as HTMLElement).tabIndex < 0)
      .filter((element) => element.closest("[role=listbox][tabindex='0'], [role=grid][tabindex='0']") === null)
      .map((element) => element.outerHTML.slice(0, 200)));
}

async function joinAt(page: Page, office: SeedOffice, role: Role): Promise<void> {
  await joinCentre(page, { centreUrl: network.url, enrolmentCode: await codeFor(office.id), office, role });
}

/** The stage of every case the centre knows. */
async function stagesAtCentre(): Promise<string[]> {
  return (await centre.centre.database.select({ stage: cases.stage }).from(cases)).map(({ stage }) => stage);
}
