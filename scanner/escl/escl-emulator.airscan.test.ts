import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startEsclEmulator, type EmulatedSheet, type EsclEmulator, type EsclFaults } from "../../test/emulators/escl.ts";
import type { ScannerDriver, ScanOptions } from "../driver.ts";
import { decodeScan } from "../pipeline/decode-scan.ts";
import { createSaneDriver } from "../sane/sane-driver.ts";
import { createEsclDriver } from "./escl-driver.ts";

/**
 * The emulator before an independent judge: Debian's `sane-airscan`, written by others against hundreds of real devices, must get
 * from it what our own driver gets. Needs the Debian packages sane-utils and sane-airscan.
 */
const options: ScanOptions = { source: "feeder", colour: "grey", resolutionDpi: 75, pageSize: "a4" };

let root = "";
let sheets: EmulatedSheet[] = [];
let emulator: EsclEmulator | undefined;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "airscan-test-"));
  const names = ["01-施工许可申请表", "02-营业执照", "05-中标通知书"];
  sheets = await Promise.all(names.map(async (name) => ({ front: await readFile(new URL(`../../samples/${name}.jpg`, import.meta.url)) })));
});
afterEach(() => emulator?.unplug());
afterAll(() => rm(root, { recursive: true, force: true }));

async function start(faults: Partial<EsclFaults> = {}, paper = sheets): Promise<EsclEmulator> {
  emulator = await startEsclEmulator({ sheets: paper });
  emulator.setFaults(faults);
  return emulator;
}

/** SANE with no backend but airscan, told where the emulator is. */
async function createAirscanDriver({ url }: EsclEmulator): Promise<{ driver: ScannerDriver; deviceId: string }> {
  const configFolder = join(root, "config");
  await mkdir(configFolder, { recursive: true });
  await writeFile(join(configFolder, "dll.conf"), "airscan\n");
  await writeFile(join(configFolder, "airscan.conf"), `[devices]\n"Emulator" = ${url}, eSCL\n[options]\ndiscovery = disable\nws-discovery = off\n`);
  const driver = createSaneDriver({ configFolder });
  const device = (await driver.listDevices()).find(({ id }) => id.startsWith("airscan:"));
  if (!device) throw new Error("SANE lists no airscan device: is the Debian package sane-airscan installed?");
  return { driver, deviceId: device.id };
}

/** Sizes of the pages delivered, and how it ended. */
async function scan(driver: ScannerDriver, deviceId: string, scanOptions = options) {
  const folder = await mkdtemp(join(root, "job-"));
  const pages: { width: number; height: number }[] = [];
  let code = "";
  try {
    for await (const sheet of driver.scan(deviceId, scanOptions, { folder, signal: new AbortController().signal, onProgress: () => undefined })) {
      const { width, height } = (await decodeScan(sheet)).pixels;
      pages.push({ width, height });
    }
  } catch (error) {
    code = (error as { code: string }).code;
  }
  expect((await readdir(folder)).length).toBeLessThanOrEqual(1);
  return { pages, code };
}

describe("the eSCL emulator, seen by sane-airscan and by our own driver", () => {
  it("has the same abilities for both", async () => {
    const scanner = await start();
    const airscan = await createAirscanDriver(scanner);
    const [theirs, ours] = [await airscan.driver.readCapabilities(airscan.deviceId), await createEsclDriver([{ url: scanner.url }]).readCapabilities(scanner.url)];
    expect(new Set(theirs.sources)).toEqual(new Set(ours.sources));
    expect(theirs.colours).toEqual(ours.colours);
    expect(theirs.resolutionsDpi).toEqual(ours.resolutionsDpi);
  });

  it.each<[string, ScanOptions]>([
    ["the feeder", options],
    ["both sides", { ...options, source: "feeder-duplex" }],
    ["the glass in colour", { ...options, source: "flatbed", colour: "colour" }],
  ])("gives both the same pages from %s", async (_title, scanOptions) => {
    const scanner = await start();
    const { driver, deviceId } = await createAirscanDriver(scanner);
    const theirs = await scan(driver, deviceId, scanOptions);
    scanner.load(sheets.slice(0, scanner.sheetsFed));
    const ours = await scan(createEsclDriver([{ url: scanner.url }]), scanner.url, scanOptions);
    expect({ theirs: theirs.code, ours: ours.code }).toEqual({ theirs: "", ours: "" });
    expect(ours.pages).toHaveLength({ "feeder": 3, "feeder-duplex": 6, "flatbed": 1 }[scanOptions.source]);
    expect(theirs.pages).toHaveLength(ours.pages.length);
    // Both ask for A4; millimetres are rounded to pixels in one place and to 1/300 inch in the other.
    for (const [index, { width, height }] of theirs.pages.entries()) {
      expect(Math.abs(width - (ours.pages[index]?.width ?? 0))).toBeLessThanOrEqual(2);
      expect(Math.abs(height - (ours.pages[index]?.height ?? 0))).toBeLessThanOrEqual(2);
    }
  });

  it.each<[string, Partial<EsclFaults>, number, string]>([
    ["an empty feeder", {}, 0, "scanner-feeder-empty"],
    ["409 at the end", { endStatus: 409 }, 3, ""],
    ["a moment of not being ready", { notReadyAnswers: 1 }, 3, ""],
    ["a jam", { jamAfter: 1 }, 1, "scanner-jam"],
  ])("tells both of %s", async (_title, faults, pages, code) => {
    const results = [];
    for (const isOurs of [false, true]) {
      const scanner = await start(faults, pages === 0 ? [] : sheets);
      const airscan = isOurs ? undefined : await createAirscanDriver(scanner);
      const result = airscan ? await scan(airscan.driver, airscan.deviceId) : await scan(createEsclDriver([{ url: scanner.url }]), scanner.url);
      results.push({ pages: result.pages.length, code: result.code });
      await scanner.unplug();
    }
    expect(results).toEqual([{ pages, code }, { pages, code }]);
  });
});
