import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DeviceStatus } from "../../contracts/ipc/devices.ts";
import { createSamVReader } from "../../devices/card-reader/sam-v-reader.ts";
import { findServices } from "../../devices/discovery/find-services.ts";
import { createEscposPrinter, defaultPrinterTimeouts } from "../../devices/receipt-printer/escpos-printer.ts";
import { networkChannel } from "../../devices/receipt-printer/network-channel.ts";
import { Failure } from "../../domain/failure.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { createNetworkScannerDriver } from "../../electron/workstation/scanning/network-scanners.ts";
import type { WorkstationDependencies } from "../../electron/workstation/workstation.ts";
import { sharp } from "../../scanner/pipeline/sharp.ts";
import { announceServices, ownNetwork } from "../emulators/dns-sd.ts";
import { startEsclEmulator } from "../emulators/escl.ts";
import { startIppEvePrinter } from "../emulators/ipp-eve-printer.ts";
import { ReceiptPrinterEmulator } from "../emulators/receipt-printer.ts";
import { startNetworkPrinter, type NetworkPrinter } from "../emulators/receipt-printer-network.ts";
import { createSamVEmulator } from "../emulators/sam-v.ts";
import { createSamVMemoryLine, type SamVMemoryLine } from "../emulators/sam-v-memory.ts";
import type { Headless } from "./headless.ts";
import { mondayMorning, openOfflineWindow } from "./offline.ts";

let window: Headless;
let at: Instant;
let line: SamVMemoryLine;
let told: DeviceStatus[];
const closing: (() => Promise<unknown>)[] = [];

/** The real drivers with the patience of a test. */
const openPrinter: WorkstationDependencies["openPrinter"] = ({ name, connection, answers }) => {
  if (connection.kind !== "network") throw new Error("a network printer is expected");
  return createEscposPrinter(networkChannel(connection), { name, answers, ...defaultPrinterTimeouts, answerTimeoutMs: 300 });
};
/** Devices are looked at more often than any clerk would need. */
const hurriedScheduler: WorkstationDependencies["scheduler"] = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs >= 2_000 && delayMs <= 8_000 ? delayMs / 20 : delayMs);
    return () => clearTimeout(timer);
  },
};
async function open(dependencies: Partial<WorkstationDependencies> = {}): Promise<void> {
  line = createSamVMemoryLine(createSamVEmulator());
  window = await openOfflineWindow({
    now: () => at,
    dependencies: {
      openPrinter,
      openCardReader: (_settings, today) => createSamVReader({ open: line.open, today, findIntervalMs: 5 }),
      createScannerDrivers: (_options, listNetworkScanners) => [createNetworkScannerDriver(listNetworkScanners)],
      findServices: async () => [],
      findCupsQueues: async () => [],
      scheduler: hurriedScheduler,
      ...dependencies,
    },
  });
  window.subscribe((topic, payload) => void (topic === "devices.status" && told.push(payload as DeviceStatus)));
}
beforeEach(() => {
  at = mondayMorning;
  told = [];
});
afterEach(async () => {
  await window.stop();
  await window.remove();
  for (const close of closing.splice(0)) await close();
  expect(window.loggedErrors).toEqual([]);
});

/** As the page does: asks to be told, and hears. */
const seen = (deviceId: string, expected: Partial<DeviceStatus>) =>
  vi.waitFor(async () => {
    const status = (await window.call("devices.watch", {})).find((one) => one.deviceId === deviceId);
    expect(status).toMatchObject(expected);
    return status!;
  }, { timeout: 30_000, interval: 100 });
const failing = (code: string) => [{ code }] as unknown as DeviceStatus["failures"];

