import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Locator } from "@playwright/test";
import { serviceCenter } from "../../server/seed/offices.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { sharp } from "../../scanner/pipeline/sharp.ts";
import { announceServices } from "../emulators/dns-sd.ts";
import { startEsclEmulator, type EsclEmulator } from "../emulators/escl.ts";
import { startIppEvePrinter, type IppEvePrinter } from "../emulators/ipp-eve-printer.ts";
import { ReceiptPrinterEmulator } from "../emulators/receipt-printer.ts";
import { startNetworkPrinter, type NetworkPrinter } from "../emulators/receipt-printer-network.ts";
import { createSamVEmulator } from "../emulators/sam-v.ts";
import { openSamVSerialLine, type SamVSerialLine } from "../emulators/sam-v-line.ts";
import { hasNoSeriousViolation, signIn } from "./desk.ts";
import { launchApp, repositoryRoot, saveScreenshot, type LaunchedApp } from "./launch.ts";

/** The devices of a window set up, tried and watched by keyboard: the real app, and emulators that speak the devices' own protocols. */
test.describe.configure({ mode: "serial" });

const slip = new ReceiptPrinterEmulator();
let folder: string;
let centre: RunningCentre;
let slipPrinter: NetworkPrinter;
let office: IppEvePrinter;
let scanner: EsclEmulator;
let announced: Awaited<ReturnType<typeof announceServices>>;
let reader: SamVSerialLine;
let window: LaunchedApp;

const press = (key: string) => window.page.keyboard.press(key);
const type = (text: string) => window.page.keyboard.type(text);
const list = () => window.page.getByRole("listbox", { name: "本机设备" });
const line = (name: RegExp | string): Locator => list().getByRole("option", { name });
const part = (name: string): Locator => window.page.getByRole("region", { name });
/** Seen from the desk, whatever is chosen; devices are asked every few seconds. */
const stands = async (name: RegExp, state: string): Promise<void> => {
  await expect(line(name)).toContainText(state, { timeout: 60_000 });
};
const screens = join(repositoryRoot, "test-results/screens");
const look = async (name: string): Promise<void> => {
  await saveScreenshot(window, join(screens, `devices-${name}-1920.png`), { width: 1920, height: 1080 });
  await saveScreenshot(window, join(screens, `devices-${name}.png`));
  await hasNoSeriousViolation(window.page);
};

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-devices-"));
  chmodSync(folder, 0o711);
  const sheet = await sharp({ create: { width: 1240, height: 1754, channels: 3, background: "#fff" } })
    .composite([{ input: Buffer.from('<svg width="1240" height="1754"><g font-size="90"><text x="200" y="300">SAMPLE</text></g><rect x="200" y="500" width="800" height="30"/></svg>') }]).jpeg().toBuffer();
  [centre, slipPrinter, office, scanner, reader] = await Promise.all([
    startCentre({ dataFolder: join(folder, "centre") }), startNetworkPrinter(slip), startIppEvePrinter(), startEsclEmulator({ sheets: [{ front: sheet }] }), openSamVSerialLine(createSamVEmulator()),
  ]);
  announced = await announceServices([{ name: "Office Scanner", type: "_uscan._tcp", port: Number(new URL(scanner.url).port), text: { rs: "eSCL", ty: "Emulated Office Scanner" } }]);
  const { enrolmentCodeFor } = await seedTrial(centre.centre);
  window = await launchApp({ options: { centreUrl: centre.url, enrolmentCode: await enrolmentCodeFor(serviceCenter.id), saneConfigFolder: folder } });
  await signIn(window.page, serviceCenter, "window-clerk");
});
test.afterAll(async () => {
  await window.close();
  await Promise.all([announced.close(), slipPrinter.close(), office.close(), scanner.unplug(), reader.close(), centre.close()]);
  rmSync(folder, { recursive: true, force: true });
});

test("says of every kind of device that there is none yet", async () => {
  await press("Control+6");
  await expect(list()).toBeFocused();
  await expect(list().getByRole("option")).toHaveCount(7);
  await look("none");
});

test("the card reader is set up, and seen to be there", async () => {
  await part("身份证阅读器").getByRole("textbox", { name: "端口" }).fill(reader.path);
  await press("Alt+S");
  await stands(new RegExp(reader.path), "正常");
});

test("a receipt printer is set up and prints a test page", async () => {
  await list().focus();
  await press("ArrowDown");
  await press("Alt+N");
  await expect(window.page.getByLabel("名称")).toBeFocused();
  await press("Control+A");
  await type("窗口小票机");
  for (const key of ["Enter", "Enter"]) await press(key);
  await type(slipPrinter.host);
  await press("Enter");
  await press("Control+A");
  await type(String(slipPrinter.port));
  await look("slip-dialog");
  await press("Control+Enter");
  await stands(/窗口小票机/, "正常");
  await press("Alt+T");
  await expect(part("凭条打印机").getByText(/测试页：已打出/)).toBeVisible();
  expect(slip.lines.join("\n")).toMatch(/打印测试页[^]*窗口小票机[^]*㛃𠮷|打印测试页[^]*窗口小票机/);
});

