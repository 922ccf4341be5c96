import { expect } from "@playwright/test";
import type { StoryDesk } from "./story.ts";

/** What the people of a story do at the screens to carry a case on, by keyboard; only the applicant's pen is moved. */

/** A clerk finds the project's case among all and opens it. */
export async function openAtWindow({ page, press, type }: StoryDesk, projectName: string): Promise<void> {
  await press("Control+Shift+S");
  await press("F3");
  await press("Alt+3");
  await expect(page.getByLabel("查找")).toBeFocused();
  await press("Control+A");
  await type(projectName);
  await expect(page.getByRole("grid").getByRole("gridcell", { name: projectName })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("status").filter({ hasText: /^1 件$/ })).toBeVisible();
  await press("Enter");
  await expect(page.getByRole("group", { name: "办理" }).getByTestId("case-number")).toBeVisible();
}

/** Walks to the project's row and opens it, once it stands so there. */
export async function openRow({ page, press }: StoryDesk, projectName: string, state: string): Promise<void> {
  const grid = page.getByRole("grid");
  const row = grid.getByRole("row").filter({ hasText: projectName });
  await expect(row).toContainText(state, { timeout: 30_000 });
  const place = Number(await row.getAttribute("aria-rowindex")) - 2;
  await grid.focus();
  await press("Home");
  for (let step = 0; step < place; step += 1) await press("ArrowDown");
  await press("Enter");
}

/** A reviewer opens the project's case, whose turn it is theirs. */
export async function openToSign(desk: StoryDesk, projectName: string): Promise<void> {
  await openRow(desk, projectName, "（待签）");
  await isReading(desk, projectName);
}

export async function isReading({ page }: StoryDesk, projectName: string): Promise<void> {
  await expect(page.locator(".reviewer-head")).toContainText(projectName);
}

/** Signs the case that is open with a common phrase, by its number; whoever is against writes it as the reason. */
export async function sign(desk: StoryDesk, key: "F9" | "F8", title: string, screen?: string): Promise<void> {
  const { page, press, dialog, look } = desk;
  await press(key);
  await expect(dialog()).toContainText(title);
  await expect(page.getByRole("listbox", { name: "常用意见" })).toBeFocused();
  await press("2");
  if (screen !== undefined) await look(screen);
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
}

/** The result of the case open at the window goes to the applicant, who signs on the pad; the case is closed with it. */
export async function handOver(desk: StoryDesk, screen?: string): Promise<void> {
  const { page, press, dialog, look } = desk;
  await expect(page.getByRole("button", { name: /交付结果/ })).toBeVisible({ timeout: 30_000 });
  await press("Alt+H");
  await expect(page.locator("#recipient-relation")).toBeFocused();
  // Nobody signed yet: it says so, and hands nothing over.
  await press("Control+Enter");
  await expect(page.getByText(/还没有签收/)).toBeVisible();
  await writeSignature(desk);
  await press("Alt+T");
  await expect(dialog().getByRole("img", { name: "领取人签名" })).toBeVisible({ timeout: 30_000 });
  if (screen !== undefined) await look(screen);
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
  await expect(page.getByRole("group", { name: "办理" }).getByTestId("stage")).toHaveText("已办结");
}

async function writeSignature({ page, dialog }: StoryDesk): Promise<void> {
  const pad = await dialog().getByRole("img", { name: "请领取人在框内签名" }).boundingBox();
  if (pad === null) throw new Error("there is no pad to sign on");
  for (const height of [0.3, 0.6]) {
    await page.mouse.move(pad.x + pad.width * 0.2, pad.y + pad.height * height);
    await page.mouse.down();
    await page.mouse.move(pad.x + pad.width * 0.5, pad.y + pad.height * (height + 0.15), { steps: 8 });
    await page.mouse.move(pad.x + pad.width * 0.8, pad.y + pad.height * (height - 0.1), { steps: 8 });
    await page.mouse.up();
  }
}

/** A clerk finds the notice among those to be delivered and gives it to the applicant, at the window or by post; it leaves the list. */
export async function deliverNotice(desk: StoryDesk, projectName: string, notice: string, { postNumber, screen }: { postNumber?: string; screen: string }): Promise<void> {
  const { page, press, type, dialog, look } = desk;
  const list = async (): Promise<void> => {
    await press("Control+2");
    await press("Alt+7");
    await expect(page.getByRole("columnheader", { name: "待送达的文书" })).toBeVisible();
  };
  await press("Control+Shift+S");
  await list();
  await expect(page.getByRole("grid").getByRole("row").filter({ hasText: projectName })).toContainText(notice, { timeout: 30_000 });
  await look(`${screen}-list`);
  await openRow(desk, projectName, notice);
  await expect(page.getByRole("group", { name: "办理" })).toContainText("1 份文书待送达");
  await press("Alt+N");
  await expect(page.getByLabel("送达方式")).toBeFocused();
  await expect(dialog().getByRole("option", { name: new RegExp(`^${notice} `) })).toBeAttached();
  // Its delivery receipt is made right after it.
  await expect(dialog().getByRole("button", { name: "打印送达回证" })).toBeEnabled({ timeout: 30_000 });
  if (postNumber !== undefined) {
    await press("ArrowDown");
    // A letter without a number is not recorded: it says so.
    await press("Control+Enter");
    await expect(dialog()).toContainText("请填写邮件号");
    await expect(page.getByLabel("邮件号")).toBeFocused();
    await type(postNumber);
  }
  await look(screen);
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
  await expect(page.getByRole("region", { name: "申请信息" })).toContainText(postNumber ?? "窗口当面送达");
  await expect(page.getByRole("button", { name: "送达文书" })).toBeHidden();
  await list();
  await expect(page.getByRole("grid").getByRole("row").filter({ hasText: projectName })).toBeHidden();
}

/** Books the sheet the certificate that is open was printed on. */
export async function bookPaper({ page, press, type, dialog }: StoryDesk, paperSerial: string): Promise<void> {
  await press("F12");
  await expect(dialog()).toContainText("打印证照");
  await expect(page.getByLabel("证纸编号")).toBeFocused();
  await press("Control+A");
  await type(paperSerial);
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
  await expect(page.getByRole("list", { name: "证照记录" })).toContainText(`打印：证纸 ${paperSerial}`);
}
