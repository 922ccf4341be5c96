import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** `official`: the product's Electron. `older`: a repackaged Electron 33 for tests, where the official one cannot be downloaded. */
export type ElectronKind = "official" | "older";

export interface ElectronRuntime {
  readonly kind: ElectronKind;
  readonly executable: string;
}

const olderVersion = "33.2.1";

export function cacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "yichuang");
}

/** Outside `node_modules`, so that `npm ci` does not throw 200 MB away each time. */
export function olderRuntimeFolder(): string {
  return join(cacheFolder(), `electron-${olderVersion}`);
}

/** The version file is written last: a folder without it is not finished. */
export function isOlderRuntimePrepared(): boolean {
  return existsSync(join(olderRuntimeFolder(), "version"));
}

/** The runtime that `prepareElectron` left here, without preparing anything. */
export function findElectron(): ElectronRuntime | undefined {
  const official = findOfficialElectron();
  if (official) return { kind: "official", executable: official };
  if (isOlderRuntimePrepared()) return { kind: "older", executable: join(olderRuntimeFolder(), "electron") };
  return undefined;
}

export function electronPackageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve("electron/package.json"));
}

function findOfficialElectron(): string | undefined {
  const folder = electronPackageFolder();
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const executable = join(folder, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(executable) ? executable : undefined;
}
