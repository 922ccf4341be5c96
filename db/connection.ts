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
    client.pragma(`hexkey = '${key}'`);
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

/** @throws Failure `store-key-invalid` unless it is 64 lower-case hex digits */
export function checkKeyForm(key: string): void {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Failure("store-key-invalid");
}
