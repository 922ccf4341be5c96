import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** What `statfs` calls a file system that is memory. */
const tmpfsType = 0x01021994;
/** Three sheets of A3 in colour at 600 dpi: one being read, one ready, one being prepared. */
const wantedBytes = 640_000_000;

/** Folders in memory where a system has them, the user's own first. */
export const memoryFolders = (): readonly string[] => [process.env["XDG_RUNTIME_DIR"] ?? "", "/dev/shm"].filter((folder) => folder !== "");

/**
 * Where raw scans and card photos lie for the moment another program hands them over: unencrypted, so in memory where there is some,
 * else below the data folder, never in the folder for temporary files that everybody shares. Whatever a killed process left there is
 * gone when this returns (R-SEC-2). Only one process at a time may have a data folder open.
 */
export function openPassingFolder(dataFolder: string, inMemory: readonly string[] = memoryFolders()): string {
  const name = `yichuang-${createHash("sha256").update(realpathSync(dataFolder)).digest("hex").slice(0, 32)}`;
  const places = [...inMemory.map((folder) => ({ folder: join(folder, name), isFit: isRoomyMemory(folder) })), { folder: join(dataFolder, "passing"), isFit: true }];
  // All of them: the last start may have found another one fit.
  for (const { folder } of places) sweep(folder);
  const taken = places.find(({ folder, isFit }) => isFit && takeFolder(folder));
  if (!taken) throw new Error("no folder of our own to be had");
  return taken.folder;
}

/** Others may write to `/dev/shm` too: what somebody else put there under our name is not ours to empty or to use. */
function isOurs(folder: string): boolean {
  const entry = lstatSync(folder, { throwIfNoEntry: false });
  return entry?.isDirectory() === true && (process.getuid === undefined || entry.uid === process.getuid());
}

function sweep(folder: string): void {
  if (!isOurs(folder)) return;
  for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true, force: true, maxRetries: 3 });
}

function takeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(folder)) return false;
    chmodSync(folder, 0o700);
    return true;
  } catch {
    return false;
  }
}

function isRoomyMemory(folder: string): boolean {
  try {
    const { type, bavail, bsize } = statfsSync(folder);
    return type === tmpfsType && bavail * bsize >= wantedBytes;
  } catch {
    return false;
  }
}
