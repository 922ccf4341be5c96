import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder, testKey } from "../test/sync/open-test-store.ts";
import { openDatabase } from "./connection.ts";

const options = { pageSizeBytes: 4096, cacheKib: 1000 };
const otherKey = "7".repeat(64);
let folder: string;
let remove: () => void;

beforeEach(() => ({ path: folder, remove } = temporaryFolder()));
afterEach(() => remove());

const saltOf = (file: string): string => readFileSync(file).subarray(0, 16).toString("hex");
const readAll = (file: string, key = testKey): unknown[] => {
  const client = openDatabase(file, key, options);
  try {
    return client.prepare("SELECT text FROM line ORDER BY rowid").pluck().all();
  } finally {
    client.close();
  }
};

test("what is written stands encrypted in the file, for the key that wrote it alone", () => {
  const file = join(folder, "new.db");
  const client = openDatabase(file, testKey, options);
  client.exec("CREATE TABLE line (text TEXT); INSERT INTO line VALUES ('欧阳明月')");
  client.close();
  expect(readFileSync(file).includes("欧阳明月")).toBe(false);
  expect(readAll(file)).toEqual(["欧阳明月"]);
  expect(() => readAll(file, otherKey)).toThrow(expect.objectContaining({ code: "SQLITE_NOTADB" }));
});

/** As programs before the marked salt wrote it, killed before anything went from the WAL into the file. */
function writeTheEarlierWay(file: string): void {
  const script = `
    const client = new (require("better-sqlite3"))(${JSON.stringify(file)});
    for (const pragma of ["cipher = 'aegis'", "hexkey = '${testKey}'", "page_size = 4096", "journal_mode = WAL", "synchronous = FULL"]) client.pragma(pragma);
    client.exec("CREATE TABLE line (text TEXT); INSERT INTO line VALUES ('春'), ('夏')");
    process.kill(process.pid, "SIGKILL");`;
  expect(spawnSync(process.execPath, ["-e", script]).signal).toBe("SIGKILL");
}

test("a database keyed the earlier way is opened and written as ever, also what a killed program left in its WAL", () => {
  const file = join(folder, "earlier.db");
  writeTheEarlierWay(file);
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
  for (const suffix of ["", "-wal"]) copyFileSync(`${file}${suffix}`, join(folder, `guarded.db${suffix}`));
  const salt = saltOf(file);
  const client = openDatabase(file, testKey, options);
  client.exec("INSERT INTO line VALUES ('秋')");
  client.close();
  expect(readAll(file)).toEqual(["春", "夏", "秋"]);
  expect(saltOf(file)).toBe(salt);

  const guarded = join(folder, "guarded.db");
  expect(() => readAll(guarded, otherKey)).toThrow();
  expect(readAll(guarded)).toEqual(["春", "夏"]);
});
