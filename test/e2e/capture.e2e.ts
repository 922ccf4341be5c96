import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import sharp from "sharp";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { setCameraTrouble } from "../emulators/camera-trouble.ts";
import { hasNoSeriousViolation, signIn, typeThrough } from "./desk.ts";
import { launchApp, repositoryRoot, saveScreenshot, type LaunchedApp } from "./launch.ts";

/**
 * A document camera and a signature pad at the window, by key and by pen. The camera is Chromium's own made-up one, shown a film of a
 * sheet on a dark mat; whether the page may look through it is decided by our gate, as with a real one.
 */
test.describe.configure({ mode: "serial" });

const item = publicationsRetailLicence;
let folder: string;
let centre: RunningCentre;
let window: LaunchedApp;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-capture-"));
  chmodSync(folder, 0o711);
  centre = await startCentre({ dataFolder: join(folder, "centre") });
  const { enrolmentCodeFor } = await seedTrial(centre.centre);
  const film = join(folder, "sheet.mjpeg");
  writeFileSync(film, await sheetOnMat());
  window = await launchApp({
    options: { centreUrl: centre.url, enrolmentCode: await enrolmentCodeFor(serviceCenter.id), pageMode: "fast" },
    arguments: ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`],
  });
  await signIn(window.page, serviceCenter, "window-clerk");
  await window.page.keyboard.press("F2");
  await typeThrough(window.page, item, "李一窗");
});
test.afterAll(async () => {
  await window.close();
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});

const pages = (page: Page) => page.getByRole("region", { name: "扫描页" });
const camera = (page: Page) => page.getByRole("dialog").filter({ hasText: "拍摄" });

test("the camera shows the sheet; it is taken, taken again, and kept by key", async () => {
  const { page } = window;
  await page.keyboard.press("Alt+C");
  await expect.poll(() => page.getByLabel("实时画面").evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(1000);
  await expect(camera(page).getByRole("combobox", { name: "摄像头" })).toHaveText(/fake_device|sheet|摄像头/);
  await page.keyboard.press("Space");
  await expect(camera(page).getByAltText("拍下的照片")).toBeVisible();
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/camera.png"));
  await hasNoSeriousViolation(page);
  await page.keyboard.press("R");
  await expect(camera(page).getByLabel("实时画面")).toBeVisible();
  for (const count of [1, 2]) {
    await page.keyboard.press("Space");
    await expect(camera(page).getByAltText("拍下的照片")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(camera(page).getByText(`已拍 ${count} 张`)).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(camera(page)).toBeHidden();
  await expect(pages(page).getByText("2 页", { exact: true })).toBeVisible({ timeout: 60_000 });
  // Which of the two is shown depends on which was ready when.
  await pages(page).getByRole("option", { name: "第 1 页" }).click();
  await expect(page.getByRole("img", { name: /第 1 页/ })).toBeVisible();
  const shape = await page.getByRole("img", { name: /第 1 页/ }).evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight);
  // The mat is gone: the page is the sheet, upright.
  expect(shape).toBeGreaterThan(0.65);
  expect(shape).toBeLessThan(0.78);
});

test("pulled out with the picture on, the dialog says so; put back, the picture comes by itself", async () => {
  const { page } = window;
  await page.keyboard.press("Alt+C");
  const hasPicture = () => expect.poll(() => page.getByLabel("实时画面").evaluate((video: HTMLVideoElement) => (video.srcObject === null ? 0 : video.videoWidth))).toBeGreaterThan(1000);
  await hasPicture();
  await setCameraTrouble(page, "none");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+C");
  await hasPicture();
  await setCameraTrouble(page, "unplugged");
  const said = camera(page).getByText(/没有找到摄像头或高拍仪|摄像头的连接断了/);
  await expect(said).toBeVisible();
  await expect(camera(page).getByRole("button", { name: /拍摄/ })).toBeDisabled();
  await setCameraTrouble(page, "none");
  await hasPicture();
  await expect(said).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(camera(page)).toBeHidden();
});

test("the camera is let go when the dialog closes, and no page but ours is given it", async () => {
  const isGivenCamera = (url: string): Promise<string> =>
    window.app.evaluate(async ({ BrowserWindow }, target) => {
      const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      await other.loadURL(target);
      const ask = 'navigator.mediaDevices?.getUserMedia({ video: true }).then((stream) => { stream.getTracks().forEach((track) => track.stop()); return "granted"; }, (error) => error.name) ?? "none"';
      const answer = String(await other.webContents.executeJavaScript(ask));
      other.destroy();
      return answer;
    }, url);
  expect(await isGivenCamera("data:text/html,<p>foreign</p>")).not.toBe("granted");
  expect(await isGivenCamera(`${centre.url}/health`)).not.toBe("granted");
  expect(await isGivenCamera("app://yichuang/index.html")).toBe("granted");
  const sound = await window.page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => "granted", (error: Error) => error.name));
  expect(sound).toBe("NotAllowedError");
  const both = await window.page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => "granted", (error: Error) => error.name));
  expect(both).toBe("NotAllowedError");
});

test("a signature written with a pen becomes a page, and is not taken for writing that nobody can read", async () => {
  const { page } = window;
  await page.keyboard.press("Alt+S");
  const dialog = page.getByRole("dialog").filter({ hasText: "手写签名" });
  const take = dialog.getByRole("button", { name: "采用签名" });
  await expect(take).toBeDisabled();
  const pad = dialog.getByRole("img", { name: "请申请人在框内签名" });
  const box = await pad.boundingBox();
  if (!box) throw new Error("the pad is not shown");
  const write = async (points: readonly (readonly [number, number])[]): Promise<void> => {
    for (const [index, [x, y]] of points.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
      if (index === 0) await page.mouse.down();
    }
    await page.mouse.up();
  };
  await write([[0.1, 0.5], [0.12, 0.5]]);
  await expect(take).toBeDisabled();
  await write([[0.2, 0.7], [0.3, 0.2], [0.4, 0.7], [0.5, 0.3], [0.65, 0.6], [0.85, 0.4]]);
  await expect(take).toBeEnabled();
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/signature-pad.png"));
  await hasNoSeriousViolation(page);
  await page.keyboard.press("Alt+C");
  await expect(take).toBeDisabled();
  await write([[0.2, 0.7], [0.3, 0.2], [0.4, 0.7], [0.5, 0.3], [0.65, 0.6], [0.85, 0.4]]);
  await page.keyboard.press("Alt+T");
  await expect(dialog).toBeHidden();
  await expect(pages(page).getByText("3 页", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(pages(page).getByText("请重扫")).toHaveCount(0);
  await expect(pages(page).getByText("空白？")).toHaveCount(0);
});

test("at the devices the camera is seen live, chosen and tried, and the pad is tried; nothing is kept", async () => {
  const { page } = window;
  await page.keyboard.press("Control+6");
  const line = page.getByRole("group", { name: "高拍仪和签名板" }).getByRole("option");
  await expect(line).toContainText(/(fake|sheet|摄像头).*正常.*起/);
  for (const [trouble, light] of [["unplugged", "没有接好"], ["none", "正常"]] as const) {
    await setCameraTrouble(page, trouble);
    await expect(line).toContainText(light);
  }
  await line.click();
  const part = page.getByRole("region", { name: "高拍仪和签名板" });
  await expect(part.getByText("正常")).toBeVisible();
  await expect.poll(() => part.getByLabel("实时画面").evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(1000);
  await part.getByRole("combobox", { name: "摄像头" }).selectOption({ index: 0 });
  await expect(part.getByText("正常")).toBeVisible();
  await expect.poll(() => part.getByLabel("实时画面").evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(1000);
  await page.keyboard.press("Alt+T");
  await expect(part.getByText(/1600 × 1200，A4 铺满画面时约 136 dpi：不够看清/)).toBeVisible();
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/camera-part.png"));
  await hasNoSeriousViolation(page);
  await setCameraTrouble(page, "unplugged");
  await expect(line).toContainText("没有接好");
  await expect(part.getByRole("alert")).toHaveText(/没有找到摄像头或高拍仪.*请检查数据线|摄像头的连接断了.*请插好数据线/);
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/camera-unplugged.png"));
  await hasNoSeriousViolation(page);
  await setCameraTrouble(page, "none");
  await expect(line).toContainText("正常");
  for (const [trouble, light, said] of [["in-use", "被占用", /被其他程序占用.*关掉/], ["refused", "没有权限", /系统不允许.*隐私设置/]] as const) {
    await setCameraTrouble(page, trouble);
    await part.getByRole("combobox", { name: "摄像头" }).selectOption({ index: 0 });
    await expect(line).toContainText(light);
    await expect(part.getByRole("alert")).toHaveText(said);
    await setCameraTrouble(page, "none");
    await part.getByRole("button", { name: /重新打开/ }).click();
    await expect(line).toContainText("正常");
  }
  await page.keyboard.press("Alt+P");
  const dialog = page.getByRole("dialog", { name: "试签名板" });
  const box = await dialog.getByRole("img", { name: /用签名板的笔在框内写字/ }).boundingBox();
  if (!box) throw new Error("the pad is not shown");
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  for (const [x, y] of [[200, 40], [300, 160], [400, 60], [500, 140]] as const) await page.mouse.move(box.x + x, box.y + y, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press("Alt+T");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("签名板可以使用，试写的内容没有保存。")).toBeVisible();
});

/** One picture of a film: a sheet of paper, a little askew, on a dark mat under the camera. */
async function sheetOnMat(): Promise<Buffer> {
  const sheet = await sharp(join(repositoryRoot, "samples/05-中标通知书.jpg")).resize(760, 1075).rotate(1.5, { background: "#20242a" }).png().toBuffer();
  const mat = sharp({ create: { width: 1600, height: 1200, channels: 3, background: "#20242a" } });
  return mat.composite([{ input: sheet, gravity: "centre" }]).jpeg({ quality: 92 }).toBuffer();
}
