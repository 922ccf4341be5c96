import { createHmac } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import Sqlite from "better-sqlite3";
import type { Database } from "better-sqlite3";
import { Failure } from "../domain/failure.ts";

/**
 * Opens an encrypted database file, making it if need be. `key` is 32 bytes as 64 hex digits. Every commit is on the disk when
 * it returns (`synchronous=FULL`).
 *
 * AEGIS rather than the other ciphers of SQLite3MultipleCiphers: a durable small transaction costs a tenth more than plain, with
 * the others three to four times as much.
 *
 * @throws the driver's `SQLITE_NOTADB` for a wrong key or a damaged first page alike: `open-store.ts` tells them apart.
 */
export function openDatabase(file: string, key: string, options: { pageSizeBytes: number; cacheKib: number }): Database {
  checkKeyForm(key);
  const client = new Sqlite(file);
  try {
    client.pragma("cipher = 'aegis'");
    client.pragma(keyPragma(file, key));
    client.pragma(`page_size = ${options.pageSizeBytes}`);
    client.pragma(`cache_size = -${options.cacheKib}`);
    client.pragma("busy_timeout = 5000");
    client.pragma("temp_store = MEMORY");
    client.pragma("journal_mode = WAL");
    client.pragma("synchronous = FULL");
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** SQLite3MultipleCiphers writes its salt into a file's first bytes, unencrypted. */
const saltBytes = 16;

/**
 * The key is random: deriving another from it, which is what SQLite3MultipleCiphers does with a password, protects nothing and takes
 * a start 70 ms a file. It is given as it is, with a salt that marks the file as one opened so. A file of before the mark has a random
 * salt and is opened with the derived key as ever. Nothing is tried out: a wrong key might spoil what waits in the WAL.
 */
function keyPragma(file: string, key: string): string {
  const mark = createHmac("sha256", Buffer.from(key, "hex")).update("yichuang raw key").digest().subarray(0, saltBytes);
  const salt = readSalt(file);
  return salt === undefined || salt.equals(mark) ? `key = 'raw:${key}${mark.toString("hex")}'` : `hexkey = '${key}'`;
}

/** Undefined for a database that is not there yet. */
function readSalt(file: string): Buffer | undefined {
  const salt = Buffer.alloc(saltBytes);
  const descriptor = openSync(file, "r");
  try {
    return readSync(descriptor, salt) === 0 ? undefined : salt;
  } finally {
    closeSync(descriptor);
  }
}

/** @throws Failure `store-key-invalid` unless it is 64 lower-case hex digits */
export function checkKeyForm(key: string): void {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Failure("store-key-invalid");
}
