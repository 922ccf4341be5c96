import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test, type Browser, type Page } from "@playwright/test";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { signIn, typeThrough } from "./desk.ts";
import { repositoryRoot, testDatabaseKey } from "./launch.ts";

/** `npm start`, as somebody trying the program out types it; the port lets the test see the window, and the folders are its own. */
interface Trial {
  readonly page: Page;
  readonly said: () => string;
  /** Everything it started, and the database, whatever became of its parent. */
  readonly processIds: readonly number[];
  /** Resolves with the exit code when `npm start` ended by itself. */
  readonly ended: Promise<number | null>;
  /** Ctrl+C in its terminal. */
  interrupt(): void;
}

let folder: string;
let child: ChildProcess | undefined;
let browser: Browser | undefined;
let caseNumber: string;

test.describe.configure({ mode: "serial" });
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-start-"));
  // As root, the embedded database's own user must be able to enter.
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, "database-key"), testDatabaseKey, { mode: 0o600 });
});
test.afterEach(async () => {
  await browser?.close();
  if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    process.kill(-child.pid, "SIGINT");
    await once(child, "exit");
  }
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(): Promise<Trial> {
  const ofTest = [`--centre-data=${join(folder, "centre")}`, "--centre-port=0", `--data-folder=${join(folder, "desk")}`, `--database-key-file=${join(folder, "database-key")}`];
  const started = spawn("npm", ["start", "--", ...ofTest, "--disable-gpu", "--remote-debugging-port=0"], {
    cwd: repositoryRoot, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, LANG: "C.UTF-8" },
  });
  child = started;
  const ended = once(started, "exit").then(([code]) => code as number | null);
  let said = "";
  for (const stream of [started.stdout, started.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const listening = /DevTools listening on (ws:\S+)/;
  await expect.poll(() => (started.exitCode === null ? said : `ended: ${said}`), { timeout: 50_000 }).toMatch(new RegExp(`${listening.source}|^ended`));
  browser = await chromium.connectOverCDP(listening.exec(said)?.[1] ?? said);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error(`no window: ${said}`);
  const database = Number(readFileSync(join(folder, "centre/postgres/postmaster.pid"), "utf8").split("\n")[0]);
  return { page, said: () => said, processIds: [...descendantsOf(started.pid!), database], ended, interrupt: () => process.kill(-started.pid!, "SIGINT") };
}

/** Field 4 of `/proc/PID/stat` is the parent; the name in field 2 may hold spaces. */
function descendantsOf(processId: number): number[] {
  const parents = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(Number(name))] as const);
  const children = parents.filter(([, parent]) => parent === processId).map(([own]) => own);
  return [...children, ...children.flatMap(descendantsOf)];
}

function parentOf(processId: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${processId}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return undefined;
  }
}

const stillRunning = ({ processIds }: Trial): number[] => processIds.filter((processId) => parentOf(processId) !== undefined);

test("says who may sign in, and opens a desk at which they can; closing the window leaves nothing running", async () => {
  test.setTimeout(150_000);
  const trial = await start();
  const { page } = trial;
  expect(trial.said()).toMatch(/单机试用：审批中心 http:\/\/127\.0\.0\.1:\d+，登记码 \S+，账号 wangxiulan，口令 yichuang-demo。/);
  await signIn(page, serviceCenter, "window-clerk");
  await page.keyboard.press("F2");
  await typeThrough(page, publicationsRetailLicence, "李一窗");
  caseNumber = await page.getByTestId("case-number").innerText();
  expect(stillRunning(trial)).toEqual(trial.processIds);
  await page.close();
  expect(await trial.ended).toBe(0);
  await expect.poll(() => stillRunning(trial)).toEqual([]);
});

test("finds everything again at the next start, and ends whole by Ctrl+C", async () => {
  test.setTimeout(150_000);
  const trial = await start();
  const { page } = trial;
  await signIn(page, serviceCenter, "window-clerk");
  await expect(page.getByText(caseNumber).first()).toBeVisible();
  trial.interrupt();
  await trial.ended;
  await expect.poll(() => stillRunning(trial)).toEqual([]);
});
