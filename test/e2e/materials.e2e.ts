import { join } from "node:path";
import { expect, test, type Locator } from "@playwright/test";
import { serviceCenter } from "../../server/seed/offices.ts";
import { landUsePreliminaryReview } from "../../server/seed/items/land-use-preliminary-review.ts";
import { shutOut } from "../../server/accounts/workstations.ts";
import { workstations } from "../../server/database/schema.ts";
import { typeThrough } from "./desk.ts";
import { repositoryRoot } from "./launch.ts";
import { startStory, type Story, type StoryDesk } from "./story.ts";

/**
 * Materials that are not simply scanned, by keyboard: one that a certificate in the register stands in for, one that travels as paper,
 * and one whose pages come after acceptance. At the end the centre shuts the PC out.
 */
test.describe.configure({ mode: "serial" });

const item = landUsePreliminaryReview;
const byCode = (code: string) => item.materials.find((material) => material.code === code)!;
const licence = byCode("business-licence");
const map = byCode("planning-map");
const later = byCode("application-form");

let story: Story;
let desk: StoryDesk;

test.beforeAll(async () => {
  story = await startStory("materials");
  desk = await story.openDesk(serviceCenter, "window-clerk");
});
test.afterAll(async () => {
  await desk.close();
  await story.close();
});

const row = (name: string): Locator => desk.page.getByRole("region", { name: "材料清单" }).getByRole("option").filter({ hasText: name });
const stage = (): Locator => desk.page.getByRole("group", { name: "办理" }).getByTestId("stage");

test("a certificate stands in for a material, a map stays on paper, the rest is checked", async () => {
  const { page, press, type, dialog, look } = desk;
  await press("F2");
  await typeThrough(page, item, "王一窗");
  await press("Alt+2");
  for (const [index, material] of item.materials.filter(({ isRequired }) => isRequired).entries()) {
    if (index > 0) await press("Alt+ArrowDown");
    while ((await row(material.name).getAttribute("aria-selected")) !== "true") await press("Alt+ArrowDown");
    if (material === licence) {
      await press("4");
      await expect(dialog().getByLabel("证照编号")).toBeFocused();
      await press("Control+Enter");
      await expect(dialog()).toContainText("请填写证照编号。");
      await look("certificate");
      await type("91360100MA35GQ0X1X");
      await press("Control+Enter");
      await expect(dialog()).toBeHidden();
      await expect(row(material.name)).toContainText("引用证照 91360100MA35GQ0X1X");
      continue;
    }
    if (material === map) {
      await press("3");
      await expect(dialog()).toContainText("纸质随件流转");
      await press("Control+Enter");
      await expect(dialog()).toBeHidden();
      await expect(row(material.name)).toContainText("纸质随件 1 张");
    }
    await press(material.form === "copy" ? "2" : "1");
    await expect(row(material.name)).toContainText(material.form === "copy" ? "复印件" : "原件已核");
  }
  await look("checklist");
});

test("is accepted, and pages that come later are added to what waits for them alone", async () => {
  const { page, press, look } = desk;
  await press("F9");
  await page.getByRole("dialog").getByRole("button", { name: /确认受理/ }).waitFor();
  await look("accept");
  await press("F9");
  await expect(page.getByRole("dialog")).toContainText("受理单");
  await press("Escape");
  await expect(stage()).toHaveText("已受理");
  await expect(row(later.name)).toContainText("待补扫");
  await expect(row(map.name)).not.toContainText("待补扫");
  await press("Alt+2");
  while ((await row(later.name).getAttribute("aria-selected")) !== "true") await press("Alt+ArrowUp");
  await page.getByLabel("选择图片文件").setInputFiles(join(repositoryRoot, "samples/01-施工许可申请表.jpg"));
  await expect(page.getByRole("region", { name: "扫描页" }).getByText("1 页", { exact: true })).toBeVisible({ timeout: 60_000 });
  await press("Control+F9");
  await expect(row(later.name)).not.toContainText("待补扫");
  await expect(row(later.name)).toContainText("扫描 1 页");
  await look("digitised");
});

test("a paper on its way is handed over, each time with names", async () => {
  const { press, type, dialog } = desk;
  await press("Alt+2");
  while ((await row(map.name).getAttribute("aria-selected")) !== "true") await press("Alt+ArrowDown");
  await press("6");
  await expect(dialog().getByLabel("接收人")).toBeFocused();
  await type("李承办");
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
  await press("6");
  await expect(dialog()).toContainText("李承办");
  await press("Escape");
});

test("a PC the centre shut out says so, and keeps what was entered", async () => {
  const { page, press, look } = desk;
  await press("Control+Shift+S");
  await press("Control+4");
  await expect(page.getByText("全部已上传。")).toBeVisible({ timeout: 30_000 });
  const [pc] = await story.centre.centre.database.select({ code: workstations.code }).from(workstations);
  await shutOut(story.centre.centre, pc!.code, "设备遗失", null);
  await press("Control+Shift+S");
  await expect(page.getByText("同步受阻").first()).toBeVisible({ timeout: 30_000 });
  await look("shut-out");
});
