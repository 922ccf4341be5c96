import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Instant } from "../domain/time/instant.ts";

/**
 * Puts a fresh database in a damaged one's place so that a power cut at any moment loses neither:
 *
 *     fresh file written beside ──▶ plan written ──▶ damaged files moved away ──▶ fresh file renamed ──▶ plan removed
 *                                        └──────── from here on the next start finishes it ────────┘
 */
export interface Replacement {
  /** File name within the store's folder, `records.db`. */
  fileName: string;
  setAsideFolder: string;
}

const planName = "replacement.json";

/** The companions SQLite keeps beside a database in WAL mode. */
const companions = ["", "-wal", "-shm"] as const;

export function freshFileOf(folder: string, fileName: string): string {
  return join(folder, `${fileName}.new`);
}

/** A folder for what is set aside now; made at once. */
export function makeSetAsideFolder(folder: string, now: Instant): string {
  const setAside = join(folder, `set-aside-${now.replaceAll(/[:.]/g, "-")}`);
  mkdirSync(setAside, { recursive: true });
  return setAside;
}

/** Removes a fresh file left by an attempt that got no further. */
export function clearFresh(folder: string, fileName: string): void {
  for (const suffix of companions) rmSync(`${freshFileOf(folder, fileName)}${suffix}`, { force: true });
}

export function replaceDamaged(folder: string, replacement: Replacement): void {
  writeFileSync(join(folder, `${planName}.new`), JSON.stringify(replacement), { flush: true });
  renameSync(join(folder, `${planName}.new`), join(folder, planName));
  finishReplacement(folder);
}

/** Carries a replacement through that was planned; nothing to do when there is no plan. */
export function finishReplacement(folder: string): void {
  const plan = join(folder, planName);
  if (!existsSync(plan)) return;
  const { fileName, setAsideFolder } = JSON.parse(readFileSync(plan, "utf8")) as Replacement;
  const fresh = freshFileOf(folder, fileName);
  if (existsSync(fresh)) {
    for (const suffix of companions) {
      const damaged = join(folder, `${fileName}${suffix}`);
      if (existsSync(damaged)) renameSync(damaged, join(setAsideFolder, basename(damaged)));
    }
    renameSync(fresh, join(folder, fileName));
  }
  rmSync(plan);
}