test("its faults show as they come and go", async () => {
  slip.setFaults({ hasPaper: false });
  await stands(/窗口小票机/, "缺纸");
  await look("paper-out");
  await expect(part("凭条打印机").getByText(/小票打印机“窗口小票机”缺纸.*请装好纸卷/)).toBeVisible();
  await expect(line(/窗口小票机/)).toContainText(/\d\d:\d\d 起/);
  slip.setFaults({ hasPaper: true, isCoverOpen: true });
  await stands(/窗口小票机/, "机盖打开");
  slip.mend();
  slip.setFaults({ isNearEnd: true });
  await stands(/窗口小票机/, "纸将用完");
  await slipPrinter.unplug();
  await stands(/窗口小票机/, "连接不上");
  await slipPrinter.plugIn();
  slip.mend();
  await stands(/窗口小票机/, "正常");
});

test("an A4 printer is set up, waits with a jam, and prints when that is mended", async () => {
  await list().focus();
  await press("ArrowDown");
  await press("Alt+N");
  await expect(window.page.getByLabel("名称")).toBeFocused();
  await press("Control+A");
  await type("窗口 A4 打印机");
  for (const key of ["Enter", "Enter"]) await press(key);
  await type(`ipps://localhost:${office.port}/ipp/print`);
  await press("Alt+C");
  await window.page.getByLabel(/指纹一致|信任这台设备/).press("Space");
  await look("a4-dialog");
  await press("Control+Enter");
  await stands(/窗口 A4 打印机/, "正常");
  await expect(part("A4 打印机").getByText("主纸盒、手动进纸、多用途纸盒")).toBeVisible();
  await office.setAttention("media-jam");
  await press("Alt+T");
  await stands(/窗口 A4 打印机/, "卡纸");
  await expect(part("A4 打印机").getByText(/测试页：打印机需要处理.*卡纸/)).toBeVisible();
  await press("Control+5");
  const job = window.page.getByRole("option", { name: /测试页.*打印机需要处理.*窗口 A4 打印机/ });
  await expect(job).toContainText(/卡纸.*请打开机盖/);
  await look("held-up-job");
  await office.mend();
  await expect(window.page.getByRole("option", { name: /测试页.*已打出.*窗口 A4 打印机/ })).toBeVisible({ timeout: 60_000 });
  await press("Control+6");
  await stands(/窗口 A4 打印机/, "正常");
  for (const key of ["ArrowDown", "ArrowDown"]) await press(key);
  await expect(part("A4 打印机").getByText("已登记，只信任这台设备")).toBeVisible();
  const [printed] = await office.readJobs();
  expect(printed?.attributes["IPP_JOB_NAME"]).toMatch(/^test-page-[\w-]+$/);
});

test("a network scanner is found by what it announces, and scans a page to look at", async () => {
  await list().focus();
  await press("ArrowDown");
  await press("Alt+N");
  const dialog = window.page.getByRole("dialog");
  // The answer may take longer than one search.
  await expect(async () => {
    await press("Alt+F");
    await expect(dialog.getByRole("button", { name: /Emulated Office Scanner/ })).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 60_000 });
  await dialog.getByRole("button", { name: /Emulated Office Scanner/ }).press("Enter");
  await expect(dialog.getByLabel("地址")).toHaveValue(scanner.url.replace("127.0.0.1", /\/\/([\d.]+):/.exec(await dialog.getByLabel("地址").inputValue())?.[1] ?? ""));
  await look("scanner-dialog");
  await press("Control+Enter");
  await stands(/Emulated Office Scanner/, "正常");
  await press("Alt+T");
  await expect(window.page.getByRole("img", { name: "试扫的一页" })).toBeVisible({ timeout: 60_000 });
  await look("scanner");
});

test("each paper has its printer, tray and sides, and is tried with them", async () => {
  await list().focus();
  await press("End");
  const papers = part("打印去向");
  await papers.getByLabel("证照的打印机").selectOption("窗口 A4 打印机");
  await papers.getByLabel("证照的纸盒").selectOption("手动进纸");
  await papers.getByLabel("决定文书的打印机").selectOption("窗口 A4 打印机");
  await papers.getByLabel("决定文书的单双面").selectOption("双面，长边翻页");
  await papers.getByRole("button", { name: "试打证照" }).press("Enter");
  await expect(papers.getByText(/测试页：已打出/)).toBeVisible({ timeout: 60_000 });
  await papers.getByRole("button", { name: "试打决定文书" }).press("Enter");
  await expect.poll(async () => (await office.readJobs()).length, { timeout: 60_000 }).toBe(3);
  const [, certificate, decision] = await office.readJobs();
  expect(certificate?.attributes["IPP_MEDIA_COL"]).toContain("media-source=manual");
  expect(decision?.attributes["IPP_SIDES"]).toBe("two-sided-long-edge");
  await look("papers");
});

test("all at once: paper out, printer off, scanner gone, reader unplugged", async () => {
  slip.setFaults({ hasPaper: false });
  await office.cutPower();
  await scanner.unplug();
  await reader.unplug();
  await stands(/窗口小票机/, "缺纸");
  await stands(/窗口 A4 打印机/, "连接不上");
  await stands(/Emulated Office Scanner/, "连接不上");
  await stands(new RegExp(reader.path), "没有接好");
  await list().focus();
  await press("Home");
  await expect(part("身份证阅读器").getByText(/找不到身份证阅读器.*请检查数据线/)).toBeVisible();
  await look("faults");
  await reader.plugIn();
  slip.mend();
  await Promise.all([office.switchOn(), scanner.plugIn()]);
  for (const name of [new RegExp(reader.path), /窗口小票机/, /窗口 A4 打印机/, /Emulated Office Scanner/]) await stands(name, "正常");
});
