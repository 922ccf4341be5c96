import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Locator } from "@playwright/test";
import { instantOf } from "../../domain/time/instant.ts";
import type { OfficeId } from "../../domain/ids.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { seedPassword } from "../../server/seed/people.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { openTrialWindow } from "../centre/trial-window.ts";
import { startFaultProxy, type FaultProxy } from "../emulators/fault-proxy.ts";
import { ReceiptPrinterEmulator } from "../emulators/receipt-printer.ts";
import { startNetworkPrinter, type NetworkPrinter } from "../emulators/receipt-printer-network.ts";
import { getSeedPerson, hasNoSeriousViolation, joinCentre, typeThrough } from "./desk.ts";
import { launchApp, repositoryRoot, saveScreenshot, type LaunchedApp } from "./launch.ts";

/**
 * The other ways a case ends and what goes wrong on the way, through the screens by keyboard: a printer without paper, the one-time
 * correction, refusal, withdrawal, and an act the centre cannot take.
 */
test.describe.configure({ mode: "serial" });

const item = publicationsRetailLicence;
const requiredCount = item.materials.filter(({ isRequired }) => isRequired).length;
const applicantName = "王一窗";

let folder: string;
let centre: RunningCentre;
let network: FaultProxy;
let codeFor: (officeId: OfficeId) => Promise<string>;
let emulator: ReceiptPrinterEmulator;
let printer: NetworkPrinter;
let window: LaunchedApp;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-outcomes-"));
  chmodSync(folder, 0o711);
  centre = await startCentre({ dataFolder: join(folder, "centre") });
  codeFor = (await seedTrial(centre.centre)).enrolmentCodeFor;
  network = await startFaultProxy(centre.url);
  emulator = new ReceiptPrinterEmulator();
  printer = await startNetworkPrinter(emulator);
  window = await launchApp({ options: { exportFolder: join(folder, "exports"), pageMode: "fast" } });
});
test.afterAll(async () => {
  await window.close();
  await printer.close();
  await network.close();
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});

const press = (key: string): Promise<void> => window.page.keyboard.press(key);
const dialog = (): Locator => window.page.getByRole("dialog");
const stage = (): Locator => window.page.getByRole("group", { name: "办理" }).getByTestId("stage");
const linesWith = (text: string): number => emulator.lines.filter((line) => line.replaceAll(" ", "").includes(text)).length;

async function receiveCase(): Promise<void> {
  await press("F2");
  await expect(window.page.getByTestId("case-number")).toBeHidden();
  await typeThrough(window.page, item, applicantName);
  await expect(stage()).toHaveText("已接件");
}

/** The paper of an outcome is shown and comes out of the printer. */
async function seesPaper(title: string): Promise<void> {
  await expect(dialog()).toContainText(title);
  await expect(dialog().getByTestId("receipt-preview")).toBeVisible();
  await expect(dialog()).toContainText("已打印 1 次");
  expect(linesWith(title)).toBeGreaterThan(0);
  await hasNoSeriousViolation(window.page);
}

test("joins the centre and sets up a printer", async () => {
  const { page } = window;
  await joinCentre(page, { centreUrl: network.url, enrolmentCode: await codeFor(serviceCenter.id), office: serviceCenter, role: "window-clerk" });
  await press("Control+6");
  await press("ArrowDown");
  await press("Alt+N");
  await expect(dialog().getByLabel("名称")).toBeFocused();
  for (const key of ["Enter", "Enter"]) await press(key);
  await expect(page.getByLabel("地址")).toBeFocused();
  await page.keyboard.type(printer.host);
  await press("Enter");
  await press("Control+A");
  await page.keyboard.type(String(printer.port));
  await hasNoSeriousViolation(page);
  await press("Control+Enter");
  await expect(page.getByRole("option", { name: /凭条打印机.*正常/ })).toContainText(String(printer.port));
});

test("a paper waits while the printer has none, and is sent again once", async () => {
  const { page } = window;
  emulator.setFaults({ hasPaper: false });
  await receiveCase();
  await expect(page.getByRole("alert").filter({ hasText: "接件凭证没有打出来" })).toBeVisible();
  await press("Control+5");
  const job = page.getByRole("option").filter({ hasText: "接件凭证" });
  await expect(job).toContainText("没有打出");
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/print-jobs.png"));
  await hasNoSeriousViolation(page);
  emulator.mend();
  await press("Alt+R");
  await expect(job).toContainText("已打出");
  expect(linesWith("接件凭证")).toBe(1);
  expect(linesWith("补打")).toBe(0);
  expect(linesWith("材料随后核对")).toBe(1);
});

