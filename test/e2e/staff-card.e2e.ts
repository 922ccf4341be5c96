import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { publicationsDepartment } from "../../server/seed/offices.ts";
import { seedPassword } from "../../server/seed/people.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { openSkfKey, openTwoPkcs11Tokens, type EmulatedCard } from "../emulators/staff-card/emulated-card.ts";
import { launchApp, repositoryRoot, saveScreenshot, type LaunchedApp } from "./launch.ts";

/** A reviewer's SM2 key in the real app, by keyboard: driver set, registered, signed in with, wrong PIN, pulled. */
test.describe.configure({ mode: "serial" });

let folder: string;
let centre: RunningCentre;
let card: EmulatedCard;
let desk: LaunchedApp;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-staff-card-"));
  chmodSync(folder, 0o711);
  centre = await startCentre({ dataFolder: join(folder, "centre") });
  const { enrolmentCodeFor } = await seedTrial(centre.centre);
  card = await openSkfKey("unsigned long", { name: "宋薇" });
  desk = await launchApp({ options: { centreUrl: centre.url, enrolmentCode: await enrolmentCodeFor(publicationsDepartment.id) } });
  const { page } = desk;
  await page.getByRole("form", { name: "登录", exact: true }).waitFor();
  await page.keyboard.type("songwei");
  await page.keyboard.press("Tab");
  await page.keyboard.type(seedPassword.initial);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "工作页面" }).waitFor();
});
test.afterAll(async () => {
  await desk.close();
  await card.remove();
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});

const shoot = (name: string) => saveScreenshot(desk, join(repositoryRoot, `test-results/screens/${name}.png`));

async function hasNoSeriousViolation(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).setLegacyMode().analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id }) => id)).toEqual([]);
}

test("the driver is set, and the card shows with what is left of its PIN", async () => {
  const { page } = desk;
  await page.keyboard.press("Control+6");
  await page.getByRole("group", { name: "工作人员证书卡" }).getByRole("option").click();
  const settings = page.getByRole("region", { name: "工作人员证书卡" });
  await expect(settings.getByText("没有设置，用账号和密码登录")).toBeVisible();
  const found = settings.getByRole("group", { name: "找到的设备" });
  await expect(found.getByText(/找到 \d+ 个，选一个填入/)).toBeVisible();
  await found.getByRole("button", { name: /SoftHSM/ }).click();
  await expect(settings.getByRole("textbox", { name: "驱动程序文件" })).toHaveValue(/libsofthsm2\.so$/);
  await expect(settings.getByLabel("接口")).toHaveValue("pkcs11");
  await settings.getByLabel("接口").selectOption("skf");
  await settings.getByRole("textbox", { name: "驱动程序文件" }).fill("/nowhere.so");
  await page.keyboard.press("Alt+B");
  await expect(page.getByRole("option", { name: /不能使用.*缺少驱动.*起/ })).toBeVisible();
  await expect(settings.getByText(/找不到证书卡的驱动程序（\/nowhere.so）/)).toBeVisible();
  await settings.getByRole("textbox", { name: "驱动程序文件" }).fill(card.libraryPath);
  await page.keyboard.press("Alt+B");
  await expect(settings.getByText("已插卡：宋薇，PIN 码还可以试 3 次")).toBeVisible();
  await expect(page.getByRole("option", { name: /已插卡：宋薇.*正常.*起/ })).toBeVisible();
});

test("it is tried there: a wrong PIN says what is left, the right one signs and is verified", async () => {
  const { page } = desk;
  const settings = page.getByRole("region", { name: "工作人员证书卡" });
  await page.keyboard.press("Alt+T");
  const dialog = page.getByRole("dialog", { name: "试签" });
  await dialog.getByLabel("PIN 码").waitFor();
  await page.keyboard.type("654321");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(/PIN 码不对，还可以试 2 次/)).toBeVisible();
  await expect(settings.getByText("已插卡：宋薇，PIN 码还可以试 2 次")).toBeVisible();
  await page.keyboard.type(card.pin);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(settings.getByText(/✓ 宋薇 的卡 PIN 码正确，SM2 签名验证通过；证书有效期至 \d{4}-/)).toBeVisible();
  await shoot("staff-card-settings");
  await hasNoSeriousViolation();
  card.pull();
  await expect(page.getByRole("option", { name: /没有插卡.*起/ })).toBeVisible();
  card.insert();
  await expect(settings.getByText("已插卡：宋薇，PIN 码还可以试 3 次")).toBeVisible();
});

