import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Failure } from "../../../domain/failure.ts";
import type { ScannerCapabilities, ScannerDriver } from "../../../scanner/driver.ts";
import { sharp } from "../../../scanner/pipeline/sharp.ts";
import { createScanController, type ScanRequest } from "../../../scanner/scan-controller.ts";
import { createScanDevices } from "./scan-devices.ts";

const sheet = await sharp({ create: { width: 620, height: 877, channels: 3, background: "#fff" } }).jpeg().toBuffer();

const temporaryFolder = mkdtempSync(join(tmpdir(), "scan-devices-"));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** Scanners on USB sockets: the number of the socket is the address. */
class UsbDriver implements ScannerDriver {
  readonly kind = "usb";
  readonly sockets = new Map<string, string>();
  capabilities: ScannerCapabilities = { sources: ["flatbed", "feeder"], colours: ["colour", "grey"], resolutionsDpi: [100, 300], pageSizes: ["a4", "a5"] };

  listDevices = () => Promise.resolve([...this.sockets].map(([id, name]) => ({ id, name })));
  readCapabilities = (deviceId: string) => {
    if (!this.sockets.has(deviceId)) return Promise.reject(new Failure("scanner-device-gone", { retryable: true, details: { device: deviceId } }));
    return Promise.resolve(this.capabilities);
  };

  async *scan(deviceId: string) {
    yield { name: deviceId, bytes: sheet };
  }
}

function setUp(...names: readonly string[]) {
  const driver = new UsbDriver();
  names.forEach((name, socket) => driver.sockets.set(`${socket}`, name));
  const stored = new Map<string, unknown>();
  const settings = { find: (key: string) => stored.get(key), set: (key: string, value: unknown) => void stored.set(key, value) };
  const begin = () => createScanDevices(createScanController({ drivers: [driver], temporaryFolder }), settings);
  return { driver, stored, begin };
}

const usual = { source: "feeder", resolutionDpi: 100, colour: "colour", pageSize: "a4" } as const;
const request = (address: string): ScanRequest => ({ address, options: usual, mode: "fast" });
async function socketOf(devices: ReturnType<typeof createScanDevices>, address: string): Promise<string | undefined> {
  for await (const outcome of devices.scanBatch(request(address))) return outcome.name;
  return undefined;
}

describe("what a scanner is set to", () => {
  it("is usual at first, as near as the device can", async () => {
    const { begin } = setUp("甲");
    expect((await begin().list()).map(({ chosen }) => chosen)).toEqual([{ source: "feeder", resolutionDpi: 100, colour: "colour", pageSize: "a4" }]);
  });

  it("is kept for each machine, after a restart and in another socket", async () => {
    const { driver, begin } = setUp("甲", "乙");
    const devices = begin();
    await devices.list();
    devices.choose("usb:0", { source: "flatbed", resolutionDpi: 300, colour: "grey", pageSize: "a5" });
    driver.sockets.delete("0");
    driver.sockets.set("7", "甲");
    const chosen = Object.fromEntries((await begin().list()).map((info) => [info.scannerId, info.chosen]));
    expect(chosen).toEqual({ "usb:1": usual, "usb:7": { source: "flatbed", resolutionDpi: 300, colour: "grey", pageSize: "a5" } });
  });

  it("gives way to what the device can do now, and to nonsense in the settings", async () => {
    const { driver, stored, begin } = setUp("甲");
    const devices = begin();
    await devices.list();
    devices.choose("usb:0", { source: "flatbed", resolutionDpi: 300, colour: "grey", pageSize: "a5" });
    driver.capabilities = { sources: ["feeder-duplex"], colours: ["colour"], resolutionsDpi: { minimum: 50, maximum: 240 }, pageSizes: ["a4"] };
    expect((await devices.list())[0]?.chosen).toEqual({ source: "duplex-feeder", resolutionDpi: 200, colour: "colour", pageSize: "a4" });
    for (const key of stored.keys()) stored.set(key, "?");
    expect((await devices.list())[0]?.chosen.source).toBe("duplex-feeder");
  });
});

describe("a scanner that was pulled out and put back", () => {
  it("is found in its other socket and used", async () => {
    const { driver, begin } = setUp("甲", "乙");
    const devices = begin();
    await devices.list();
    driver.sockets.delete("0");
    driver.sockets.set("5", "甲");
    expect(await socketOf(devices, "usb:0")).toBe("5");
    expect(devices.nameOf("usb:0")).toBe("甲");
  });

  it("is named as gone when it is not back, and when two of its kind might be it", async () => {
    const { driver, begin } = setUp("甲");
    const devices = begin();
    await devices.list();
    driver.sockets.delete("0");
    await expect(socketOf(devices, "usb:0")).rejects.toMatchObject({ code: "scanner-device-gone" });
    driver.sockets.set("1", "甲").set("2", "甲");
    await expect(socketOf(devices, "usb:0")).rejects.toMatchObject({ code: "scanner-device-gone" });
  });
});
