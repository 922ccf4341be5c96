import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheFolder, electronPackageFolder, findElectron, type ElectronRuntime } from "./electron-runtime.ts";
import { prepareOlderElectron } from "./older-electron.ts";
import { rememberOfficialIsUnreachable, wasOfficialUnreachableLately } from "./official-electron-attempt.ts";

/** Long enough for the archive (about 120 MB) over a good line; where the host is blocked, the attempt often hangs instead of failing. */
const downloadLimitMs = 90_000;

/**
 * Makes an Electron ready to run: the official one if it is there or can be downloaded, else the older one for tests.
 * Quick when there is nothing to do; safe to run twice at once.
 */
export async function prepareElectron(): Promise<ElectronRuntime> {
  const found = findElectron();
  if (found?.kind === "official") return found;
  if (!wasOfficialUnreachableLately()) {
    console.log("Electron: trying the official download.");
    const download = spawnSync(process.execPath, [join(electronPackageFolder(), "install.js")], {
      stdio: ["ignore", "ignore", "pipe"], timeout: downloadLimitMs, encoding: "utf8",
    });
    const official = findElectron();
    if (official?.kind === "official") return official;
    rememberOfficialIsUnreachable();
    console.log(`Electron: the official download failed (${firstLine(download.stderr) || "timed out"}).`);
  }
  if (found) return found;
  console.log(`Electron: preparing the older runtime for tests in ${cacheFolder()}.`);
  await prepareOlderElectron();
  const prepared = findElectron();
  if (!prepared) throw new Error("The older Electron runtime was prepared but is not there.");
  return prepared;
}

function firstLine(text: string | null): string {
  return text?.split("\n").find((line) => line.trim() !== "")?.trim() ?? "";
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const runtime = await prepareElectron();
  console.log(`Electron: ${runtime.kind}, ${runtime.executable}`);
}