describe("how the devices stand, while somebody looks", () => {
  it("tells a receipt printer's faults, and since when", async () => {
    const emulator = new ReceiptPrinterEmulator();
    const device = await startNetworkPrinter(emulator);
    closing.push(() => device.close());
    await open();
    await save(device);
    expect(await seen("slip", { condition: "ready" })).toMatchObject({ family: "receipt-printer", name: "窗口小票机", since: mondayMorning });
    at = addMs(at, 60_000);
    emulator.setFaults({ hasPaper: false });
    const empty = await seen("slip", { condition: "needs-attention", failures: failing("printer-paper-out") });
    expect(empty).toMatchObject({ since: at, failures: [{ details: { printer: "窗口小票机" } }] });
    at = addMs(at, 60_000);
    emulator.setFaults({ hasPaper: true, isCoverOpen: true });
    expect((await seen("slip", { failures: failing("printer-cover-open") })).since).toBe(at);
    emulator.mend();
    emulator.setFaults({ isNearEnd: true });
    await seen("slip", { condition: "ready", warnings: ["near-end"] });
    await device.unplug();
    await seen("slip", { condition: "offline", failures: failing("printer-offline") });
    await device.plugIn();
    await seen("slip", { condition: "ready" });
    const states = told.filter(({ deviceId }) => deviceId === "slip").map(({ condition, failures }) => failures[0]?.code ?? condition);
    expect(states.filter((state, index) => state !== states[index - 1])).toEqual(expect.arrayContaining(["ready", "printer-paper-out", "printer-cover-open", "printer-offline"]));
  });

  it("says of a printer that cannot talk back only that it is there", async () => {
    const device = await startNetworkPrinter(new ReceiptPrinterEmulator());
    closing.push(() => device.close());
    await open();
    await save(device, { answers: false });
    await seen("slip", { condition: "ready", warnings: ["no-answers"] });
  });

  it("tells an A4 printer's faults", async () => {
    const device = await startIppEvePrinter();
    closing.push(() => device.close());
    await open();
    await window.call("a4Printers.save", { printerId: "office", name: "A4 打印机", connection: { kind: "ipp", url: device.uri, certificate: null } });
    await seen("office", { family: "a4-printer", condition: "ready" });
    await device.setAttention("media-jam");
    const { jobId } = await window.call("printers.test", { printerId: "office" });
    await seen("office", { condition: "needs-attention", failures: failing("a4-printer-jam") });
    await device.mend();
    await vi.waitFor(async () => expect((await window.call("prints.list", {})).find((job) => job.jobId === jobId)?.state).toBe("printed"), { timeout: 30_000 });
    await seen("office", { condition: "ready" });
    await device.cutPower();
    await seen("office", { condition: "offline", failures: failing("a4-printer-offline") });
  });

  it("tells that the card reader was unplugged, and that it is back", async () => {
    await open();
    await window.call("cards.configure", { reader: { path: "/dev/ttyUSB0", baudRate: 115_200 } });
    await seen("card-reader", { condition: "ready", name: "/dev/ttyUSB0" });
    await line.unplug();
    await seen("card-reader", { condition: "offline", failures: failing("card-reader-missing") });
    await line.plugIn();
    await seen("card-reader", { condition: "ready" });
    const reading = window.call("cards.read", {});
    await seen("card-reader", { condition: "busy" });
    await window.call("cards.cancel", {});
    await expect(reading).rejects.toMatchObject({ code: "card-read-cancelled" });
    await window.call("cards.configure", { reader: null });
    expect(await window.call("devices.watch", {})).toEqual([]);
  });

  it("tells a network scanner's faults", async () => {
    const scanner = await startEsclEmulator({ sheets: [{ front: await sheet() }] });
    closing.push(() => scanner.unplug());
    await open();
    await window.call("networkScanners.save", { url: scanner.url, name: "二楼扫描仪", certificate: null });
    const id = `escl:${scanner.url}`;
    await seen(id, { family: "scanner", name: "二楼扫描仪", condition: "ready" });
    scanner.setFaults({ jamAfter: 0 });
    await expect(scanAtFeeder(id)).rejects.toMatchObject({ code: "scanner-jam" });
    await seen(id, { condition: "needs-attention", failures: failing("scanner-jam") });
    scanner.mend();
    await seen(id, { condition: "ready" });
    await scanner.unplug();
    await seen(id, { condition: "offline", failures: failing("scanner-device-gone") });
  });

  it("keeps a found scanner in sight that was unplugged, and says why none can be looked for", async () => {
    let isHere = true;
    let canLook = true;
    const driver = { kind: "sane", listDevices: async () => {
      if (!canLook) throw new Failure("scanner-software-missing");
      return isHere ? [{ id: "x:1", name: "富士通 fi-7160" }] : [];
    } };
    await open({ createScannerDrivers: () => [driver as never] });
    await seen("sane:x:1", { name: "富士通 fi-7160", condition: "ready" });
    isHere = false;
    await seen("sane:x:1", { condition: "offline", failures: failing("scanner-device-gone") });
    isHere = true;
    await seen("sane:x:1", { condition: "ready" });
    canLook = false;
    await seen("sane:x:1", { condition: "offline", failures: failing("scanner-software-missing") });
    await window.stop();
    await open({ createScannerDrivers: () => [driver as never] });
    await seen("scanner", { condition: "offline", failures: failing("scanner-software-missing") });
  });
});

