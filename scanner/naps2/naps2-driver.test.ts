import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Naps2Fault, Naps2Scene } from "../../test/emulators/naps2-console.ts";
import { describeScannerDriver } from "../driver-conformance.ts";
import type { ScanOptions } from "../driver.ts";
import type { PageOutcome } from "../pipeline/page-pool.ts";
import { createScanController, type ScanRequest } from "../scan-controller.ts";
import { createNaps2Driver } from "./naps2-driver.ts";
import type { Naps2Environment } from "./naps2-environment.ts";

const options: ScanOptions = { source: "feeder", colour: "colour", resolutionDpi: 200, pageSize: "a4" };
const console_ = new URL("../../test/emulators/naps2-console.ts", import.meta.url).pathname;
const samples = ["01-施工许可申请表", "02-营业执照", "05-中标通知书"].map((name) => new URL(`../../samples/${name}.jpg`, import.meta.url)).map(({ pathname }) => decodeURIComponent(pathname));
const full: Naps2Scene = { devices: { twain: ["PaperStream IP fi-7160"], wia: ["PaperStream IP fi-7160", "HP LaserJet MFP"] }, sheets: samples };

let root = "";
let scenes = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "naps2-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The program with what lies in it. Its own process reads the scene's file, so the file's name goes by a small program in front. */
async function withScene(scene: Partial<Naps2Scene>): Promise<Naps2Environment> {
  const number = ++scenes;
  const [file, command] = [join(root, `scene-${number}.json`), join(root, `naps2-${number}`)];
  await writeFile(file, JSON.stringify({ ...full, ...scene }));
  await writeFile(command, `#!/bin/sh\nNAPS2_EMULATOR='${file}' exec '${process.execPath}' '${console_}' "$@"\n`);
  await chmod(command, 0o755);
  return { command };
}

describeScannerDriver("NAPS2 console", async () => ({
  driver: createNaps2Driver(await withScene({})),
  deviceId: "twain:PaperStream IP fi-7160",
  options,
  sheets: samples.length,
  deliversAtOnce: true,
}));

async function scan(scene: Partial<Naps2Scene>, request: Partial<ScanRequest> = {}, environment: Partial<Naps2Environment> = {}) {
  const temporaryFolder = join(root, "jobs");
  const controller = createScanController({ drivers: [createNaps2Driver({ ...(await withScene(scene)), ...environment })], temporaryFolder });
  const outcomes: PageOutcome[] = [];
  let error: unknown;
  try {
    for await (const outcome of controller.scanPages({ address: "naps2:twain:PaperStream IP fi-7160", options, mode: "fast", ...request })) outcomes.push(outcome);
  } catch (thrown) {
    error = thrown;
  }
  expect(await readdir(temporaryFolder).catch(() => [])).toEqual([]);
  return { pages: outcomes.filter((outcome) => "page" in outcome).length, error };
}

describe("scanners under Windows, by NAPS2's console", () => {
  it("lists each device once, by the richer way to it, and does without TWAIN where there is none", async () => {
    expect(await createNaps2Driver(await withScene({})).listDevices()).toEqual([
      { id: "twain:PaperStream IP fi-7160", name: "PaperStream IP fi-7160" }, { id: "wia:HP LaserJet MFP", name: "HP LaserJet MFP" },
    ]);
    const withoutTwain = createNaps2Driver(await withScene({ fault: "no-driver", devices: { twain: [], wia: ["HP LaserJet MFP"] } }));
    expect(await withoutTwain.listDevices()).toEqual([{ id: "wia:HP LaserJet MFP", name: "HP LaserJet MFP" }]);
  });

  it("takes both sides, and the glass once", async () => {
    expect(await scan({ canDuplex: true }, { options: { ...options, source: "feeder-duplex" } })).toMatchObject({ pages: 6, error: undefined });
    expect(await scan({}, { options: { ...options, source: "flatbed" } })).toMatchObject({ pages: 1, error: undefined });
  });

  it("delivers nothing of a cancelled batch, and leaves no process behind", async () => {
    const cancel = new AbortController();
    const result = await scan({ sheetDelayMs: 300 }, { signal: cancel.signal, onSheetProgress: ({ sheet }) => void (sheet === 1 && cancel.abort()) });
    expect(result).toEqual({ pages: 0, error: undefined });
  });

  const named: readonly (readonly [Naps2Fault, string])[] = [
    ["jam", "scanner-jam"], ["cover", "scanner-cover-open"], ["offline", "scanner-device-gone"], ["busy", "scanner-busy"], ["warming-up", "scanner-busy"],
    ["interrupted", "scanner-connection-lost"], ["driver-error", "scanner-failed"],
  ];
  describe.each([["English", {}], ["Chinese", { language: "zh" }], ["Chinese in GBK", { language: "zh", isGbk: true }]] as const)("in %s", (_language, speech) => {
    it.each(named)("names %s and keeps the sheets before it", async (fault, code) => {
      expect(await scan({ ...speech, fault, faultAfter: 2 })).toMatchObject({ pages: 2, error: { code, details: { pages: 2 } } });
    });
    it("names an empty feeder, a device that is not there, and one that cannot do both sides", async () => {
      expect(await scan({ ...speech, sheets: [] })).toMatchObject({ pages: 0, error: { code: "scanner-feeder-empty" } });
      expect(await scan({ ...speech, devices: { twain: [], wia: [] } })).toMatchObject({ pages: 0, error: { code: "scanner-device-gone" } });
      expect(await scan(speech, { options: { ...options, source: "feeder-duplex" } })).toMatchObject({ pages: 0, error: { code: "scanner-option-refused", details: { option: "source" } } });
    });
  });

  it("does not take a crash for an end, though it comes with a good exit code; its pages are lost", async () => {
    expect(await scan({ fault: "crash", faultAfter: 2 })).toMatchObject({ pages: 0, error: { code: "scanner-failed", details: { pages: 0 } } });
  });

  it("ends a program that says nothing more", async () => {
    expect(await scan({ fault: "hang", faultAfter: 1 }, {}, { silenceLimitMs: 3_000 })).toMatchObject({ pages: 0, error: { code: "scanner-not-responding", retryable: true } });
  });

  it("says what is missing where NAPS2 is not installed", async () => {
    const driver = createNaps2Driver({ command: join(root, "no-such-program") });
    await expect(driver.listDevices()).rejects.toMatchObject({ code: "scanner-software-missing", details: { program: "NAPS2" } });
  });
});
