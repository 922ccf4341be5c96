import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { publicationsRetailLicence as item } from "../../server/seed/items/publications-retail-licence.ts";
import { seedPassword } from "../../server/seed/people.ts";
import { openTrialWindow, trialApplication } from "../centre/trial-window.ts";
import { startIppEvePrinter, type IppEvePrinter } from "../emulators/ipp-eve-printer.ts";
import { agreeing, granting } from "../fixtures/cases.ts";
import { getSeedPerson } from "./desk.ts";
import { deliverNotice, handOver, isReading, openAtWindow, openRow, openToSign, sign } from "./story-acts.ts";
import { startStory, type Story, type StoryDesk } from "./story.ts";

/**
 * The three-level flow through the screens, from the acceptance to the certificate in the applicant's hand and to whoever verifies it; and a
 * fee that nobody paid. A window of the hall and a PC of the department stand side by side.
 */
test.describe.configure({ mode: "serial" });

const [paid, other] = ["春风书店", "秋雨书店"] as const;
const unpaid = trialApplication.projectName;
const dayMs = 24 * 60 * 60_000;

let story: Story;
let printer: IppEvePrinter;
let hall: StoryDesk;
let department: StoryDesk;
let certificate: Buffer;

test.beforeAll(async () => {
  // Granted a month ago, and nobody came to pay.
  [story, printer] = await Promise.all([startStory("retail-licence", 30 * dayMs), startIppEvePrinter()]);
  await grantUnpaid();
  story.setLag(0);
  await story.accept(serviceCenter, item, paid, other);
  hall = await story.openDesk(serviceCenter, "window-clerk");
  department = await story.openDesk(publicationsDepartment, "handler");
});
test.afterEach(() => story.isWhole());
test.afterAll(async () => {
  await hall.close();
  await department.close();
  await printer.close();
  await story.close();
});

async function grantUnpaid(): Promise<void> {
  const [window, handler, chief] = await Promise.all(
    ([[serviceCenter, "window-clerk"], [publicationsDepartment, "handler"], [publicationsDepartment, "chief-leader"]] as const).map(async ([office, role]) =>
      openTrialWindow({ url: story.centre.url, enrolmentCode: await story.enrolmentCodeFor(office), account: getSeedPerson(office, role).account, password: seedPassword.initial, now: story.now })),
  );
  if (!window || !handler || !chief) throw new Error("three people carry the case to its grant");
  const reception = window.reception();
  const [{ caseId }] = reception as [(typeof reception)[number]];
  await window.push([...reception, window.command("acceptCase", caseId, {})]);
  const [opinion, decision] = [agreeing("preliminary-review"), granting];
  if (opinion.kind !== "signOpinion" || decision.kind !== "decideCase") throw new Error("an opinion and a decision are signed");
  await handler.push([await handler.signedCommand("signOpinion", caseId, opinion.payload)]);
  expect(await chief.push([await chief.signedCommand("decideCase", caseId, decision.payload)])).toMatchObject([{ outcome: "applied" }]);
}

test("each reviewer signs on an account of their own, and the next case comes by itself", async () => {
  await openToSign(department, paid);
  await sign(department, "F9", "初审：同意");
  await isReading(department, other);
  await sign(department, "F9", "初审：同意");
  await expect(department.page.getByRole("grid")).toBeFocused();
  await department.sitDown("chief-leader");
  await openToSign(department, paid);
  await expect(department.page.getByRole("list", { name: "签署的意见" })).toContainText("宋薇");
  await sign(department, "F9", "终审：准予许可");
  await story.reaches(paid, "awaiting-payment");
});

test("the window sends the notice of the fee, and takes the fee", async () => {
  const { page, press, dialog, look } = hall;
  await deliverNotice(hall, paid, "缴费通知书", { postNumber: "EMS1234567890123", screen: "fee-notice" });
  await openAtWindow(hall, paid);
  await expect(page.getByTestId("stage")).toHaveText("待缴费", { timeout: 30_000 });
  await press("Alt+P");
  await expect(page.getByLabel("缴费方式")).toBeFocused();
  await expect(dialog()).toContainText("10.00 元");
  await look("payment");
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
  await expect(page.getByTestId("stage")).toHaveText("准予许可");
  await story.reaches(paid, "granted");
});

