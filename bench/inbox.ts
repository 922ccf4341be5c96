import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import { isBuildOutOfDate } from "../build/app-build.ts";
import { prepareElectron } from "../build/prepare-electron.ts";
import { startVirtualDisplay } from "../build/virtual-display.ts";
import { openStore } from "../db/open-store.ts";
import type { WorkstationCode } from "../domain/ids.ts";
import { instantOf } from "../domain/time/instant.ts";
import { publicationsDepartment } from "../server/seed/offices.ts";
import { getSeedPerson, signIn } from "../test/e2e/desk.ts";
import { launchApp, testDatabaseKey } from "../test/e2e/launch.ts";
import { seedPassword } from "../server/seed/people.ts";
import { fillInbox } from "./cases/fill-inbox.ts";
import { percentile } from "./cases/numbers.ts";

/**
 * A reviewer's inbox of 5,000 ten-page cases in the built app: from the key to the inbox painted, and, case after case by Ctrl+→,
 * from the key to the next case's first page painted. One JSON line, milliseconds. Aim: p95 of the steps at most 100 ms.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const caseCount = values.quick ? 500 : 5_000;
const pagesPerCase = 10;
const steps = values.quick ? 20 : 150;

await prepareElectron();
if (isBuildOutOfDate() && spawnSync("electron-vite", ["build"], { stdio: ["ignore", "ignore", "inherit"] }).status !== 0) throw new Error("the app could not be built");
const folder = mkdtempSync(join(tmpdir(), "yichuang-bench-inbox-"));
const display = await startVirtualDisplay();
try {
  await fill(folder);
  const { page, close } = await launchApp({ dataFolder: folder, environment: { DISPLAY: display.name } });
  await signIn(page, publicationsDepartment, "handler");
  await page.keyboard.press("Control+2");
  const inboxMs = await timed(page, "Control+7", "[aria-label=审查收件] [role=row]:nth-child(2)");
  await page.keyboard.press("Enter");
  await page.locator(".page-view img").waitFor();
  const stepMs: number[] = [];
  for (let step = 0; step < steps; step += 1) stepMs.push(await timeToNextCase(page));
  await close();
  const round = (value: number): number => Math.round(value);
  console.log(JSON.stringify({
    bench: "inbox", caseCount, pagesPerCase, steps, inboxMs: round(inboxMs),
    nextCaseP50Ms: round(percentile(stepMs, 0.5)), nextCaseP95Ms: round(percentile(stepMs, 0.95)), nextCaseMaxMs: round(Math.max(...stepMs)), aimP95Ms: 100,
  }));
} finally {
  display.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** An office PC in use: enrolled, a handler known to it, everything pulled; the centre is out of reach. */
async function fill(dataFolder: string): Promise<void> {
  const now = instantOf(Date.now());
  const { store } = openStore({ folder: dataFolder, key: testDatabaseKey, now: () => now, newId: () => uuidv7(), randomBytes });
  const { id, account, name, officeId, roles } = getSeedPerson(publicationsDepartment, "handler");
  const { regionCode, name: officeName } = publicationsDepartment;
  store.enrolments.enrol({ workstationCode: "0001" as WorkstationCode, regionCode, officeId, officeName, deviceToken: "bench", centreUrl: "http://127.0.0.1:9" }, now);
  await store.people.remember({ personId: id, account, name, officeId, officeName, roles: [...roles] }, seedPassword.initial, now);
  await fillInbox(store, { caseCount, pagesPerCase, ownPictureCases: steps + 20 }, now);
  store.close();
}

/** From the key to the element's first frame. */
async function timed(page: Page, key: string, selector: string): Promise<number> {
  await page.evaluate((wanted) => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === "Control") return;
      removeEventListener("keydown", pressed, { capture: true });
      const pressedMs = performance.now();
      const look = (): void => {
        if (document.querySelector(wanted) === null) requestAnimationFrame(look);
        else requestAnimationFrame(() => Object.assign(window, { benchMs: performance.now() - pressedMs }));
      };
      look();
    };
    addEventListener("keydown", pressed, { capture: true });
  }, selector);
  await page.keyboard.press(key);
  return taken(page);
}

/** From the key to the frame after the next case's number and its first page, decoded, are both on the screen. */
async function timeToNextCase(page: Page): Promise<number> {
  await page.evaluate(() => {
    const numberNow = (): string => document.querySelector("[data-testid=case-number]")?.textContent ?? "";
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== "ArrowRight") return;
      removeEventListener("keydown", pressed, { capture: true });
      const pressedMs = performance.now();
      const before = numberNow();
      const pictureBefore = document.querySelector<HTMLImageElement>(".page-view img")?.src;
      const look = (): void => {
        const picture = document.querySelector<HTMLImageElement>(".page-view img");
        const isNext = numberNow() !== before && picture !== null && picture.src !== pictureBefore && picture.complete && picture.naturalWidth > 0;
        if (!isNext) requestAnimationFrame(look);
        else requestAnimationFrame(() => Object.assign(window, { benchMs: performance.now() - pressedMs }));
      };
      look();
    };
    addEventListener("keydown", pressed, { capture: true });
  });
  await page.keyboard.press("Control+ArrowRight");
  return taken(page);
}

async function taken(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => (window as { benchMs?: number }).benchMs);
  const tookMs = await handle.jsonValue();
  await page.evaluate(() => Object.assign(window, { benchMs: undefined }));
  return tookMs ?? Number.NaN;
}
