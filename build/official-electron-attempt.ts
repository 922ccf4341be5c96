import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./electron-runtime.ts";

/** Where downloads are blocked, each attempt costs a minute and a half: one a day is enough. */
const retryAfterMs = 24 * 60 * 60 * 1000;
const marker = (): string => join(cacheFolder(), "official-electron-unreachable");

export function wasOfficialUnreachableLately(): boolean {
  const attempt = statSync(marker(), { throwIfNoEntry: false });
  return attempt !== undefined && Date.now() - attempt.mtimeMs < retryAfterMs;
}

export function rememberOfficialIsUnreachable(): void {
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(marker(), "The official Electron could not be downloaded; delete this file to try again at once.\n");
}
