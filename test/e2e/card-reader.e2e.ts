import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { serviceCenter } from "../../server/seed/offices.ts";
import { seedPassword, serviceCenterStaff } from "../../server/seed/people.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { createSamVEmulator } from "../emulators/sam-v.ts";
import { loadSamVCard } from "../emulators/sam-v-card.ts";
import { openSamVSerialLine, type SamVSerialLine } from "../emulators/sam-v-line.ts";
import { launchApp, repositoryRoot, saveScreenshot, type LaunchedApp } from "./launch.ts";

/** Identity cards at the window: the reader set up and used by keyboard, the real app on a real serial line. Needs `socat`. */
test.describe.configure({ mode: "serial" });

const emulator = createSamVEmulator();
let folder: string;
let centre: RunningCentre;
let line: SamVSerialLine;
let window: LaunchedApp;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-card-reader-"));
  chmodSync(folder, 0o711);
  centre = await startCentre({ dataFolder: join(folder, "centre") });
  const { enrolmentCodeFor } = await seedTrial(centre.centre);
  line = await openSamVSerialLine(emulator);
  window = await launchApp({ options: { centreUrl: centre.url, enrolmentCode: await enrolmentCodeFor(serviceCenter.id) } });
  const { page } = window;
  await page.getByRole("form", { name: "登录" }).waitFor();
  await page.keyboard.type(serviceCenterStaff[0]?.account ?? "");
  await page.keyboard.press("Tab");
  await page.keyboard.type(seedPassword.initial);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "工作页面" }).waitFor();
});
test.afterAll(async () => {
  await window.close();
  await line.close();
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});

const number = () => window.page.getByRole("textbox", { name: /号码/ }).first();
const name = () => window.page.getByRole("textbox", { name: /^姓名/ });

test("says that no reader is set up, and where to do that", async () => {
  await window.page.keyboard.press("F2");
  await window.page.keyboard.press("Control+I");
  await expect(window.page.getByText(/还没有设置身份证阅读器.*设备设置/)).toBeVisible();
});

test("is set up and tried in the settings", async () => {
  const { page } = window;
  await page.keyboard.press("Control+6");
  const reader = page.getByRole("region", { name: "身份证阅读器" });
  await reader.getByRole("textbox", { name: "端口" }).fill(line.path);
  await page.keyboard.press("Alt+S");
  await expect(reader.getByText(`使用 ${line.path}，波特率 115200`)).toBeVisible();
  await page.keyboard.press("Control+I");
  await expect(reader.getByText(/请把证件平放在阅读器上/)).toBeVisible();
  emulator.layCard(loadSamVCard("resident"));
  await expect(reader.getByText(/读到 张㛃𠮷 的证件，长期有效/)).toBeVisible();
  await expect(reader.getByText(/没有照片（本机未配置照片解码器）/)).toBeVisible();
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/device-settings.png"));
  await hasNoSeriousViolation();
  emulator.liftCard();
});

test("shows the photo once a decoder is named", async () => {
  const { page } = window;
  const reader = page.getByRole("region", { name: "身份证阅读器" });
  await reader.getByRole("textbox", { name: "照片解码命令" }).fill(`"${process.execPath}" "${join(repositoryRoot, "test/emulators/photo-decoder.ts")}" bmp {file}`);
  await page.keyboard.press("Alt+W");
  await expect(page.getByText("照片解码命令已保存。")).toBeVisible();
  await page.keyboard.press("Control+I");
  await expect(reader.getByText(/请把证件平放在阅读器上/)).toBeVisible();
  emulator.layCard(loadSamVCard("resident"));
  await expect(reader.getByRole("img", { name: "证件照片", exact: true })).toHaveJSProperty("naturalHeight", 126);
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/photo-decoder.png"));
  await hasNoSeriousViolation();
  emulator.liftCard();
});

test("fills the new case from a card and goes on to the item", async () => {
  const { page } = window;
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+I");
  await expect(page.getByText(/请把证件平放在阅读器上/)).toBeVisible();
  emulator.layCard(loadSamVCard("resident"));
  await expect(page.getByText("已从证件读入")).toBeVisible();
  await expect(page.getByLabel("居民身份证号码（读卡）")).toHaveValue("11010519491231002X");
  await expect(page.getByLabel("姓名（读卡）")).toHaveValue("张㛃𠮷");
  await expect(page.getByLabel("地址")).toHaveValue("北京市朝阳区某某街道1号院2单元301室");
  await expect(page.getByRole("combobox", { name: "事项" })).toBeFocused();
  await expect(page.getByRole("img", { name: "证件照片", exact: true })).toBeVisible();
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/card-read.png"));
  await hasNoSeriousViolation();
  await name().press("End");
  await page.keyboard.type("甲");
  await expect(page.getByLabel("姓名（读卡）")).toHaveCount(0);
  await expect(page.getByText("已从证件读入")).toBeHidden();
  await expect(page.getByRole("img", { name: /证件照片/ })).toHaveCount(0);
  emulator.liftCard();
});

test("says that a card has expired, and fills all the same", async () => {
  await window.page.keyboard.press("F2");
  await window.page.keyboard.press("Control+I");
  emulator.layCard(loadSamVCard("gat"));
  await expect(window.page.getByText("证件已于 2024-01-01 到期")).toBeVisible();
  await expect(name()).toHaveValue("陈小明");
  emulator.liftCard();
});

test("fills nothing from a card that was pulled away, and says so", async () => {
  await window.page.keyboard.press("F2");
  emulator.setFault("pulled-mid-read", 1);
  emulator.layCard(loadSamVCard("resident"));
  await window.page.keyboard.press("Control+I");
  await expect(window.page.getByText(/证件在读取途中被拿开.*没有采用/)).toBeVisible();
  await expect(number()).toHaveValue("");
  await expect(name()).toHaveValue("");
});

test("stops waiting by Escape, and at the next applicant", async () => {
  const { page } = window;
  const isWaiting = page.getByText(/请把证件平放在阅读器上/);
  for (const key of ["Escape", "Control+I", "F2"]) {
    await page.keyboard.press("Control+I");
    await expect(isWaiting).toBeVisible();
    await page.keyboard.press(key);
    await expect(isWaiting).toBeHidden();
  }
  emulator.layCard(loadSamVCard("resident"));
  await page.keyboard.press("Control+I");
  await expect(name()).toHaveValue("张㛃𠮷");
});

test("after the reception every notice leaves the buttons free, and what went well goes by itself", async () => {
  const { page } = window;
  await page.getByRole("combobox", { name: "事项" }).press("1");
  await page.locator("#field-projectName").fill("一窗书店");
  await page.getByLabel("手机号码").fill("13800000000");
  await page.keyboard.press("F4");
  await expect(page.getByTestId("case-number")).toBeVisible();
  await expect(page.getByRole("region", { name: "申请信息" }).getByRole("img", { name: "证件照片", exact: true })).toBeVisible();
  const done = page.getByText("已接件。请核对并扫描材料。");
  await expect(done).toBeVisible();
  await expect(page.getByText(/没有送去打印/)).toBeVisible();
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/notices.png"));
  const bar = await page.getByRole("group", { name: "办理" }).boundingBox();
  const lowest = await page.locator(".notice").evaluateAll((notices) => Math.max(...notices.map((notice) => notice.getBoundingClientRect().bottom)));
  expect(lowest).toBeLessThanOrEqual(bar?.y ?? 0);
  await expect(done).toBeHidden();
  await expect(page.getByText(/没有送去打印/)).toBeVisible();
});

async function hasNoSeriousViolation(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: window.page }).setLegacyMode(true).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}
