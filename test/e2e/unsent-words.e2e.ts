import { expect, test } from "@playwright/test";
import { landUsePreliminaryReview as item } from "../../server/seed/items/land-use-preliminary-review.ts";
import { landDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { openSkfKey, type EmulatedCard } from "../emulators/staff-card/emulated-card.ts";
import { getSeedPerson, signIn } from "./desk.ts";
import { callWorkstation } from "./page-port.ts";
import { isReading, openToSign } from "./story-acts.ts";
import { startStory, type Story, type StoryDesk } from "./story.ts";

/** What a reviewer types against a case, and what becomes of it when their card is pulled, or the process behind the page dies, before they sign. */
test.describe.configure({ mode: "serial" });

const project = "物流园二期";
const before = "拟选地块有一部分在生态保护红线内，";
const after = "申请人没有说明避让的办法。";

let story: Story;
let desk: StoryDesk;
let card: EmulatedCard;

test.beforeAll(async () => {
  story = await startStory("unsent-words");
  card = await openSkfKey("unsigned long", { name: getSeedPerson(landDepartment, "handler").name });
  await story.accept(landDepartment, item, project);
  desk = await story.openDesk(landDepartment, "handler");
});
test.afterAll(async () => {
  await desk.close();
  await card.remove();
  await story.close();
});

const reasons = () => desk.dialog().getByRole("textbox", { name: "理由" });

async function disagree(): Promise<void> {
  await desk.press("F8");
  await expect(desk.page.getByRole("listbox", { name: "常用意见" })).toBeFocused();
}

async function killWorkstation({ page }: StoryDesk): Promise<void> {
  const { output } = (await callWorkstation(page, "app.ping", { text: "" })) as { output: { processId: number } };
  process.kill(output.processId, "SIGKILL");
}

async function enterWithCard(): Promise<void> {
  const form = desk.page.getByRole("form", { name: "证书卡登录" });
  await expect(form.getByLabel("PIN 码")).toBeFocused();
  await desk.type(card.pin);
  await desk.press("Enter");
  await desk.page.getByRole("navigation", { name: "工作页面" }).waitFor();
}

test("a reviewer signs in with a card and begins an opinion", async () => {
  const { page, press, type, dialog } = desk;
  await callWorkstation(page, "staffCard.configure", { settings: { kind: "skf", path: card.libraryPath } });
  await press("Control+Shift+U");
  await expect(dialog().getByLabel("PIN 码")).toBeFocused();
  await type(card.pin);
  await press("Enter");
  await expect(page.getByText(/以后的意见用 .* 的证书卡签名。/)).toBeVisible();
  await press("Control+Shift+L");
  await enterWithCard();
  await openToSign(desk, project);
  await disagree();
  for (const key of ["Tab", "Tab"]) await press(key);
  await expect(reasons()).toBeFocused();
  await type(before);
});

test("the card is pulled: the words stand in the form again when its holder is back", async () => {
  const { page, press, type, dialog, look } = desk;
  card.pull();
  await expect(page.getByText(/证书卡已拔出，本机已锁定/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(before)).toBeHidden();
  card.insert();
  await enterWithCard();
  await isReading(desk, project);
  await disagree();
  await expect(reasons()).toHaveValue(before);
  await expect(dialog()).toContainText("上次没有提交的内容已恢复");
  await look("restored");
  await reasons().focus();
  await press("Control+End");
  await type(after);
});

test("the process behind the page is killed: the words are there, to the last one typed", async () => {
  const { page, press, dialog } = desk;
  await killWorkstation(desk);
  await expect(page.getByText(/本机业务服务意外中断，已重新启动，登录随之结束/)).toBeVisible();
  await enterWithCard();
  await isReading(desk, project);
  await disagree();
  await expect(reasons()).toHaveValue(before + after);
  // Begun anew, nothing of it comes back.
  await press("Alt+X");
  await expect(reasons()).toHaveValue("");
  await press("Escape");
  await expect(dialog()).toBeHidden();
  await disagree();
  await expect(dialog()).not.toContainText("上次没有提交的内容已恢复");
  await press("Escape");
});

test("the next to sit down is shown neither the case nor the words", async () => {
  const { page, press } = desk;
  card.pull();
  await expect(page.getByText(/证书卡已拔出，本机已锁定/)).toBeVisible({ timeout: 30_000 });
  await signIn(page, landDepartment, "section-head");
  await expect(page.getByRole("grid")).toBeFocused();
  await expect(page.locator(".reviewer-head")).toBeHidden();
  expect(await callWorkstation(page, "unsentWords.list", {})).toMatchObject({ output: [] });
  await press("Control+Shift+L");
  card.insert();
  await enterWithCard();
  await openToSign(desk, project);
});

test("signed, they are unsent no longer", async () => {
  const { page, press, type, dialog } = desk;
  await disagree();
  await reasons().focus();
  await type(before + after);
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
  await expect(page.getByRole("grid")).toBeFocused();
  expect(await callWorkstation(page, "unsentWords.list", {})).toMatchObject({ output: [] });
});

test("a clerk signs in once more after the process died, with the form as it was", async () => {
  const window = await story.openDesk(serviceCenter, "window-clerk");
  try {
    const { page, press, type, look } = window;
    await page.getByRole("textbox", { name: "证件号码" }).waitFor();
    await type("11010519491231002X");
    await press("Enter");
    await type("刘一窗");
    const name = page.getByRole("textbox", { name: /姓名/ }).first();
    await expect(name).toHaveValue("刘一窗");
    await killWorkstation(window);
    await expect(page.getByText(/本机业务服务意外中断，已重新启动，登录随之结束/)).toBeVisible();
    await look("cut-off");
    await signIn(page, serviceCenter, "window-clerk");
    await expect(page.getByRole("textbox", { name: "证件号码" })).toHaveValue("11010519491231002X");
    await expect(name).toHaveValue("刘一窗");
    await expect(page.getByText(/登录随之结束/)).toBeHidden();
  } finally {
    await window.close();
  }
});
