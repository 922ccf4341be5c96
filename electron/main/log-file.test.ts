import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "./log-file.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "yichuang-log-"))));
afterEach(() => rmSync(folder, { recursive: true }));
const read = (name: string): string => readFileSync(join(folder, "logs", name), "utf8");
const now = (): string => "2026-11-21T08:30:00.000Z";

test("gives each line its time and source", () => {
  openLogFile(folder, now).write("workstation", "first\n\n  at second\n");
  expect(read("yichuang.log")).toBe(`${now()} workstation first\n${now()} workstation   at second\n`);
});

test("starts a new file when one is full, and keeps one older", () => {
  const log = openLogFile(folder, now, 100);
  for (const word of ["a", "b", "c"]) log.write("main", word.repeat(100));
  expect(read("yichuang.log")).toContain("ccc");
  expect(read("yichuang.old.log")).toContain("bbb");
  expect(read("yichuang.old.log")).not.toContain("aaa");
});

test("goes on without a log when the disk refuses", () => {
  writeFileSync(join(folder, "logs"), "a file where the folder should be");
  expect(() => openLogFile(folder, now).write("main", "lost")).not.toThrow();
});
