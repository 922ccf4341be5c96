import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Failure } from "../domain/failure.ts";
import { describeScannerDriver } from "./driver-conformance.ts";
import type { ScannerDriver, ScanOptions } from "./driver.ts";
import { sharp } from "./pipeline/sharp.ts";
import { createScanController, type ScanRequest } from "./scan-controller.ts";

const sheet = await sharp({ create: { width: 500, height: 700, channels: 3, background: "white" } }).jpeg().toBuffer();
const options: ScanOptions = { source: "feeder", colour: "colour", resolutionDpi: 200, pageSize: "a4" };

interface FakeScript {
  readonly sheets: number;
  /** Thrown after that many sheets. */
  readonly trouble?: { readonly after: number; readonly error: unknown };
  /** Hangs after that many sheets until cancelled. */
  readonly hangsAfter?: number;
}

/** A device in memory that can fail in the middle of a job. */
function createFakeDriver(script: FakeScript): ScannerDriver & { fed(): number } {
  let fed = 0;
  return {
    kind: "fake",
    fed: () => fed,
    listDevices: async () => [{ id: "one", name: "Fake One" }],
    async readCapabilities(deviceId) {
      if (deviceId !== "one") throw new Failure("scanner-device-gone", { details: { device: deviceId } });
      return { sources: ["feeder"], colours: ["colour"], resolutionsDpi: [200, 300], pageSizes: ["a4" as const] };
    },
    async *scan(deviceId, _options, job) {
      await this.readCapabilities(deviceId);
      for (let index = 1; index <= script.sheets && !job.signal.aborted; index++) {
        if (script.hangsAfter === index - 1) {
          await new Promise<void>((resolve) => job.signal.addEventListener("abort", () => resolve(), { once: true }));
          return;
        }
        if (script.trouble?.after === index - 1) throw script.trouble.error;
        fed++;
        await writeFile(join(job.folder, "raw"), sheet);
        job.onProgress({ sheet: index, share: 1 });
        yield { name: `sheet-${index}`, bytes: sheet };
      }
    },
  };
}

describeScannerDriver("fake", async () => {
  const driver = createFakeDriver({ sheets: 8 });
  return { driver, deviceId: "one", options, sheets: 8, countFed: driver.fed };
});

let temporaryFolder = "";
beforeAll(async () => void (temporaryFolder = await mkdtemp(join(tmpdir(), "controller-"))));
afterAll(async () => rm(temporaryFolder, { recursive: true }));

async function run(driver: ScannerDriver, request: Partial<ScanRequest> = {}) {
  const controller = createScanController({ drivers: [driver], temporaryFolder });
  const pages: number[] = [];
  let error: unknown;
  try {
    for await (const outcome of controller.scanPages({ address: "fake:one", options, mode: "fast", ...request })) pages.push(outcome.position);
  } catch (thrown) {
    error = thrown;
  }
  expect(await readdir(temporaryFolder)).toEqual([]);
  return { pages, error };
}

describe("scan controller", () => {
  it("delivers the pages before a jam, then the jam with their count", async () => {
    const jam = new Failure("scanner-jam", { retryable: true, details: { device: "one" } });
    const { pages, error } = await run(createFakeDriver({ sheets: 9, trouble: { after: 3, error: jam } }));
    expect(pages).toEqual([1, 2, 3]);
    expect(error).toMatchObject({ code: "scanner-jam", retryable: true, details: { device: "one", pages: 3 } });
  });

  it("names what a driver did not foresee", async () => {
    const full = Object.assign(new Error("write"), { code: "ENOSPC" });
    expect((await run(createFakeDriver({ sheets: 2, trouble: { after: 1, error: full } }))).error).toMatchObject({ code: "scanner-disk-full" });
    const odd = new TypeError("unheard of");
    expect((await run(createFakeDriver({ sheets: 2, trouble: { after: 1, error: odd } }))).error).toMatchObject({ code: "scanner-failed", details: { pages: 1 } });
  });

  it("keeps finished pages when cancelled while the device hangs", async () => {
    const cancel = new AbortController();
    const onPageProgress: ScanRequest["onPageProgress"] = ({ position, state }) => {
      if (position === 2 && state === "prepared") cancel.abort();
    };
    const { pages, error } = await run(createFakeDriver({ sheets: 9, hangsAfter: 2 }), { signal: cancel.signal, onPageProgress });
    expect({ pages, error }).toEqual({ pages: [1, 2], error: undefined });
  });

  it.each<[string, Partial<ScanOptions>]>([
    ["source", { source: "flatbed" }],
    ["colour", { colour: "grey" }],
    ["resolutionDpi", { resolutionDpi: 250 }],
  ])("refuses a %s the device does not have", async (option, change) => {
    const { error } = await run(createFakeDriver({ sheets: 1 }), { options: { ...options, ...change } });
    expect(error).toMatchObject({ code: "scanner-option-refused", details: { option } });
  });

  it("refuses a second job on a busy device and frees it afterwards", async () => {
    const controller = createScanController({ drivers: [createFakeDriver({ sheets: 2 })], temporaryFolder });
    const request: ScanRequest = { address: "fake:one", options, mode: "fast" };
    const first = controller.scanPages(request);
    await first.next();
    const cancelled = new AbortController();
    const held = createScanController({ drivers: [createFakeDriver({ sheets: 3, hangsAfter: 1 })], temporaryFolder });
    const holding = held.scanPages({ ...request, signal: cancelled.signal });
    await holding.next();
    await expect(held.scanPages(request).next()).rejects.toMatchObject({ code: "scanner-busy" });
    cancelled.abort();
    await holding.next();
    const again = held.scanPages({ ...request, signal: AbortSignal.abort() });
    expect((await again.next()).done).toBe(true);
    await first.return(undefined);
  });

  it("lists the devices of the drivers that answer beside the failures of those that do not", async () => {
    const broken: ScannerDriver = { ...createFakeDriver({ sheets: 0 }), kind: "broken", listDevices: () => Promise.reject(new Failure("scanner-software-missing")) };
    const { devices, failures } = await createScanController({ drivers: [broken, createFakeDriver({ sheets: 1 })], temporaryFolder }).listDevices();
    expect(devices.map(({ address }) => address)).toEqual(["fake:one"]);
    expect(failures.map(({ code }) => code)).toEqual(["scanner-software-missing"]);
  });

  it("an address of no driver is a device that is gone", async () => {
    expect((await run(createFakeDriver({ sheets: 1 }), { address: "twain:x" })).error).toMatchObject({ code: "scanner-device-gone" });
  });
});
