import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startEsclEmulator, type EmulatedSheet, type EsclEmulator, type EsclEmulatorOptions, type EsclFaults } from "../../test/emulators/escl.ts";
import { isFailure } from "../../domain/failure.ts";
import { describeScannerDriver } from "../driver-conformance.ts";
import type { ScanOptions } from "../driver.ts";
import type { PageOutcome } from "../pipeline/page-pool.ts";
import { sharp } from "../pipeline/sharp.ts";
import { createScanController, type ScanRequest } from "../scan-controller.ts";
import { createEsclDriver } from "./escl-driver.ts";
import type { EsclDevice } from "./escl-endpoint.ts";
import type { EsclLimits } from "./escl-job.ts";

const options: ScanOptions = { source: "feeder", colour: "colour", resolutionDpi: 75, pageSize: "a4" };
const quick: EsclLimits = { answerLimitMs: 5_000, silenceLimitMs: 20_000, busyLimitMs: 5_000, retryMs: 10 };
const impatient: EsclLimits = { answerLimitMs: 200, silenceLimitMs: 400, busyLimitMs: 100, retryMs: 10 };

const samples = await Promise.all(["01-施工许可申请表", "02-营业执照", "03-法定代表人身份证复印件", "04-用地批准手续", "05-中标通知书"].map((name) => readFile(new URL(`../../samples/${name}.jpg`, import.meta.url))));
const sheets: EmulatedSheet[] = samples.map((front) => ({ front }));

let root = "";
let emulator: EsclEmulator | undefined;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "escl-test-"));
});
afterEach(() => emulator?.unplug());
afterAll(() => rm(root, { recursive: true, force: true }));

async function start(startOptions: EsclEmulatorOptions = { sheets }, faults: Partial<EsclFaults> = {}): Promise<EsclEmulator> {
  emulator = await startEsclEmulator(startOptions);
  emulator.setFaults(faults);
  return emulator;
}

describeScannerDriver("eSCL", async () => {
  const scanner = await start();
  return { driver: createEsclDriver([{ url: scanner.url }], quick), deviceId: scanner.url, options, sheets: sheets.length, countFed: () => scanner.sheetsFed };
});

async function scan(scanner: EsclEmulator, request: Partial<ScanRequest> = {}, limits = quick, device: Partial<EsclDevice> = {}) {
  const temporaryFolder = join(root, "jobs");
  const driver = createEsclDriver([{ url: scanner.url, ...device }], limits);
  const controller = createScanController({ drivers: [driver], temporaryFolder });
  const outcomes: PageOutcome[] = [];
  let error: unknown;
  try {
    for await (const outcome of controller.scanPages({ address: `escl:${scanner.url}`, options, mode: "fast", ...request })) outcomes.push(outcome);
  } catch (thrown) {
    error = thrown;
  }
  expect(await readdir(temporaryFolder).catch(() => [])).toEqual([]);
  // A device that still can be reached is left without a job that keeps it busy.
  if (!isFailure(error, "scanner-connection-lost")) expect(scanner.jobs.filter(({ state }) => state === "Processing")).toEqual([]);
  return { outcomes, pages: outcomes.filter((outcome) => "page" in outcome).length, error };
}

