import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isFailure } from "../domain/failure.ts";
import type { ScanJob, ScannerDriver, ScanOptions, SheetProgress } from "./driver.ts";
import { decodeScan } from "./pipeline/decode-scan.ts";
import type { ScanInput } from "./pipeline/scan-input.ts";

/** A driver and what stands behind it in a test: a device that delivers `sheets` sheets, then has no more. */
export interface DriverUnderTest {
  readonly driver: ScannerDriver;
  readonly deviceId: string;
  readonly options: ScanOptions;
  readonly sheets: number;
  /** Sheets the device has put through so far; for drivers that can tell. */
  readonly countFed?: () => number;
  /** The device goes through its whole paper before the first sheet is delivered: it cannot be slowed by its reader. */
  readonly deliversAtOnce?: boolean;
  readonly close?: () => Promise<void>;
}

/** What every driver must hold to; each driver's test file calls it. */
export function describeScannerDriver(title: string, open: () => Promise<DriverUnderTest>): void {
  describe(`scanner driver: ${title}`, () => {
    let subject: DriverUnderTest;
    let folder = "";
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "driver-conformance-"));
      subject = await open();
    });
    afterEach(async () => {
      await subject.close?.();
      await rm(folder, { recursive: true, force: true });
    });

    const job = (overrides: Partial<ScanJob> = {}): ScanJob => ({ folder, signal: new AbortController().signal, onProgress: () => undefined, ...overrides });
    const scan = (overrides?: Partial<ScanJob>) => subject.driver.scan(subject.deviceId, subject.options, job(overrides));

    it("lists its device", async () => {
      const devices = await subject.driver.listDevices();
      const device = devices.find(({ id }) => id === subject.deviceId);
      expect(device?.name).toBeTruthy();
    });

    it("says what the device can do, the tested options among it", async () => {
      const capabilities = await subject.driver.readCapabilities(subject.deviceId);
      expect(capabilities.sources).toContain(subject.options.source);
      expect(capabilities.colours).toContain(subject.options.colour);
    });

    it("delivers every sheet, each a picture that can be decoded, with different names and progress", async () => {
      const progress: SheetProgress[] = [];
      const sheets: ScanInput[] = [];
      for await (const sheet of scan({ onProgress: (step) => progress.push(step) })) sheets.push(sheet);
      expect(sheets).toHaveLength(subject.sheets);
      expect(new Set(sheets.map(({ name }) => name)).size).toBe(subject.sheets);
      for (const sheet of sheets) expect((await decodeScan(sheet)).pixels.width).toBeGreaterThan(0);
      expect(new Set(progress.map(({ sheet }) => sheet)).size).toBeGreaterThanOrEqual(subject.sheets);
      expect(progress.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
    });

    it("ends without an error when cancelled between sheets, and keeps what it delivered", async () => {
      const cancel = new AbortController();
      const names: string[] = [];
      for await (const sheet of scan({ signal: cancel.signal })) {
        names.push(sheet.name);
        if (names.length === 2) cancel.abort();
      }
      expect(names.length).toBeGreaterThanOrEqual(2);
      expect(names.length).toBeLessThan(subject.sheets);
    });

    it("delivers nothing when cancelled before it began", async () => {
      for await (const sheet of scan({ signal: AbortSignal.abort() })) expect.unreachable(sheet.name);
    });

    it("runs only a few sheets ahead of a reader that stops reading", async () => {
      const iterator = scan()[Symbol.asyncIterator]();
      await iterator.next();
      await iterator.return?.();
      if (subject.countFed) expect(subject.countFed()).toBeLessThan(subject.sheets);
      // One at work and one ready may lie there for the controller to remove; a running device would go on filling the folder.
      expect((await readdir(folder)).length).toBeLessThanOrEqual(subject.deliversAtOnce ? subject.sheets : 3);
    });

    it("can scan again afterwards", async () => {
      for (let round = 0; round < 2; round++) {
        for await (const sheet of scan()) {
          expect(sheet.name).toBeTruthy();
          break;
        }
      }
    });

    it("names a device that is not there", async () => {
      const read = async () => {
        for await (const sheet of subject.driver.scan("nowhere:7", subject.options, job())) expect.unreachable(sheet.name);
      };
      const error: unknown = await read().then(() => undefined, (thrown: unknown) => thrown);
      expect(isFailure(error, "scanner-device-gone")).toBe(true);
    });
  });
}
