import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { build, Platform, type Configuration } from "electron-builder";
import { prepareElectron } from "./prepare-electron.ts";

/**
 * `node build/pack.ts [--test] [dir|deb]`: builds and packs the desktop app for Linux into `dist/`. `--test` makes a build that
 * Playwright can start and that takes its database key from a file; it is never handed to users.
 */
async function pack(isTest: boolean, target: string): Promise<void> {
  const electron = await prepareElectron();
  if (electron.kind === "older" && !isTest) throw new Error("A released app needs the official Electron, which cannot be downloaded here.");
  const environment = { ...process.env, YICHUANG_OUT_FOLDER: "dist/out", YICHUANG_FLAVOUR: isTest ? "test" : "production" };
  if (spawnSync("electron-vite", ["build"], { stdio: "inherit", env: environment }).status !== 0) throw new Error("the build failed");
  const older: Configuration = electron.kind === "older"
    // A plain Node child runs the workstation process there, and plain Node cannot read an asar.
    ? { electronVersion: "33.2.1", electronDist: dirname(electron.executable), asar: false }
    : {};
  const test: Configuration = {
    ...older,
    electronFuses: { runAsNode: false, enableNodeCliInspectArguments: true, onlyLoadAppFromAsar: electron.kind === "official" },
  };
  await build({ targets: Platform.LINUX.createTarget(target), publish: "never", config: { extends: "./electron-builder.yml", ...(isTest ? test : {}) } });
}

const [target = "deb"] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
await pack(process.argv.includes("--test"), target);
