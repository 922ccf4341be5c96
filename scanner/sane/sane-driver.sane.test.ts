import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPageViolations } from "../../domain/page/page-rules.ts";
import { describeScannerDriver } from "../driver-conformance.ts";
import type { ScanOptions } from "../driver.ts";
import type { PageOutcome } from "../pipeline/page-pool.ts";
import { createScanController, type ScanRequest } from "../scan-controller.ts";
import { createSaneDriver } from "./sane-driver.ts";
import type { SaneEnvironment } from "./sane-environment.ts";
import { createSaneTestEnvironment, failWith, type SaneTestStatus } from "./sane-test-backend.ts";

const FEEDER_SHEETS = 10;
const options: ScanOptions = { source: "feeder", colour: "colour", resolutionDpi: 75, pageSize: "a4" };

let root = "";
let environment: SaneEnvironment = {};
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "sane-test-"));
  environment = await createSaneTestEnvironment(join(root, "config"));
});
afterAll(async () => rm(root, { recursive: true, force: true }));

describeScannerDriver("SANE test backend", async () => ({
  driver: createSaneDriver(environment),
  deviceId: "test:0",
  options,
  sheets: FEEDER_SHEETS,
}));

async function scan(saneEnvironment: SaneEnvironment, request: Partial<ScanRequest> = {}) {
  const temporaryFolder = join(root, "jobs");
  const controller = createScanController({ drivers: [createSaneDriver(saneEnvironment)], temporaryFolder });
  const outcomes: PageOutcome[] = [];
  let error: unknown;
  try {
    for await (const outcome of controller.scanPages({ address: "sane:test:0", options, mode: "fast", ...request })) outcomes.push(outcome);
  } catch (thrown) {
    error = thrown;
  }
  // Nothing stays behind, however it ended.
  expect(await readdir(temporaryFolder)).toEqual([]);
  return { outcomes, error };
}

/** Stands where `scanimage` stands, so that the real one can be made to change its mind between sheets. */
async function createScript(name: string, lines: readonly string[]): Promise<SaneEnvironment> {
  const command = join(root, name);
  await writeFile(command, ["#!/bin/sh", 'case "$*" in *--batch=*) ;; *) exec scanimage "$@";; esac', ...lines, ""].join("\n"));
  await chmod(command, 0o755);
  return { ...environment, command };
}

describe("SANE, the real test backend", () => {
  it.each([75, 200, 300])("feeds ten sheets at %i dpi into ten pages", async (resolutionDpi) => {
    const { outcomes, error } = await scan(environment, { options: { ...options, resolutionDpi } });
    expect(error).toBeUndefined();
    expect(outcomes.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const outcome of outcomes) {
      if (!("page" in outcome)) throw outcome.failure;
      expect(findPageViolations({ ...outcome.page, format: "jpeg" })).toEqual([]);
      expect(outcome.page.height / outcome.page.width).toBeCloseTo(297 / 210, 1);
    }
  });

  it("takes one sheet from the glass, in grey", async () => {
    const { outcomes } = await scan(environment, { options: { source: "flatbed", colour: "grey", resolutionDpi: 100, pageSize: "a5" } });
    expect(outcomes).toHaveLength(1);
    const [outcome] = outcomes;
    if (!outcome || !("page" in outcome)) throw new Error("no page");
    // A5 at 100 dpi.
    expect(Math.abs(outcome.page.width - 583)).toBeLessThan(3);
    expect(Math.abs(outcome.page.height - 827)).toBeLessThan(3);
  });

  it("refuses what the device cannot do before any paper moves", async () => {
    expect((await scan(environment, { options: { ...options, source: "feeder-duplex" } })).error).toMatchObject({ code: "scanner-option-refused", details: { option: "source" } });
    expect((await scan(environment, { options: { ...options, pageSize: "a3" } })).error).toMatchObject({ code: "scanner-option-refused", details: { option: "pageSize", value: "a3" } });
  });

  it("keeps finished pages when cancelled in the middle", async () => {
    const cancel = new AbortController();
    const slow = { ...environment, extraArguments: ["--read-delay=yes", "--read-delay-duration=20000"] };
    const onPageProgress: ScanRequest["onPageProgress"] = ({ position, state }) => {
      if (position === 2 && state === "prepared") cancel.abort();
    };
    const { outcomes, error } = await scan(slow, { signal: cancel.signal, onPageProgress });
    expect(error).toBeUndefined();
    expect(outcomes.length).toBeGreaterThanOrEqual(2);
    expect(outcomes.length).toBeLessThan(FEEDER_SHEETS);
  });

  it.each<[SaneTestStatus, string]>([
    ["JAMMED", "scanner-jam"],
    ["NO_DOCS", "scanner-feeder-empty"],
    ["COVER_OPEN", "scanner-cover-open"],
    ["IO_ERROR", "scanner-connection-lost"],
    ["DEVICE_BUSY", "scanner-busy"],
    ["NO_MEM", "scanner-out-of-memory"],
    ["ACCESS_DENIED", "scanner-access-denied"],
    ["CANCELLED", "scanner-stopped-at-device"],
  ])("names %s", async (status, code) => {
    const { outcomes, error } = await scan(failWith(environment, status));
    expect(outcomes).toEqual([]);
    expect(error).toMatchObject({ code, details: { device: "test:0", pages: 0 } });
  });

  it("keeps the sheets before a jam in the middle of the job", async () => {
    const jamming = await createScript("jamming", [
      'scanimage "$@" --batch-count=3 || exit $?',
      // The first one has read all permits there were.
      'yes "" | scanimage "$@" --batch-start=4 --mode=Gray -x 40 -y 40 --read-return-value=SANE_STATUS_JAMMED',
    ]);
    const { outcomes, error } = await scan(jamming);
    expect(outcomes.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(error).toMatchObject({ code: "scanner-jam", retryable: true, details: { pages: 3 } });
  });

  it("keeps the sheets before the device vanished (its process died)", async () => {
    const dying = await createScript("dying", ['scanimage "$@" --batch-count=2 2>/dev/null || exit $?', "kill -9 $$"]);
    const { outcomes, error } = await scan(dying);
    expect(outcomes).toHaveLength(2);
    expect(error).toMatchObject({ code: "scanner-connection-lost", details: { pages: 2 } });
  });

  it("gives up on a device that says nothing more", async () => {
    const hanging = await createScript("hanging", ['scanimage "$@" --batch-count=1 2>/dev/null || exit $?', "exec sleep 600"]);
    const { outcomes, error } = await scan({ ...hanging, silenceLimitMs: 1500 });
    expect(outcomes).toHaveLength(1);
    expect(error).toMatchObject({ code: "scanner-not-responding" });
  });

  it("does not wait for a backend that hangs while it leaves", async () => {
    const lingering = await createScript("lingering", ['scanimage "$@" --batch-count=2 || exit $?', "exec sleep 600"]);
    const { outcomes, error } = await scan(lingering);
    expect({ pages: outcomes.length, error }).toEqual({ pages: 2, error: undefined });
  });

  it("names a device that is gone, and a missing scanimage", async () => {
    expect((await scan(environment, { address: "sane:test:9" })).error).toMatchObject({ code: "scanner-device-gone" });
    const missing = { ...environment, command: join(root, "no-such-program") };
    expect((await scan(missing)).error).toMatchObject({ code: "scanner-software-missing" });
    await expect(createSaneDriver(missing).listDevices()).rejects.toMatchObject({ code: "scanner-software-missing" });
  });
});
