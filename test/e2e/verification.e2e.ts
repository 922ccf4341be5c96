import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import { commandResultSchema } from "../../contracts/sync.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { createCentreClient } from "../../sync/centre-client.ts";
import { addFreeItem, decideTrialCase, type TrialStaff } from "../centre/granted-case.ts";
import { openTrialWindow, trialApplication } from "../centre/trial-window.ts";
import { photographCode } from "../fixtures/code-picture.ts";
import { openLine, type CuttableLine } from "../workstation/cuttable-line.ts";
import { hasNoSeriousViolation, signIn } from "./desk.ts";
import { launchApp, repositoryRoot, saveScreenshot, type LaunchedApp } from "./launch.ts";

/**
 * A certificate somebody shows at the window: its code under the camera (Chromium's made-up one, shown a film of the sheet), a photograph
 * of it, its PDF, what is no certificate; and the same when the network is gone.
 */
test.describe.configure({ mode: "serial" });

let folder: string;
let centre: RunningCentre;
let line: CuttableLine;
let window: LaunchedApp;
let number: string;
let pdf: Buffer;
let photograph: Buffer;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-verification-"));
  chmodSync(folder, 0o711);
  centre = await startCentre({ dataFolder: join(folder, "centre") });
  line = await openLine(centre.url);
  const trial = await seedTrial(centre.centre);
  await issueOne(trial);
  const film = join(folder, "certificate.mjpeg");
  writeFileSync(film, photograph);
  window = await launchApp({
    options: { centreUrl: line.url, enrolmentCode: await trial.enrolmentCodeFor(serviceCenter.id), pageMode: "fast" },
    arguments: ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`],
  });
  await signIn(window.page, serviceCenter, "window-clerk");
  await window.page.keyboard.press("Control+9");
});
test.afterAll(async () => {
  await window.close();
  await line.close();
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Brought to its certificate by the bare wire: the screens of that are tested elsewhere. */
async function issueOne({ enrolmentCodeFor, password }: Awaited<ReturnType<typeof seedTrial>>): Promise<void> {
  const open = async (officeId: typeof serviceCenter.id, account: string) =>
    openTrialWindow({ url: centre.url, enrolmentCode: await enrolmentCodeFor(officeId), account, password, now: () => instantOf(Date.now()) });
  const department = publicationsDepartment.id;
  const staff: TrialStaff = {
    window: await open(serviceCenter.id, "wangxiulan"),
    handler: await open(department, "songwei"),
    chief: await open(department, "yuanzhiming"),
    officer: await open(department, "xiamengjie"),
  };
  const caseId = await decideTrialCase(staff, { itemVersion: await addFreeItem({ centre: centre.centre }, 2) });
  const issued = commandResultSchema.parse((await staff.officer.request("POST", `/api/cases/${caseId}/certificate`, { body: { requestId: uuidv7() } })).body);
  const event = issued.outcome === "applied" ? issued.events.find(({ kind }) => kind === "certificateIssued") : undefined;
  if (event?.kind !== "certificateIssued") throw new Error(`no certificate: ${JSON.stringify(issued)}`);
  ({ number } = event.payload);
  pdf = Buffer.from(await createCentreClient().fetchPage({ centreUrl: centre.url, deviceToken: staff.officer.deviceToken }, event.payload.sha256));
  const { rows } = await centre.centre.database.execute<{ code: string }>("SELECT verification_code AS code FROM certificates");
  photograph = await photographCode(`${centre.url}/verify/${rows[0]!.code}`, { width: 1600, height: 1200, turnedDegrees: 2 });
}

const found = () => window.page.getByTestId("verification");
const look = async (name: string): Promise<void> => {
  await saveScreenshot(window, join(repositoryRoot, `test-results/screens/${name}.png`));
  await hasNoSeriousViolation(window.page);
};
const choose = (...files: { name: string; mimeType: string; buffer: Buffer }[]) => window.page.getByLabel("证照 PDF 文件或照片").setInputFiles(files);
const asPdf = (name: string, buffer: Buffer) => ({ name, mimeType: "application/pdf", buffer });

/** Dragged onto the page. */
async function drop(name: string, type: string, content: Buffer): Promise<void> {
  const transfer = await window.page.evaluateHandle(
    ({ base64, ...file }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], file.name, { type: file.type }));
      return data;
    },
    { base64: content.toString("base64"), name, type },
  );
  await window.page.getByRole("region", { name: "证照核验" }).dispatchEvent("drop", { dataTransfer: transfer });
}

test("the camera reads the code by itself, and the certificate is found valid", async () => {
  const { page } = window;
  await expect(page.getByLabel("二维码或证照编号")).toBeFocused();
  await look("verification-empty");
  await page.keyboard.press("Alt+C");
  const dialog = page.getByRole("dialog", { name: "扫描证照上的二维码" });
  await expect(dialog).toBeVisible();
  await look("verification-camera");
  await expect(found()).toContainText("有效", { timeout: 60_000 });
  await expect(dialog).toBeHidden();
  await expect(found()).toContainText(trialApplication.applicant.name);
  await expect(found()).toContainText(number);
  await expect(page.getByLabel("二维码或证照编号")).toBeFocused();
  await look("verification-by-camera");
});

test("a photograph dropped on the page is read by its code, a PDF by its signature, several at once each by its own", async () => {
  await drop("证照照片.jpg", "image/jpeg", photograph);
  await expect(found()).toContainText(["证照照片.jpg"], { timeout: 30_000 });
  await expect(found()).toContainText("有效");
  await drop("证照.pdf", "application/pdf", pdf);
  await expect(found()).toContainText(["证照.pdf"], { timeout: 30_000 });
  await expect(found()).toContainText("有效");
  const changed = Buffer.from(pdf.map((byte, index) => (index === 5000 ? byte ^ 1 : byte)));
  await choose(asPdf("原件.pdf", pdf), asPdf("改过.pdf", changed), { name: "照片.jpg", mimeType: "image/jpeg", buffer: photograph });
  await expect(found()).toContainText([/有效.*原件/, /已被改动.*改过/, /有效.*照片/], { timeout: 30_000 });
  await look("verification-several");
});

test("what is no certificate is told apart, and a file too large holds up none of the others", async () => {
  await choose(
    asPdf("太大.pdf", Buffer.alloc(21 * 1024 * 1024, 32)),
    { name: "说明.docx", mimeType: "application/octet-stream", buffer: Buffer.from("PK\u0003\u0004") },
    { name: "空白.jpg", mimeType: "image/jpeg", buffer: await photographCode("x", { width: 300, height: 200 }) },
  );
  await expect(found()).toContainText([/这不是 PDF 文件.*说明\.docx/, /没有找到能识别的二维码.*空白\.jpg/], { timeout: 30_000 });
  await expect(window.page.getByText("文件“太大.pdf”超过 20 MB，没有核验。")).toBeVisible();
  await look("verification-wrong-files");
  await window.page.keyboard.press("Control+Shift+D");
});

test("without the network a changed file is found all the same, and a good one is not called valid", async () => {
  const { page } = window;
  await line.cut();
  await page.keyboard.press("Control+Shift+S");
  await expect(page.getByText("离线").first()).toBeVisible({ timeout: 30_000 });
  const changed = Buffer.from(pdf.map((byte, index) => (index === 5000 ? byte ^ 1 : byte)));
  await choose(asPdf("原件.pdf", pdf), asPdf("改过.pdf", changed));
  await expect(found()).toContainText([/待联网核验.*本机最后同步于.*原件/, /已被改动.*改过/], { timeout: 60_000 });
  await expect(found().first()).toContainText(number);
  await look("verification-offline");
  await choose({ name: "照片.jpg", mimeType: "image/jpeg", buffer: photograph });
  await expect(found()).toContainText([/待联网核验.*没有查证照库/], { timeout: 30_000 });
  await expect(page.getByText("✓")).toHaveCount(0);
  await look("verification-offline-code");
});
