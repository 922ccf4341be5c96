import { expect, test } from "@playwright/test";
import { constructionPermit as item } from "../../server/seed/items/construction-permit.ts";
import { constructionDepartment } from "../../server/seed/offices.ts";
import { bookPaper, handOver, isReading, openAtWindow, openRow, openToSign, sign } from "./story-acts.ts";
import { startStory, type Story, type StoryDesk } from "./story.ts";

/**
 * Window, section, deputy leader, chief leader, window, through the screens: one permit that two officers make, one application denied and one
 * withdrawn under way. The people of the department take turns at one PC.
 */
test.describe.configure({ mode: "serial" });

const [granted, denied, withdrawn] = ["一号楼工程", "二号楼工程", "三号楼工程"] as const;

let story: Story;
let desk: StoryDesk;

test.beforeAll(async () => {
  story = await startStory("construction-permit");
  await story.accept(constructionDepartment, item, granted, denied, withdrawn);
  desk = await story.openDesk(constructionDepartment, "section-head");
});
test.afterEach(() => story.isWhole());
test.afterAll(async () => {
  await desk.close();
  await story.close();
});

test("the section head signs one case after the other without going back to the inbox", async () => {
  await openToSign(desk, granted);
  await sign(desk, "F9", "科室审核：同意");
  await isReading(desk, denied);
  await sign(desk, "F9", "科室审核：同意");
  await isReading(desk, withdrawn);
  await sign(desk, "F9", "科室审核：同意");
  await expect(desk.page.getByRole("grid")).toBeFocused();
  await desk.look("inbox");
});

test("the applicant withdraws one at the window", async () => {
  const { page, press, type, dialog, look, sitDown } = desk;
  await sitDown("window-clerk");
  await openAtWindow(desk, withdrawn);
  await press("Control+F7");
  await expect(page.getByLabel("撤回原因")).toBeFocused();
  await type("建设单位调整方案，另行申请");
  await press("Control+Enter");
  await expect(dialog()).toContainText("准予撤回决定书");
  await expect(dialog().getByTestId("receipt-preview")).toBeVisible();
  await look("withdrawn");
  await press("Escape");
  await expect(page.getByTestId("stage")).toHaveText("已撤回");
  await story.reaches(withdrawn, "withdrawn");
});

test("the deputy leader agrees to one and gives reasons against the other", async () => {
  await desk.sitDown("deputy-leader");
  await openToSign(desk, granted);
  await sign(desk, "F9", "分管领导审核：同意");
  await isReading(desk, denied);
  await sign(desk, "F8", "分管领导审核：不同意", "disagreement");
  await expect(desk.page.getByRole("grid")).toBeFocused();
});

test("the chief leader grants one and denies the other with reasons, basis and remedies", async () => {
  const { page, press, dialog } = desk;
  await desk.sitDown("chief-leader");
  await openToSign(desk, granted);
  await sign(desk, "F9", "主管领导审批：准予许可");
  await isReading(desk, denied);
  await expect(page.getByRole("list", { name: "签署的意见" })).toContainText("现场情况与申请材料不一致。");
  await press("F8");
  await expect(dialog().getByLabel("救济途径")).toHaveValue(/行政复议.*行政诉讼/);
  await press("Control+Enter");
  await expect(dialog()).toContainText("请写明理由。");
  await press("Escape");
  await sign(desk, "F8", "主管领导审批：不予许可", "denial");
  await story.reaches(granted, "granted");
  await story.reaches(denied, "denied");
});

test("one officer checks the permit and another makes it", async () => {
  const { page, press, look } = desk;
  const act = (name: RegExp) => page.getByRole("toolbar", { name: "制证办理" }).getByRole("button", { name });
  await desk.sitDown("certificate-officer");
  await openRow(desk, granted, "待制证");
  await expect(page.getByTestId("certificate-preview").first()).toBeVisible({ timeout: 30_000 });
  await expect(act(/制证/)).toBeHidden();
  await press("F8");
  await expect(page.getByText(/已由 邓莉 审核/)).toBeVisible();
  await expect(act(/制证/)).toBeHidden();
  await look("certificate-prepared");
  await desk.sitDown("certificate-officer", 1);
  await openRow(desk, granted, "待第二人制证");
  await expect(act(/制证/)).toBeVisible({ timeout: 30_000 });
  await press("F9");
  await expect(page.getByText("证照已编号、用印。")).toBeVisible({ timeout: 30_000 });
  await bookPaper(desk, "S20260001");
  await look("certificate-printed");
});

test("the window hands over the permit, and the denial with its remedies", async () => {
  const { page, press, dialog, look } = desk;
  await desk.sitDown("window-clerk");
  await openAtWindow(desk, granted);
  await handOver(desk, "hand-over");
  await openAtWindow(desk, denied);
  await expect(page.getByTestId("stage")).toHaveText("不予许可");
  await press("Alt+W");
  await expect(dialog().getByRole("option", { name: /不予行政许可决定书/ })).toBeAttached({ timeout: 30_000 });
  await look("denial-papers");
  await press("Escape");
  await handOver(desk, "denial-hand-over");
  for (const project of [granted, denied]) await story.reaches(project, "closed");
});
