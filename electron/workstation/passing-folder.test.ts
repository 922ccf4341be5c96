import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPassingFolder } from "./passing-folder.ts";

const shared = "/dev/shm";
let dataFolder: string;
let memory: string | undefined;

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "yichuang-passing-"));
});
afterEach(() => {
  rmSync(dataFolder, { recursive: true, force: true });
  if (memory !== undefined) rmSync(memory, { recursive: true, force: true });
});

const modeOf = (folder: string) => statSync(folder).mode & 0o777;
const leave = (folder: string) => {
  mkdirSync(join(folder, "yichuang-scan-x"), { recursive: true });
  writeFileSync(join(folder, "yichuang-scan-x", "000001.pnm"), "P6");
};

describe("the folder for raw scans (R-SEC-2)", () => {
  it.skipIf(process.platform !== "linux")("is in memory, for this user alone, and another for another data folder", () => {
    memory = mkdtempSync(join(shared, "yichuang-passing-test-"));
    const folder = openPassingFolder(dataFolder, [memory]);
    expect(folder.startsWith(memory)).toBe(true);
    expect(modeOf(folder)).toBe(0o700);
    const other = join(dataFolder, "other");
    mkdirSync(other);
    expect(openPassingFolder(other, [memory])).not.toBe(folder);
  });

  it("is below the data folder where no memory is to be had", () => {
    // On a disk, and not there at all.
    const folder = openPassingFolder(dataFolder, [dataFolder, join(dataFolder, "missing")]);
    expect(folder).toBe(join(dataFolder, "passing"));
    expect(modeOf(folder)).toBe(0o700);
  });

  it.skipIf(process.platform !== "linux")("is empty at every start, wherever it was before", () => {
    memory = mkdtempSync(join(shared, "yichuang-passing-test-"));
    const inMemory = openPassingFolder(dataFolder, [memory]);
    leave(inMemory);
    const onDisk = openPassingFolder(dataFolder, []);
    leave(onDisk);
    expect(openPassingFolder(dataFolder, [memory])).toBe(inMemory);
    expect([inMemory, onDisk].flatMap((folder) => readdirSync(folder))).toEqual([]);
  });

  it.skipIf(process.platform !== "linux")("is never what somebody else made a link of", () => {
    memory = mkdtempSync(join(shared, "yichuang-passing-test-"));
    const folder = openPassingFolder(dataFolder, [memory]);
    rmSync(folder, { recursive: true });
    const elsewhere = join(dataFolder, "elsewhere");
    leave(elsewhere);
    symlinkSync(elsewhere, folder);
    expect(openPassingFolder(dataFolder, [memory])).toBe(join(dataFolder, "passing"));
    expect(existsSync(join(elsewhere, "yichuang-scan-x", "000001.pnm"))).toBe(true);
  });
});
