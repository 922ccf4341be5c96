import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { isBuildOutOfDate } from "./app-build.ts";
import { launchLocalCentre, type LocalCentre } from "./local-centre.ts";
import { prepareElectron } from "./prepare-electron.ts";

/**
 * `npm start`: the desktop app with a local centre beside it (单机试用). `--centre-data=PATH` and `--centre-port=N` are the centre's;
 * further arguments go to the app: `npm start -- --data-folder=PATH --database-key-file=PATH`; with `--option=centreUrl=URL` no local
 * centre is started.
 */
async function start(given: readonly string[]): Promise<number> {
  const { centreArguments, appArguments } = shareArguments(given);
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) {
    console.error("The desktop app needs a screen (no DISPLAY, no WAYLAND_DISPLAY). Without one, try: npm run demo");
    return 1;
  }
  const electron = await prepareElectron();
  if (electron.kind === "older") {
    console.log("The official Electron cannot be downloaded here: this trial runs in the older runtime that the tests use.");
  }
  if (isBuildOutOfDate() && spawnSync("electron-vite", ["build"], { stdio: "inherit" }).status !== 0) return 1;

  const namesCentre = appArguments.some((argument) => argument.startsWith("--option=centreUrl="));
  const centre = namesCentre ? undefined : await launchLocalCentre(centreArguments);
  try {
    // Chromium's sandbox does not run as root.
    const ofRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const ofCentre = centre ? [`--option=centreUrl=${centre.url}`, `--option=enrolmentCode=${centre.enrolmentCode}`] : [];
    if (centre) console.log(trialStarted(centre));
    const app = spawn(electron.executable, [...ofRoot, join(import.meta.dirname, ".."), ...ofCentre, ...appArguments], {
      stdio: "inherit",
      env: { ...process.env, YICHUANG_NODE: process.execPath },
    });
    // The terminal sends Ctrl+C to all of us; this process goes last, when the others have closed their databases.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => app.kill("SIGTERM"));
    const [exitCode] = (await once(app, "exit")) as [number | null];
    return exitCode ?? 1;
  } finally {
    await centre?.stop();
  }
}

function shareArguments(given: readonly string[]): { centreArguments: string[]; appArguments: string[] } {
  const prefix = "--centre-";
  const isCentres = (argument: string): boolean => argument.startsWith(prefix);
  const centreArguments = given.filter(isCentres).map((argument) => `--${argument.slice(prefix.length)}`);
  return { centreArguments, appArguments: given.filter((argument) => !isCentres(argument)) };
}

function trialStarted({ url, enrolmentCode, account, password }: LocalCentre): string {
  return `单机试用：审批中心 ${url}，登记码 ${enrolmentCode}，账号 ${account}，口令 ${password}。关闭窗口即停止。`;
}

process.exitCode = await start(process.argv.slice(2));
