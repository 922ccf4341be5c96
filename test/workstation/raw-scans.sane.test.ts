import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createSaneTestEnvironment } from "../../scanner/sane/sane-test-backend.ts";
import { openOfflineWindow } from "./offline.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-raw-scans-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const script = fileURLToPath(new URL("dying-scan.ts", import.meta.url));

it.each(["scan", "photo"])("a power cut in the middle of a %s leaves no picture behind after the next start (R-SEC-2)", async (moment) => {
  const [dataFolder, saneConfigFolder, markFile] = ["data", "sane", "mark"].map((name) => join(folder, name)) as [string, string, string];
  await createSaneTestEnvironment(saneConfigFolder);
  const signal = await new Promise((resolve) => {
    execFile(process.execPath, [script, dataFolder, saneConfigFolder, markFile, moment], (error) => resolve(error?.signal));
  });
  expect(signal).toBe("SIGKILL");

  const left = readFileSync(markFile, "utf8");
  expect(existsSync(left)).toBe(true);
  // The job's own folder and the one for all jobs: nobody else looks into them.
  for (const above of [dirname(left), dirname(dirname(left))]) expect(statSync(above).mode & 0o077).toBe(0);

  const again = await openOfflineWindow({ dataFolder });
  try {
    expect(existsSync(dirname(left))).toBe(false);
  } finally {
    await again.stop();
  }
  expect(existsSync(dirname(dirname(left)))).toBe(false);
});
