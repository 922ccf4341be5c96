import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartProblem } from "./start-problem.ts";

/** The part of Electron's `safeStorage` used here; it answers only after `ready`, and only in the main process. */
export interface SystemKeyring {
  isEncryptionAvailable(): boolean;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

/**
 * The local database's key as 64 hex digits: made once, kept in `database-key.bin` encrypted by the system's keyring (R-SEC-2).
 *
 * @throws StartProblem `keyring-missing` where the system would keep the key under a password everybody knows;
 *   `database-key-unreadable` where the file was written under another user or keyring: a new key would orphan the database.
 */
export function obtainDatabaseKey(keyring: SystemKeyring, dataFolder: string): string {
  const backend = keyring.getSelectedStorageBackend?.() ?? "system";
  if (!keyring.isEncryptionAvailable() || backend === "basic_text" || backend === "unknown") {
    throw new StartProblem("keyring-missing", { backend });
  }
  const file = join(dataFolder, "database-key.bin");
  const stored = readIfThere(file);
  if (stored) return decrypt(keyring, stored, file);
  const key = randomBytes(32).toString("hex");
  mkdirSync(dataFolder, { recursive: true });
  // Written beside and renamed: half a key file would lock the user out of the database for good.
  writeFileSync(`${file}.new`, keyring.encryptString(key), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return key;
}

/**
 * The key given in a file, for tests and development.
 * @throws StartProblem `database-key-file-invalid`
 */
export function readDatabaseKeyFile(file: string): string {
  const key = readIfThere(file)?.toString("utf8").trim();
  if (!key || !isKey(key)) throw new StartProblem("database-key-file-invalid", { file });
  return key;
}

function decrypt(keyring: SystemKeyring, stored: Buffer, file: string): string {
  let key: string;
  try {
    key = keyring.decryptString(stored);
  } catch (cause) {
    throw new StartProblem("database-key-unreadable", { file }, cause);
  }
  if (!isKey(key)) throw new StartProblem("database-key-unreadable", { file });
  return key;
}

function isKey(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
