import { expect, test } from "@playwright/test";
import { landUsePreliminaryReview as item } from "../../server/seed/items/land-use-preliminary-review.ts";
import { landDepartment } from "../../server/seed/offices.ts";
import { bookPaper, deliverNotice, handOver, isReading, openAtWindow, openRow, openToSign, sign } from "./story-acts.ts";
import { startStory, type Story, type StoryDesk } from "./story.ts";

/**
 * Handler, section head, joint review, decision, through the screens: a special procedure on the way, a case sent back, a review that is split and so
 * goes to the leaders' meeting, and the land-use opinion in the applicant's hand.
 */
test.describe.configure({ mode: "serial" });

const project = "物流园一期";

let story: Story;
let desk: StoryDesk;

test.beforeAll(async () => {
  story = await startStory("land-use");
  await story.accept(landDepartment, item, project);
  desk = await story.openDesk(landDepartment, "handler");
});
test.afterEach(() => story.isWhole());
test.afterAll(async () => {
  await desk.close();
  await story.close();
});

test("the handler stops the clock for a special procedure, of which the window tells the applicant in writing", async () => {
  const { page, press, type, dialog, look } = desk;
  await openToSign(desk, project);
  await press("Alt+S");
  await expect(page.locator("#suspend-procedure")).toBeFocused();
  await press("Control+Enter");
  await expect(dialog()).toContainText("请填写理由。");
  for (const key of ["Enter", "Enter"]) await press(key);
  await type("利害关系人申请听证");
  await look("special-procedure");
  await press("Control+Enter");
  await openRow(desk, project, "暂停计时");
  await isReading(desk, project);
  await expect(page.getByRole("toolbar", { name: "签署" })).toContainText("进行特殊程序");
  await expect(page.getByRole("button", { name: /^同意/ })).toBeHidden();
  await look("suspended");
  await desk.sitDown("window-clerk");
  await deliverNotice(desk, project, "特殊程序告知书", { screen: "notice" });
});

test("the handler sees that it was delivered, lets the clock go on, and signs", async () => {
  const { page, press, type, sitDown } = desk;
  await sitDown("handler");
  await openRow(desk, project, "暂停计时");
  await isReading(desk, project);
  const record = page.getByRole("group", { name: "案情与经办记录内容" });
  await expect(record).toContainText("窗口当面送达");
  await expect(record).toContainText("文书送达");
  await press("Alt+R");
  await expect(page.getByLabel("程序结果")).toBeFocused();
  await type("听证已结束，没有异议");
  await press("Control+Enter");
  await openToSign(desk, project);
  await sign(desk, "F9", "承办人审查：同意");
  await expect(page.getByRole("grid")).toBeFocused();
});

test("the section head sends it back, and agrees when it comes again", async () => {
  const { page, press, type, dialog, look, sitDown } = desk;
  await sitDown("section-head");
  await openToSign(desk, project);
  await press("F7");
  await expect(page.getByLabel("退回到")).toBeFocused();
  await press("Enter");
  await type("请补充占用耕地的核查情况");
  await look("send-back");
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
  await sitDown("handler");
  await openToSign(desk, project);
  await sign(desk, "F9", "承办人审查：同意");
  await sitDown("section-head");
  await openToSign(desk, project);
  await sign(desk, "F9", "科室负责人初审：同意");
});

test("several give their opinion at the joint review, which is split", async () => {
  const { page, sitDown, look } = desk;
  await sitDown("handler");
  await openRow(desk, project, "分管领导会审");
  await isReading(desk, project);
  await sign(desk, "F9", "分管领导会审：同意");
  await sitDown("section-head");
  await openRow(desk, project, "分管领导会审");
  await isReading(desk, project);
  await sign(desk, "F8", "分管领导会审：不同意");
  await sitDown("deputy-leader");
  await openToSign(desk, project);
  const opinions = page.getByRole("list", { name: "签署的意见" }).getByRole("listitem").filter({ hasText: "分管领导会审" });
  await expect(opinions).toHaveCount(2);
  await look("joint-review");
  await sign(desk, "F9", "分管领导会审：同意");
});

test("the leaders' meeting resolves, and the chief leader decides", async () => {
  const { page, press, type, dialog, look, sitDown } = desk;
  await sitDown("chief-leader");
  await openRow(desk, project, "厅长办公会");
  await isReading(desk, project);
  await press("Alt+J");
  await expect(page.getByLabel("会议决定")).toBeFocused();
  for (const key of ["Enter", "Enter"]) await press(key);
  await type("付长明、叶青、郭少峰");
  await press("Enter");
  await type("会议认为选址符合国土空间规划，同意通过用地预审。");
  await look("meeting");
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
  await openToSign(desk, project);
  await sign(desk, "F9", "主管领导签发：准予许可");
  await story.reaches(project, "granted");
});

test("the opinion is made, printed and handed over, and the case closed", async () => {
  const { page, press, sitDown } = desk;
  await sitDown("certificate-officer");
  await openRow(desk, project, "待制证");
  await expect(page.getByTestId("certificate-preview").first()).toBeVisible({ timeout: 30_000 });
  await press("F9");
  await expect(page.getByText("证照已编号、用印。")).toBeVisible({ timeout: 30_000 });
  await bookPaper(desk, "Y0001");
  await sitDown("window-clerk");
  await openAtWindow(desk, project);
  await handOver(desk);
  await story.reaches(project, "closed");
  await desk.look("closed");
});