test("the certificate officer numbers and seals it, spoils a sheet and prints it on the next", async () => {
  const { page, press, type, dialog, look, sitDown } = department;
  await sitDown("certificate-officer");
  await addPrinter();
  await press("Control+8");
  await openRow(department, paid, "待制证");
  await expect(page.getByTestId("certificate-preview")).toBeVisible({ timeout: 30_000 });
  await look("certificate-due");
  await press("F9");
  await expect(page.getByText("证照已编号、用印。")).toBeVisible({ timeout: 30_000 });
  await press("F12");
  await expect(page.getByLabel("证纸编号")).toBeFocused();
  await type("A0001");
  await press("F12");
  await expect(dialog().getByText("已打出")).toBeVisible({ timeout: 60_000 });
  // One sealed sheet at a time: the next is printed once this one is booked.
  await press("F12");
  await press("Alt+Z");
  await expect(page.getByLabel("证纸编号")).toHaveValue("A0002");
  await look("certificate-print");
  await press("F12");
  await expect.poll(async () => (await printer.readJobs()).length, { timeout: 60_000 }).toBe(2);
  await press("Control+Enter");
  await expect(dialog()).toBeHidden();
  const record = page.getByRole("list", { name: "证照记录" });
  await expect(record).toContainText("作废：证纸 A0001");
  await expect(record).toContainText("打印：证纸 A0002");
  await press("Control+Shift+E");
  const saved = page.getByText(/^已存为 /);
  await expect(saved).toBeVisible();
  certificate = readFileSync((await saved.innerText()).replace(/^已存为 /, ""));
  expect((await printer.readJobs()).map(({ document }) => document.equals(certificate))).toEqual([true, true]);
  await look("certificate-printed");
});

test("the window hands it over against a signature and closes the case", async () => {
  await openAtWindow(hall, paid);
  await handOver(hall, "hand-over");
  await story.reaches(paid, "closed");
  await hall.look("closed");
});

test("whoever is shown it finds it valid, changed, and revoked once it is", async () => {
  const { page, press, look } = hall;
  const found = page.getByTestId("verification");
  await press("Control+9");
  await drop(certificate);
  await expect(found).toContainText("有效", { timeout: 30_000 });
  await expect(found).toContainText(trialApplication.applicant.name);
  await look("verified");
  await drop(Buffer.from(certificate.map((byte, index) => (index === 5000 ? byte ^ 1 : byte))));
  await expect(found).toContainText("已被改动");
  await look("verified-changed");
  await revoke();
  await drop(certificate);
  await expect(found).toContainText("已吊销");
  await look("verified-revoked");
});

test("a fee not paid by its limit ends in the centre's denial, which the window hands over", async () => {
  const { page, press, dialog, look } = hall;
  await story.reaches(unpaid, "denied");
  await openAtWindow(hall, unpaid);
  await expect(page.getByTestId("stage")).toHaveText("不予许可", { timeout: 30_000 });
  await expect(page.getByRole("region", { name: "申请信息" })).toContainText("逾期未缴");
  // Nobody was given its notice: that stays in sight, and stops nothing.
  await expect(page.getByRole("region", { name: "申请信息" })).toContainText("没有送达记录");
  await look("unpaid");
  await press("Alt+W");
  await expect(dialog().getByRole("option", { name: /不予行政许可决定书/ })).toBeAttached({ timeout: 30_000 });
  await look("unpaid-papers");
  await press("Escape");
  await handOver(hall);
  await story.reaches(unpaid, "closed");
});

/** The officer's printer, typed in at the page of devices. */
async function addPrinter(): Promise<void> {
  const { page, press, type } = department;
  await press("Control+6");
  await expect(page.getByRole("listbox", { name: "本机设备" })).toBeFocused();
  for (const key of ["ArrowDown", "ArrowDown", "Alt+N"]) await press(key);
  await expect(page.getByLabel("名称")).toBeFocused();
  for (const key of ["Enter", "Enter"]) await press(key);
  await type(printer.uri);
  await press("Control+Enter");
  await expect(page.getByRole("option", { name: /A4 打印机.*正常/ })).toBeVisible({ timeout: 60_000 });
}

async function revoke(): Promise<void> {
  const { page, press, type, dialog, look } = department;
  await press("Alt+X");
  await expect(page.getByLabel("原因")).toBeFocused();
  await type("以欺骗手段取得");
  await look("revoke");
  await press("Control+Enter");
  await expect(dialog()).toBeHidden({ timeout: 30_000 });
  await expect(page.getByRole("list", { name: "证照记录" })).toContainText("已注销");
}

/** A PDF dragged onto the page of verification. */
async function drop(pdf: Buffer): Promise<void> {
  const { page } = hall;
  const transfer = await page.evaluateHandle((base64) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], "证照.pdf", { type: "application/pdf" }));
    return data;
  }, pdf.toString("base64"));
  await page.getByRole("region", { name: "证照核验" }).dispatchEvent("drop", { dataTransfer: transfer });
}