test("today's list explains the light, and the help shows every key", async () => {
  const { page } = window;
  await press("Control+2");
  await expect(page.getByRole("gridcell", { name: applicantName })).toBeVisible();
  await press("ArrowDown");
  await expect(page.getByRole("grid")).toBeFocused();
  await expect(page.getByText(/[绿黄]灯：答复接件，.* 截止，还剩 .*接件后 5 个工作日内/)).toBeVisible();
  await expect(page.getByText(/R-[A-Z]+-\d/)).toHaveCount(0);
  await hasNoSeriousViolation(page);
  await press("F1");
  await expect(dialog()).toContainText("补正：增加一条");
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/help.png"));
  await hasNoSeriousViolation(page);
  await press("Escape");
  await expect(dialog()).toBeHidden();
  await page.getByRole("grid").focus();
  await press("Enter");
  await expect(stage()).toHaveText("已接件");
});

test("one correction lists everything missing, and is delivered", async () => {
  const { page } = window;
  const problems = page.getByRole("textbox", { name: /^第 \d+ 条问题$/ });
  await press("F8");
  await expect(problems.first()).toBeFocused();
  await expect(problems).toHaveCount(requiredCount);
  await expect(problems.first()).toHaveValue(/^缺少“/);
  await press("Alt+N");
  await expect(problems.nth(requiredCount)).toBeFocused();
  await press("Alt+D");
  await expect(problems).toHaveCount(requiredCount);
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/correction.png"));
  await hasNoSeriousViolation(page);
  await press("Control+Enter");
  await seesPaper("补正告知书");
  await press("Escape");
  await expect(stage()).toHaveText("待补正");
  await press("Control+F8");
  await expect(page.getByLabel("备注")).toBeFocused();
  await hasNoSeriousViolation(page);
  await page.keyboard.type("已交齐");
  await press("Control+Enter");
  await expect(stage()).toHaveText("已补正");
});

test("is withdrawn for a reason", async () => {
  const { page } = window;
  await press("Control+F7");
  await expect(page.getByLabel("撤回原因")).toBeFocused();
  await press("Control+Enter");
  await expect(dialog()).toContainText("请填写撤回原因。");
  await hasNoSeriousViolation(page);
  await page.keyboard.type("改日再来办理");
  await press("Control+Enter");
  await seesPaper("准予撤回决定书");
  await press("Escape");
  await expect(stage()).toHaveText("已撤回");
});

test("another is refused with its reason and legal basis", async () => {
  const { page } = window;
  await receiveCase();
  await press("F7");
  await expect(page.getByLabel("理由种类")).toBeFocused();
  await press("Enter");
  await expect(page.getByLabel("具体理由")).toBeFocused();
  await page.keyboard.type("经营场所不符合条件");
  await press("Tab");
  await expect(page.getByLabel("法律依据")).toBeFocused();
  await hasNoSeriousViolation(page);
  await press("Control+Enter");
  await seesPaper("不予受理通知书");
  expect(linesWith("法律依据")).toBeGreaterThan(0);
  await press("Escape");
  await expect(stage()).toHaveText("不予受理");
});

test("an act the centre cannot take any more stands under 待处理 until it is settled", async () => {
  const { page } = window;
  await receiveCase();
  const number = (await page.getByTestId("case-number").innerText()).replaceAll(" ", "");
  await press("Control+Shift+S");
  const other = await openTrialWindow({
    url: centre.url, enrolmentCode: await codeFor(serviceCenter.id), account: getSeedPerson(serviceCenter, "window-clerk").account,
    password: seedPassword.initial, now: () => instantOf(Date.now()),
  });
  await expect.poll(async () => JSON.stringify(await other.pullAll())).toContain(number);
  network.cut();
  const last = (await other.pullAll()).at(-1);
  if (last === undefined) throw new Error("the other window knows no case");
  const withdrawal = other.command("withdrawCase", last.caseId, { reason: "在别的窗口撤回" }, { baseVersion: last.version });
  expect(await other.push([withdrawal])).toMatchObject([{ outcome: "applied" }]);
  await press("F8");
  await dialog().waitFor();
  await press("Control+Enter");
  await seesPaper("补正告知书");
  await press("Escape");
  network.mend();
  await press("Control+Shift+S");
  await press("Control+3");
  const attentions = page.getByRole("listbox", { name: "待处理事项" }).getByRole("option").filter({ hasText: applicantName });
  // The notice itself, and the print of it.
  await expect(attentions).toHaveCount(2, { timeout: 30_000 });
  await expect(attentions.filter({ hasText: "一次性补正告知" })).toContainText("已撤回");
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/attention.png"));
  await hasNoSeriousViolation(page);
  await press("Alt+S");
  await expect(attentions).toHaveCount(1);
  await press("Alt+S");
  await expect(page.getByText("没有需要处理的事项。")).toBeVisible();
  await expect.poll(() => verifyRecord(centre.centre.database)).toMatchObject({ caseCount: 3, faults: [] });
});