test("with two cards in it asks which, and sends the PIN to that one only", async () => {
  const { page } = desk;
  const [mine, colleagues] = await openTwoPkcs11Tokens({ name: "宋薇" }, { name: "韩鹏" });
  const settings = page.getByRole("region", { name: "工作人员证书卡" });
  const set = async (kind: string, path: string): Promise<void> => {
    await settings.getByLabel("接口").selectOption(kind);
    await settings.getByRole("textbox", { name: "驱动程序文件" }).fill(path);
    await page.keyboard.press("Alt+B");
  };
  await set("pkcs11", mine.libraryPath);
  await expect(page.getByRole("option", { name: /已插卡：(宋薇、韩鹏|韩鹏、宋薇).*正常/ })).toBeVisible();
  await page.keyboard.press("Alt+T");
  const dialog = page.getByRole("dialog", { name: "试签" });
  const choice = dialog.getByLabel("证书卡");
  await expect(choice).toBeFocused();
  await dialog.getByLabel("PIN 码").fill(colleagues.pin);
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("请先选择是哪一张卡。")).toBeVisible();
  await expect(settings.getByText(/PIN 码(所剩|还可以|只能)/)).toHaveCount(0);
  await choice.selectOption({ label: (await choice.getByRole("option", { name: /韩鹏/ }).textContent()) ?? "" });
  await expect(dialog.getByText("请先选择是哪一张卡。")).toBeHidden();
  await shoot("staff-card-two");
  await hasNoSeriousViolation();
  await dialog.getByLabel("PIN 码").fill(colleagues.pin);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(settings.getByText(/✓ 韩鹏 的卡 PIN 码正确，P-256 签名验证通过/)).toBeVisible();
  await set("skf", card.libraryPath);
  await expect(settings.getByText("已插卡：宋薇，PIN 码还可以试 3 次")).toBeVisible();
  await mine.remove();
});

test("its holder registers it by using it", async () => {
  const { page } = desk;
  await page.keyboard.press("Control+Shift+U");
  const dialog = page.getByRole("dialog", { name: "使用证书卡" });
  await dialog.getByLabel("PIN 码").waitFor();
  await page.keyboard.type("654321");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(/PIN 码不对，还可以试 2 次/)).toBeVisible();
  await shoot("staff-card-wrong-pin");
  await hasNoSeriousViolation();
  await dialog.getByLabel("PIN 码").fill(card.pin);
  await page.keyboard.press("Enter");
  await expect(page.getByText("以后的意见用 宋薇 的证书卡签名。")).toBeVisible();
  await expect(dialog).toBeHidden();
});

test("it signs its holder in, and the page locks when it is pulled", async () => {
  const { page } = desk;
  await page.keyboard.press("Control+Shift+L");
  const form = page.getByRole("form", { name: "证书卡登录" });
  await expect(form.getByText("宋薇")).toBeVisible();
  await shoot("staff-card-sign-in");
  await hasNoSeriousViolation();
  await form.getByLabel("PIN 码").fill("000000");
  await page.keyboard.press("Enter");
  await expect(form.getByText(/还可以试 2 次.*请核对后重新输入/)).toBeVisible();
  await page.keyboard.type(card.pin);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "工作页面" })).toBeVisible();
  card.pull();
  await expect(page.getByText(/证书卡已拔出，本机已锁定/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("有证书卡的，请插卡，用 PIN 码登录。")).toBeVisible();
  await shoot("staff-card-locked");
  await hasNoSeriousViolation();
  card.insert();
  await form.getByLabel("PIN 码").fill(card.pin);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "工作页面" })).toBeVisible();
  card.pull();
  card.insert();
  await expect(page.getByText(/证书卡已拔出，本机已锁定/)).toBeVisible({ timeout: 30_000 });
  await form.getByLabel("PIN 码").fill(card.pin);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "工作页面" })).toBeVisible();
});

test("after three wrong PINs the card is locked and says so", async () => {
  const { page } = desk;
  await page.keyboard.press("Control+Shift+L");
  const form = page.getByRole("form", { name: "证书卡登录" });
  for (const rest of ["还可以试 2 次", "只能再试 1 次", "证书卡已锁死"]) {
    await form.getByLabel("PIN 码").fill("000000");
    await page.keyboard.press("Enter");
    await expect(form.getByText(rest).first()).toBeVisible();
  }
  await expect(form.getByRole("button", { name: /用证书卡登录/ })).toBeDisabled();
  await shoot("staff-card-dead");
});
