import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { createPerson } from "../../server/accounts/people.ts";
import { hashPassword } from "../../server/accounts/secrets.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { hasNoSeriousViolation } from "./desk.ts";
import { launchApp, repositoryRoot, saveScreenshot, type LaunchedApp } from "./launch.ts";

/** The first sign-in of somebody an administrator made an account for, by keyboard. */
let folder: string;
let centre: RunningCentre;
let window: LaunchedApp;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-first-password-"));
  chmodSync(folder, 0o711);
  centre = await startCentre({ dataFolder: join(folder, "centre") });
  const { enrolmentCodeFor } = await seedTrial(centre.centre);
  const person = { account: "beginner", name: "钱小多", officeId: serviceCenter.id, roles: ["window-clerk"], passwordHash: await hashPassword("given-password"), mustChangePassword: true } as const;
  await createPerson(centre.centre, person, null);
  window = await launchApp({ options: { centreUrl: centre.url, enrolmentCode: await enrolmentCodeFor(serviceCenter.id) } });
});
test.afterAll(async () => {
  await window.close();
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});

test("asks for a password of their own, and lets nobody past without", async () => {
  const { page } = window;
  const typeIn = async (...texts: string[]): Promise<void> => {
    for (const [index, text] of texts.entries()) {
      if (index > 0) await page.keyboard.press("Tab");
      await page.keyboard.type(text);
    }
    await page.keyboard.press("Enter");
  };
  const signIn = async (password: string): Promise<void> => {
    await page.getByRole("form", { name: "登录" }).waitFor();
    await expect(page.getByLabel("账号")).toBeFocused();
    await page.getByLabel("账号").fill("");
    await typeIn("beginner", password);
  };
  const form = page.getByRole("form", { name: "设置新密码" });
  const first = page.getByLabel("新密码", { exact: true });

  await signIn("given-password");
  await expect(first).toBeFocused();
  await typeIn("short", "short");
  await expect(form.getByText("新密码至少 8 位。")).toBeVisible();
  await expect(first).toBeFocused();
  await saveScreenshot(window, join(repositoryRoot, "test-results/screens/first-password.png"));
  await hasNoSeriousViolation(page);
  await page.keyboard.press("Escape");
  await signIn("given-password");
  await expect(first).toBeFocused();
  await typeIn("chosen-password", "chosen-password");
  await page.getByRole("navigation", { name: "工作页面" }).waitFor();
  await page.keyboard.press("Control+Shift+L");
  await signIn("chosen-password");
  await page.getByRole("navigation", { name: "工作页面" }).waitFor();
});
