import { describe, expect, it, vi } from "vitest";
import type { DeviceStatus } from "../../contracts/ipc/devices.ts";
import { a4PrinterSchema } from "../../contracts/ipc/printers.ts";
import { deviceStateWording } from "../../contracts/wording/devices.ts";
import { createTestServices } from "../dev/test-services.ts";
import { a4PrinterFromForm, a4PrinterToForm, findA4PrinterProblems, fullPrinterUrl } from "./a4-printer-form.ts";
import { deviceGroups, type KnownDevices } from "./device-entries.ts";
import { createDeviceStore } from "./device-store.ts";
import { findScannerProblem, fullScannerUrl, scannerFromForm } from "./network-scanner-form.ts";
import { trayName } from "./tray-name.ts";

const slip: DeviceStatus = { deviceId: "slip", family: "receipt-printer", name: "小票机", condition: "ready", failures: [], warnings: [], since: "2026-11-23T02:00:00.000Z" };

describe("how the devices stand", () => {
  it("is asked for again and again while somebody looks, and heard when it changes", async () => {
    const watched = vi.fn(() => [slip]);
    const test = createTestServices({ "devices.watch": watched });
    const store = createDeviceStore(test.services, test.toNotices);
    store.getState().start();
    const end = store.getState().watch();
    await vi.waitFor(() => expect(store.getState().statuses).toEqual({ slip }));
    test.publish("devices.status", { ...slip, condition: "offline" });
    expect(store.getState().statuses["slip"]?.condition).toBe("offline");
    test.publish("devices.gone", { deviceId: "slip" });
    expect(store.getState().statuses).toEqual({});
    await vi.waitFor(() => {
      test.advance(10_000);
      expect(watched).toHaveBeenCalledTimes(2);
    });
    await vi.waitFor(() => expect(store.getState().statuses).toEqual({ slip }));
    end();
    test.advance(60_000);
    expect(watched).toHaveBeenCalledTimes(2);
  });

  it.each<[Partial<DeviceStatus>, string]>([
    [{ condition: "needs-attention", failures: [{ code: "printer-paper-out", retryable: true, details: {} }] }, "缺纸"],
    [{ condition: "needs-attention", failures: [{ code: "a4-printer-jam", retryable: true, details: {} }] }, "卡纸"],
    [{ condition: "needs-attention", failures: [{ code: "a4-printer-attention", retryable: true, details: {} }] }, "需要处理"],
    [{ condition: "offline", failures: [{ code: "scanner-device-gone", retryable: true, details: {} }] }, "连接不上"],
    [{ condition: "offline", failures: [{ code: "staff-card-library-missing", retryable: false, details: {} }] }, "缺少驱动"],
    [{ condition: "needs-attention", failures: [{ code: "staff-card-pin-locked", retryable: false, details: {} }] }, "卡已锁死"],
    [{ condition: "needs-attention", failures: [{ code: "camera-denied", retryable: true, details: {} }] }, "没有权限"],
    [{ condition: "needs-attention", failures: [{ code: "camera-busy", retryable: true, details: {} }] }, "被占用"],
    [{ warnings: ["no-card"] }, "没有插卡"],
    [{ warnings: ["near-end"] }, "纸将用完"],
    [{ warnings: ["fuser-under-temp"] }, "fuser-under-temp"],
    [{}, "正常"],
  ])("%o is said in a word or two: %s", (change, said) => expect(deviceStateWording({ ...slip, ...change })).toBe(said));
});

describe("the list of devices", () => {
  const none: KnownDevices = { reader: null, printers: [], a4Printers: [], networkScanners: [], camera: { hasLooked: true, name: null, standing: null }, staffCard: { kind: "not-configured" }, statuses: {} };
  const lines = (known: KnownDevices) => deviceGroups(known).map(({ entries }) => entries.map(({ name, place }) => `${name} ${place}`.trim()));

  it("has a line for every kind, set up or not", () => {
    expect(lines(none)).toEqual([["没有设置"], ["没有设置"], ["没有设置"], ["没有找到"], ["没有找到 签名板也在这里试"], ["没有设置"], ["各种文书用哪台打印机"]]);
  });

  it("shows scanners that were found beside those set up, each once", () => {
    const url = "http://192.168.1.20/eSCL";
    const scanner = (deviceId: string, name: string): DeviceStatus => ({ ...slip, family: "scanner", deviceId, name });
    const statuses = { a: scanner("sane:b", "乙"), b: scanner("sane:a", "甲"), c: scanner(`escl:${url}`, "网络") };
    expect(lines({ ...none, networkScanners: [{ url, name: null, certificate: null }], statuses })[3]).toEqual([`${url} ${url}`, "甲 自动找到", "乙 自动找到"]);
  });
});

describe("an A4 printer as typed", () => {
  it.each([
    ["192.168.1.30", "ipp://192.168.1.30/ipp/print"],
    [" 192.168.1.30:8631/ ", "ipp://192.168.1.30:8631/ipp/print"],
    ["ipps://printer.example/ipp/print", "ipps://printer.example/ipp/print"],
    ["http://10.0.0.2:631/printers/a", "http://10.0.0.2:631/printers/a"],
  ])("%s is %s", (typed, url) => expect(fullPrinterUrl(typed)).toBe(url));

  it("comes back the same, and keeps a certificate only where there is TLS", () => {
    const secure = { ...a4PrinterToForm(null), url: "ipps://10.0.0.2/ipp/print", certificate: "PEM" };
    const printer = a4PrinterFromForm(secure, "a");
    expect(a4PrinterSchema.parse(printer)).toEqual(printer);
    expect(a4PrinterFromForm(a4PrinterToForm(printer), "a")).toEqual(printer);
    expect(a4PrinterFromForm({ ...secure, url: "10.0.0.2" }, "a").connection).toMatchObject({ certificate: null });
    const queue = a4PrinterFromForm({ ...secure, kind: "cups", queue: " office " }, "a");
    expect(a4PrinterFromForm(a4PrinterToForm(queue), "a")).toEqual(queue);
  });

  it.each([
    [{ url: "" }, ["url"]],
    [{ url: "ftp://10.0.0.2" }, ["url"]],
    [{ url: "10.0.0.2", name: " " }, ["name"]],
    [{ kind: "cups", queue: "two words" }, ["queue"]],
    [{ url: "10.0.0.2" }, []],
  ] as const)("%o: %j", (change, fields) => expect(Object.keys(findA4PrinterProblems({ ...a4PrinterToForm(null), ...change }))).toEqual(fields));

  it.each([["tray-2", "纸盒 2"], ["manual", "手动进纸"], ["com.hp.tray", "com.hp.tray"]])("tray %s is %s", (tray, name) => expect(trayName(tray)).toBe(name));
});

describe("a network scanner as typed", () => {
  it.each([
    ["192.168.1.20", "http://192.168.1.20/eSCL"],
    ["http://192.168.1.20:8080/eSCL/", "http://192.168.1.20:8080/eSCL"],
    ["https://scanner.example", "https://scanner.example/eSCL"],
  ])("%s is %s", (typed, url) => {
    expect(fullScannerUrl(typed)).toBe(url);
    expect(findScannerProblem({ url: typed, name: "", certificate: null })).toBeNull();
  });

  it("needs an address; its name may be its own", () => {
    expect(findScannerProblem({ url: " ", name: "a", certificate: null })).toMatch(/请填写/);
    expect(scannerFromForm({ url: "10.0.0.2", name: " ", certificate: "PEM" })).toEqual({ url: "http://10.0.0.2/eSCL", name: null, certificate: null });
  });
});