describe("eSCL scanner", () => {
  it("says what the device can do and is called", async () => {
    const scanner = await start();
    const driver = createEsclDriver([{ url: scanner.url }, { url: "http://127.0.0.1:9/eSCL" }], quick);
    expect(await driver.listDevices()).toEqual([{ id: scanner.url, name: "Emulated Office Scanner" }]);
    expect(await driver.readCapabilities(scanner.url)).toEqual({ sources: ["feeder", "feeder-duplex", "flatbed"], colours: ["colour", "grey"], resolutionsDpi: [75, 200, 300], pageSizes: ["a4", "a5", "b5"] });
  });

  it.each([404, 409, 410] as const)("takes %i for the end of the batch", async (endStatus) => {
    const { pages, error } = await scan(await start({ sheets }, { endStatus }));
    expect({ pages, error }).toEqual({ pages: 5, error: undefined });
  });

  it("asks for A4 in the colour and resolution chosen", async () => {
    const scanner = await start();
    const driver = createEsclDriver([{ url: scanner.url }], quick);
    const job = { folder: root, signal: new AbortController().signal, onProgress: () => undefined };
    for await (const sheet of driver.scan(scanner.url, { source: "flatbed", colour: "grey", resolutionDpi: 200, pageSize: "a4" }, job)) {
      if (!("bytes" in sheet)) throw new Error("expected bytes");
      expect(await sharp(sheet.bytes).metadata()).toMatchObject({ format: "jpeg", channels: 1, width: 1653, height: 2339 });
    }
    expect(scanner.jobs).toMatchObject([{ documents: 1, settings: { source: "Platen", width: 2480, height: 3508 } }]);
  });

  it("asks for no more than a smaller glass holds", async () => {
    const scanner = await start({ sheets, model: { maximumWidth: 2550, maximumHeight: 3300 } });
    expect((await scan(scanner)).pages).toBe(5);
    expect(scanner.jobs[0]?.settings).toMatchObject({ width: 2480, height: 3300 });
  });

  it("turns two-sided sheets into fronts and backs in order", async () => {
    const [front = Buffer.alloc(0), back = Buffer.alloc(0)] = samples;
    const scanner = await start({ sheets: [{ front, back }, { front, back }] });
    const { outcomes, error } = await scan(scanner, { options: { ...options, source: "feeder-duplex" } });
    expect(error).toBeUndefined();
    expect(outcomes).toHaveLength(4);
    expect(scanner.sheetsFed).toBe(2);
  });

  it("goes to the device's own address whatever host it names", async () => {
    const { pages, error } = await scan(await start({ sheets }, { locationHost: "printer.invalid:8080" }));
    expect({ pages, error }).toEqual({ pages: 5, error: undefined });
  });

  it("waits for a device that is busy or not ready for a moment", async () => {
    const { pages, error } = await scan(await start({ sheets }, { busyAnswers: 3, notReadyAnswers: 3 }));
    expect({ pages, error }).toEqual({ pages: 5, error: undefined });
  });

  it("waits for a slow device as long as it says something", async () => {
    const { pages, error } = await scan(await start({ sheets: sheets.slice(0, 2) }, { pieceDelayMs: 20 }), { options: { ...options, resolutionDpi: 200 } });
    expect({ pages, error }).toEqual({ pages: 2, error: undefined });
  });

  it("keeps finished pages when cancelled in the middle, and frees the device", async () => {
    const scanner = await start({ sheets }, { pieceDelayMs: 5 });
    const cancel = new AbortController();
    const { pages, error } = await scan(scanner, { signal: cancel.signal, onSheetProgress: ({ sheet }) => void (sheet === 3 && cancel.abort()) });
    expect(error).toBeUndefined();
    expect(pages).toBe(2);
    expect(scanner.jobs).toMatchObject([{ state: "Canceled" }]);
    scanner.mend();
    expect((await scan(scanner)).error).toBeUndefined();
  });
});

