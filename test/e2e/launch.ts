import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { findElectron } from "../../build/electron-runtime.ts";

export const repositoryRoot = join(import.meta.dirname, "../..");
/** The key of every test's database; `launchApp` hands it over in a file. */
export const testDatabaseKey = "5a".repeat(32);

export interface LaunchOptions {
  /** Kept when the app closes, so that a test can start it again on the same data. Made and removed when left out. */
  readonly dataFolder?: string;
  /** Settings for the workstation process, by name. */
  readonly options?: Readonly<Record<string, string>>;
  /** Further arguments for the app. */
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** False leaves the key to the system's keyring. */
  readonly hasKeyFile?: boolean;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  close(): Promise<void>;
}

/**
 * Starts the built app (`out/`) in a real Electron with data of its own. Needs a display, `electron-vite build` and
 * `build/prepare-electron.ts` to have run; `npm test` sees to all three.
 */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const runtime = findElectron();
  if (!runtime) throw new Error("There is no Electron here: run node build/prepare-electron.ts");
  const work = mkdtempSync(join(tmpdir(), "yichuang-e2e-"));
  const dataFolder = options.dataFolder ?? join(work, "data");
  mkdirSync(dataFolder, { recursive: true });
  const keyFile = join(work, "database-key");
  writeFileSync(keyFile, testDatabaseKey, { mode: 0o600 });
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [
      // Root has no Chromium sandbox, and under Xvfb the start hangs now and then unless the GPU process is left out.
      "--no-sandbox", "--disable-gpu", repositoryRoot, `--data-folder=${dataFolder}`,
      ...(options.hasKeyFile === false ? [] : [`--database-key-file=${keyFile}`]),
      ...Object.entries(options.options ?? {}).map(([name, value]) => `--option=${name}=${value}`),
      ...(options.arguments ?? []),
    ],
    // Without a locale Chromium cannot open a file with a Chinese name, as a test chooses one.
    env: { LANG: "C.UTF-8", ...environmentOfThisProcess(), YICHUANG_NODE: process.execPath, ...options.environment },
  });
  const page = await app.firstWindow();
  return {
    app,
    page,
    dataFolder,
    async close() {
      await app.close();
      rmSync(work, { recursive: true, force: true });
    },
  };
}

/** Saves what a window of 1366×768, the commonest screen at a service counter, shows, or one of another size. */
export async function saveScreenshot(launched: LaunchedApp, path: string, size = { width: 1366, height: 768 }): Promise<void> {
  await launched.app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size);
  await launched.page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
  mkdirSync(dirname(path), { recursive: true });
  await launched.page.screenshot({ path });
}

function environmentOfThisProcess(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
