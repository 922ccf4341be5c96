import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { _electron, type Page } from "@playwright/test";
import { v7 as uuidv7 } from "uuid";
import { isBuildOutOfDate } from "../build/app-build.ts";
import { prepareElectron } from "../build/prepare-electron.ts";
import { startVirtualDisplay } from "../build/virtual-display.ts";
import { openStore } from "../db/open-store.ts";
import { derivePasswordKey } from "../db/password-key.ts";
import type { WorkstationCode } from "../domain/ids.ts";
import { instantOf } from "../domain/time/instant.ts";
import { serviceCenter } from "../server/seed/offices.ts";
import { seedPeople } from "../server/seed/people.ts";
import { launchApp, testDatabaseKey } from "../test/e2e/launch.ts";
import { fillWithCases } from "./cases/fill-store.ts";
import { seededRandom } from "../test/sync/seeded-random.ts";
import { percentile } from "./cases/numbers.ts";

/**
 * Cold start of the built app with 100,000 local cases beside an Electron with one empty window, the two in turns. A person has to sign
 * in by hand meanwhile, so what they wait for is counted in two parts: from the launch to a sign-in page that takes keys, and from the
 * sign-in given to a window desk whose first field takes them. Typing is not counted, but lasts as it does by hand. One JSON line,
 * medians in milliseconds: `ratio` is of both parts together, `signInRatio` of the first alone, `ratioWithoutKey` of both without what
 * deriving a key from the password takes by intent, which is measured alone. Aim: `ratio` at most 1.5.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const caseCount = values.quick ? 5_000 : 100_000;
const runs = values.quick ? 3 : 7;
const password = "bench-password";
/** A quick typist's. */
const keyEveryMs = 60;

const runtime = await prepareElectron();
if (isBuildOutOfDate() && spawnSync("electron-vite", ["build"], { stdio: ["ignore", "ignore", "inherit"] }).status !== 0) throw new Error("the app could not be built");
const folder = mkdtempSync(join(tmpdir(), "yichuang-bench-start-"));
const display = await startVirtualDisplay();
try {
  const account = await fill(folder);
  const empty: number[] = [];
  const signIns: number[] = [];
  const desks: number[] = [];
  const lists: number[] = [];
  const keys: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    empty.push(await startEmptyWindow());
    const app = await startApp(account);
    signIns.push(app.signInMs);
    desks.push(app.deskMs);
    lists.push(app.listMs);
    keys.push(await deriveKey());
  }
  const median = (times: readonly number[]): number => Math.round(percentile(times, 0.5));
  const ratioOf = (ms: number): number => Number((ms / median(empty)).toFixed(2));
  console.log(JSON.stringify({
    bench: "start", runtime: runtime.kind, caseCount, runs, emptyMs: median(empty), signInMs: median(signIns), deskMs: median(desks), listMs: median(lists), keyMs: median(keys),
    signInRatio: ratioOf(median(signIns)), ratio: ratioOf(median(signIns) + median(desks)),
    ratioWithoutKey: ratioOf(median(signIns) + median(desks) - median(keys)), aimRatio: 1.5,
  }));
} finally {
  display.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** A window PC in use: enrolled, with a clerk known to it and its cases; the centre is out of reach. Returns the clerk's account. */
async function fill(dataFolder: string): Promise<string> {
  const now = instantOf(Date.now());
  const { store } = openStore({ folder: dataFolder, key: testDatabaseKey, now: () => now, newId: () => uuidv7(), randomBytes });
  const clerk = seedPeople.find(({ officeId, roles }) => officeId === serviceCenter.id && roles.includes("window-clerk"));
  if (clerk === undefined) throw new Error("there is no clerk among the sample people");
  const { id, account, name, officeId, roles } = clerk;
  store.enrolments.enrol(
    {
      workstationCode: "0001" as WorkstationCode, regionCode: serviceCenter.regionCode, officeId, officeName: serviceCenter.name,
      deviceToken: "bench", centreUrl: "http://127.0.0.1:9",
    },
    now,
  );
  await store.people.remember({ personId: id, account, name, officeId, officeName: serviceCenter.name, roles: [...roles] }, password, now);
  fillWithCases(store, caseCount, seededRandom(1));
  store.close();
  return account;
}

/** What the sign-in takes to be dear to guess. */
async function deriveKey(): Promise<number> {
  const startedAt = performance.now();
  await derivePasswordKey(password, randomBytes(16));
  return performance.now() - startedAt;
}

async function startEmptyWindow(): Promise<number> {
  const startedAt = performance.now();
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: ["--no-sandbox", "--disable-gpu", join(import.meta.dirname, "start/empty-app")],
    env: { ...process.env, DISPLAY: display.name } as Record<string, string>,
  });
  const page = await app.firstWindow();
  await waitForFrameWith(page, "main");
  const tookMs = performance.now() - startedAt;
  await app.close();
  return tookMs;
}

/** `signInMs` from the launch to the sign-in, `deskMs` from the sign-in given to the window desk, `listMs` from the keys to the list of all cases. */
async function startApp(account: string): Promise<{ signInMs: number; deskMs: number; listMs: number }> {
  const launchedAt = performance.now();
  const launched = await launchApp({ dataFolder: folder, environment: { DISPLAY: display.name } });
  const { page } = launched;
  await waitForFrameWith(page, "input#account:focus");
  const signInMs = performance.now() - launchedAt;

  await page.getByLabel("账号").pressSequentially(account, { delay: keyEveryMs });
  await page.getByLabel("密码").pressSequentially(password, { delay: keyEveryMs });
  const givenAt = performance.now();
  await page.keyboard.press("Enter");
  await waitForFrameWith(page, "section[aria-label=新办件] :focus");
  const deskMs = performance.now() - givenAt;

  const askedAt = performance.now();
  await page.keyboard.press("Control+2");
  await page.keyboard.press("Alt+3");
  await waitForFrameWith(page, "[role=grid] [role=row]:nth-of-type(2)");
  const listMs = performance.now() - askedAt;
  await launched.close();
  return { signInMs, deskMs, listMs };
}

/** Looks at every frame the page draws: a locator looks at growing intervals, up to half a second apart. */
async function waitForFrameWith(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelector(wanted) !== null, selector, { polling: "raf" });
}