describe("eSCL trouble", () => {
  it.each<[string, Partial<EsclFaults>, string, number]>([
    ["a jam", { jamAfter: 2 }, "scanner-jam", 2],
    ["a jam on the first sheet", { jamAfter: 0 }, "scanner-jam", 0],
    ["an opened cover", { openAfter: 3 }, "scanner-cover-open", 3],
    ["the stop key", { stopAfter: 1 }, "scanner-stopped-at-device", 1],
    ["a device gone in mid-page", { dieAfter: 2 }, "scanner-connection-lost", 2],
    ["a password", { isLocked: true }, "scanner-access-denied", 0],
    ["a PDF in place of a picture", { sendsPdf: true }, "scanner-format-unsupported", 0],
  ])("names %s and keeps the sheets before it", async (_title, faults, code, pages) => {
    const result = await scan(await start({ sheets }, faults));
    expect(result.error).toMatchObject({ code, details: { pages } });
    expect(result.pages).toBe(pages);
  });

  it.each([false, true])("names an empty feeder (told only after the job was taken: %s), and scans once paper is in it", async (looksLater) => {
    const scanner = await start({}, { looksLater });
    expect((await scan(scanner)).error).toMatchObject({ code: "scanner-feeder-empty", details: { pages: 0 } });
    scanner.load(sheets);
    expect((await scan(scanner)).pages).toBe(5);
  });

  it("goes on with the rest after a jam is cleared", async () => {
    const scanner = await start({ sheets }, { jamAfter: 2 });
    expect((await scan(scanner)).pages).toBe(2);
    scanner.mend();
    expect(await scan(scanner)).toMatchObject({ pages: 3, error: undefined });
  });

  it("comes back after it was unplugged in mid-page and plugged in again", async () => {
    const scanner = await start({ sheets }, { dieAfter: 1 });
    expect((await scan(scanner)).error).toMatchObject({ code: "scanner-connection-lost" });
    expect((await scan(scanner)).error).toMatchObject({ code: "scanner-device-gone" });
    scanner.mend();
    await scanner.plugIn();
    expect((await scan(scanner)).error).toBeUndefined();
  });

  it.each<[string, Partial<EsclFaults>, string]>([
    ["stays busy", { busyAnswers: 1e6 }, "scanner-busy"],
    ["is never ready", { notReadyAnswers: 1e6 }, "scanner-not-responding"],
    ["falls silent in a job", { muteAfter: 1 }, "scanner-not-responding"],
    ["never answered", { isMute: true }, "scanner-device-gone"],
  ])("gives up on a device that %s", async (_title, faults, code) => {
    expect((await scan(await start({ sheets }, faults), {}, impatient)).error).toMatchObject({ code, retryable: true });
  });

  it("says plainly when a device delivers PDF only", async () => {
    const scanner = await start({ sheets, model: { formats: ["application/pdf"] } });
    const driver = createEsclDriver([{ url: scanner.url }], quick);
    await expect(driver.readCapabilities(scanner.url)).rejects.toMatchObject({ code: "scanner-format-unsupported", details: { formats: "application/pdf" } });
    expect((await scan(scanner)).error).toMatchObject({ code: "scanner-format-unsupported" });
    expect(scanner.jobs).toEqual([]);
  });

  it("takes PNG from a device without JPEG", async () => {
    const scanner = await start({ sheets: sheets.slice(0, 1), model: { formats: ["image/png"] } });
    expect(await scan(scanner)).toMatchObject({ pages: 1, error: undefined });
  });
});

describe("eSCL over TLS", () => {
  const certificate = (name: string) => {
    const [key, cert] = [join(root, `${name}.key`), join(root, `${name}.pem`)];
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=EMULATED"], { stdio: "ignore" });
    return Promise.all([readFile(key, "utf8"), readFile(cert, "utf8")]).then(([keyText, certText]) => ({ key: keyText, cert: certText }));
  };

  it("trusts the device's own certificate and no other", async () => {
    const [own, other] = [await certificate("own"), await certificate("other")];
    const scanner = await start({ sheets: sheets.slice(0, 2), tls: own });
    onTestFinished(() => scanner.unplug());
    expect((await scan(scanner)).error).toMatchObject({ code: "scanner-certificate-untrusted" });
    expect((await scan(scanner, {}, quick, { trustedCertificate: other.cert })).error).toMatchObject({ code: "scanner-certificate-untrusted" });
    expect(await scan(scanner, {}, quick, { trustedCertificate: own.cert })).toMatchObject({ pages: 2, error: undefined });
  });
});
