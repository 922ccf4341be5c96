import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { Failure } from "../domain/failure.ts";
import { checkKeyForm, openDatabase } from "./connection.ts";
import { readKeyCheck, writeKeyCheck } from "./key-check.ts";
import { migrate } from "./migrate.ts";
import { pagesMigrations, recordsMigrations } from "./migrations/migrations.ts";
import { rebuildPages, rebuildRecords, reportLostPages } from "./rebuild.ts";
import { finishReplacement, makeSetAsideFolder } from "./set-aside.ts";
import { createStore, type Store, type StoreSources } from "./store.ts";
import type { OnOpening } from "./renew-case-rows.ts";
import { asStoreFailure, isDamage } from "./store-failure.ts";

export interface OpenStoreOptions extends StoreSources {
  /** Made if need be. Holds `records.db`, `pages.db` and what was set aside. */
  folder: string;
  /** 32 bytes as 64 hex digits. */
  key: string;
  /** Where the first start of another version has every case to go through. */
  onOpening?: OnOpening | undefined;
}

/**
 * How the store was found. `rebuilt`: a database was damaged or gone; what was left of it lies in `setAsideFolder`, the
 * `savedCommandCount` commands that could still be read are queued again, the record comes back from the centre with the
 * next sync, and where numbers may have been lost `store.enrolments.needsNewCode()` is true until the PC is enrolled anew.
 */
export interface OpenedStore {
  store: Store;
  outcome: "opened" | "created" | "rebuilt";
  setAsideFolder: string | null;
  savedCommandCount: number;
}

const checkMarker = "check-on-open";

export const recordsFile = { name: "records.db", options: { pageSizeBytes: 4096, cacheKib: 65_536 }, migrations: recordsMigrations };
export const pagesFile = { name: "pages.db", options: { pageSizeBytes: 16_384, cacheKib: 16_384 }, migrations: pagesMigrations };

/**
 * Opens the workstation's store, making it on first use.
 *
 * @throws Failure `store-key-wrong` (nothing is touched), `store-key-invalid`, `store-newer`, `store-disk-full`, `store-busy`,
 *   `store-unwritable`
 */
export function openStore(options: OpenStoreOptions): OpenedStore {
  try {
    return open(options);
  } catch (error) {
    throw asStoreFailure(error);
  }
}

function open({ folder, key, onOpening, ...sources }: OpenStoreOptions): OpenedStore {
  checkKeyForm(key);
  mkdirSync(folder, { recursive: true });
  const keyCheck = readKeyCheck(folder, key);
  if (keyCheck === "wrong") throw new Failure("store-key-wrong", { details: { folder } });
  finishReplacement(folder);

  const mayBeNew = keyCheck === "none";
  const setAside = memo(() => makeSetAsideFolder(folder, sources.now()));
  let savedCommandCount = 0;
  let isRebuilt = false;

  let records = tryOpen(folder, key, recordsFile, mayBeNew);
  if (records === undefined) {
    savedCommandCount = rebuildRecords({ folder, key, setAsideFolder: setAside(), sources, recordsFile, pagesFile });
    records = mustOpen(folder, key, recordsFile);
    isRebuilt = true;
  }
  // Before the first row: a store emptied later must not be taken for a new one.
  if (mayBeNew) writeKeyCheck(folder, key);

  const isNew = mayBeNew && records.isNew;
  let pages = tryOpen(folder, key, pagesFile, isNew);
  if (pages === undefined) {
    rebuildPages({ folder, key, setAsideFolder: setAside(), pagesFile });
    pages = mustOpen(folder, key, pagesFile);
    isRebuilt = true;
  }
  rmSync(join(folder, checkMarker), { force: true });

  const store = createStore({ records: records.client, pages: pages.client }, sources, () => {
    writeFileSync(join(folder, checkMarker), "");
  });
  store.cases.renewRows(onOpening);
  store.unsentWords.dropEnded();
  if (isRebuilt) reportLostPages(store);
  const outcome = isRebuilt ? "rebuilt" : isNew ? "created" : "opened";
  return { store, outcome, setAsideFolder: isRebuilt ? setAside() : null, savedCommandCount };
}

type StoreFile = typeof recordsFile;
interface OpenFile {
  client: Database;
  isNew: boolean;
}

/** Undefined when the file is damaged, or gone though there was a store here. */
function tryOpen(folder: string, key: string, file: StoreFile, mayBeNew: boolean): OpenFile | undefined {
  const path = join(folder, file.name);
  const isThere = existsSync(path) && statSync(path).size > 0;
  if (!isThere && !mayBeNew) return undefined;
  let client: Database | undefined;
  try {
    client = openDatabase(path, key, file.options);
    const isNew = migrate(client, file.migrations) === 0;
    if (isNew && isThere && !mayBeNew) throw Object.assign(new Error("emptied"), { code: "SQLITE_CORRUPT" });
    if (existsSync(join(folder, checkMarker))) check(client);
    return { client, isNew };
  } catch (error) {
    client?.close();
    if (!isDamage(error)) throw error;
    // Without the key's check nobody can say whether the file or the key is wrong: then nothing is thrown away.
    if (mayBeNew) throw new Failure("store-key-wrong", { details: { folder }, cause: error });
    return undefined;
  }
}

function mustOpen(folder: string, key: string, file: StoreFile): OpenFile {
  const client = openDatabase(join(folder, file.name), key, file.options);
  migrate(client, file.migrations);
  return { client, isNew: false };
}

function check(client: Database): void {
  const answer = client.pragma("quick_check(1)", { simple: true });
  if (answer !== "ok") throw Object.assign(new Error(String(answer)), { code: "SQLITE_CORRUPT" });
}

function memo<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