describe("finding and trying devices", () => {
  it("finds what announces itself, CUPS's queues and printers on USB", async () => {
    const network = await ownNetwork();
    const scanner = await startEsclEmulator();
    closing.push(() => scanner.unplug());
    const { port } = new URL(scanner.url);
    const announced = await announceServices([
      { name: "Office", type: "_ipp._tcp", port: 631, text: { rp: "ipp/print", ty: "HP M404" } },
      { name: "POS-80", type: "_pdl-datastream._tcp", port: 9100 },
      { name: "Scanner", type: "_uscan._tcp", port: Number(port), text: { rs: "eSCL", ty: "Emulated Scanner" } },
    ], { network });
    closing.push(() => announced.close());
    await open({ findServices: (types) => findServices(types, { network, waitMs: 500 }), findCupsQueues: async () => [{ queue: "office", description: "三楼" }], listPrintQueues: async () => ["POS-58"], printerDeviceFolder: "/nowhere" });
    await vi.waitFor(async () => {
      expect(await window.call("networkScanners.find", {})).toEqual({ found: [{ name: "Emulated Scanner", hint: scanner.url, url: scanner.url }], failure: null });
      expect(await window.call("a4Printers.find", {})).toEqual({ failure: null, found: [
        { name: "HP M404", hint: "ipp://127.0.0.1:631/ipp/print", connection: { kind: "ipp", url: "ipp://127.0.0.1:631/ipp/print", certificate: null } },
        { name: "三楼", hint: "CUPS office", connection: { kind: "cups", queue: "office" } },
      ] });
      expect(await window.call("printers.find", {})).toEqual({ failure: null, found: [
        { name: "POS-58", hint: "Windows", connection: { kind: "windows-queue", queue: "POS-58" } },
        { name: "POS-80", hint: "127.0.0.1:9100", connection: { kind: "network", host: "127.0.0.1", port: 9100 } },
      ] });
    }, { timeout: 30_000 });
  });

  it("finds what this PC itself knows of where the network cannot be asked, and says so", async () => {
    await open({
      findServices: () => Promise.reject(new Failure("discovery-unavailable")), printerDeviceFolder: "/nowhere",
      findCupsQueues: async () => [{ queue: "office", description: "三楼" }], listPrintQueues: async () => ["POS-58"],
    });
    const failure = { code: "discovery-unavailable" };
    expect(await window.call("printers.find", {})).toMatchObject({ found: [{ name: "POS-58" }], failure });
    expect(await window.call("a4Printers.find", {})).toMatchObject({ found: [{ name: "三楼" }], failure });
    expect(await window.call("networkScanners.find", {})).toMatchObject({ found: [], failure });
  });

  it("scans from a network scanner that was set up, until it is removed", async () => {
    const scanner = await startEsclEmulator({ sheets: [{ front: await sheet() }] });
    closing.push(() => scanner.unplug());
    await open();
    const scannerId = `escl:${scanner.url}`;
    expect(await window.call("scanners.list", {})).toEqual([]);
    await window.call("networkScanners.save", { url: scanner.url, name: "二楼扫描仪", certificate: null });
    expect(await window.call("scanners.list", {})).toMatchObject([{ scannerId, name: "二楼扫描仪" }]);
    const page = await window.call("scanners.test", { scannerId });
    expect((await sharp(page.jpeg).metadata()).width).toBe(page.width);
    await window.call("networkScanners.remove", { url: scanner.url });
    expect(await window.call("networkScanners.list", {})).toEqual([]);
    await expect(window.call("scanners.test", { scannerId })).rejects.toMatchObject({ code: "scanner-device-gone" });
  });

  it("prints a test page on a receipt printer, and asks about one that cannot tell", async () => {
    const emulator = new ReceiptPrinterEmulator();
    const device = await startNetworkPrinter(emulator);
    closing.push(() => device.close());
    await open();
    await save(device, { answers: false, cuts: false });
    const { jobId } = await window.call("papers.test", { kind: "receipt" });
    const state = async () => (await window.call("prints.list", {})).find((job) => job.jobId === jobId);
    await vi.waitFor(async () => expect(await state()).toMatchObject({ state: "doubtful", caseId: null, title: "测试页", failure: { code: "printer-unconfirmed" } }), { timeout: 30_000 });
    await expect.poll(() => emulator.lines.join("\n"), { timeout: 30_000 }).toMatch(/打印测试页[^]*窗口小票机/);
    expect(emulator.lines).not.toContain("✂");
    await window.call("prints.settle", { jobId, cameOut: true });
    expect((await state())?.state).toBe("printed");
    await expect(window.call("printers.test", { printerId: "gone" })).rejects.toMatchObject({ code: "printer-unknown" });
  });
});

const save = (device: NetworkPrinter, change: object = {}) =>
  window.call("printers.save", { printerId: "slip", name: "窗口小票机", connection: { kind: "network", host: device.host, port: device.port }, paperWidthMm: 80, characters: "gb18030", ...change });

const sheet = () => sharp({ create: { width: 1240, height: 1754, channels: 3, background: "#fff" } }).composite([{ input: Buffer.from('<svg width="1240" height="1754"><rect x="200" y="300" width="600" height="400"/></svg>') }]).jpeg().toBuffer();

async function scanAtFeeder(address: string): Promise<void> {
  const pages = window.useCases.devices.scanners.scanPages({ address, options: { source: "feeder", colour: "colour", resolutionDpi: 200, pageSize: "a4" }, mode: "fast" });
  for await (const _page of pages) continue;
}
