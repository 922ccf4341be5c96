import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure, isFailure } from "../domain/failure.ts";
import type { ScanOptions, ScannerCapabilities, ScannerDevice, ScannerDriver, SheetProgress } from "./driver.ts";
import { prepareBatch, preparePages, type BatchOutcome, type PageOutcome, type PagePoolOptions, type PageProgress } from "./pipeline/page-pool.ts";
import type { PageMode } from "./pipeline/prepare-page.ts";
import type { ScanInput } from "./pipeline/scan-input.ts";
import { dropSeparatorBacks } from "./separator-backs.ts";

/** A device of any driver. `address` is `kind:id`, stable while the device keeps its place. */
export interface AddressedDevice extends ScannerDevice {
  readonly address: string;
  readonly driverKind: string;
}

export interface DeviceList {
  readonly devices: readonly AddressedDevice[];
  /** Drivers that could not look; the devices of the others are still there. */
  readonly failures: readonly Failure[];
}

export interface ScanRequest {
  readonly address: string;
  readonly options: ScanOptions;
  readonly mode: PageMode;
  /** Cancels: finished pages and those already in the machine are kept and delivered. */
  readonly signal?: AbortSignal;
  readonly onSheetProgress?: (progress: SheetProgress) => void;
  readonly onPageProgress?: (progress: PageProgress) => void;
}

export interface ScanController {
  listDevices(signal?: AbortSignal): Promise<DeviceList>;
  readCapabilities(address: string, signal?: AbortSignal): Promise<ScannerCapabilities>;
  /**
   * Scans and prepares pages, in paper order. Bad pages are outcomes; trouble with the device is thrown as a Failure `scanner-…`
   * with `details.pages` (pages delivered before it) after those pages were delivered.
   */
  scanPages(request: ScanRequest): AsyncGenerator<PageOutcome>;
  /** The same, with separator sheets told from pages; the back of a separator sheet is left out. */
  scanBatch(request: ScanRequest): AsyncGenerator<BatchOutcome>;
}

export interface ScanControllerOptions {
  readonly drivers: readonly ScannerDriver[];
  /** Where jobs keep raw sheets (26 MB each at 300 dpi) for a moment, unencrypted. */
  readonly temporaryFolder: string;
}

export function createScanController({ drivers, temporaryFolder }: ScanControllerOptions): ScanController {
  const busy = new Set<string>();

  const getDriver = (address: string): { driver: ScannerDriver; deviceId: string } => {
    const driver = drivers.find(({ kind }) => address.startsWith(`${kind}:`));
    if (!driver) throw new Failure("scanner-device-gone", { details: { device: address } });
    return { driver, deviceId: address.slice(driver.kind.length + 1) };
  };

  async function* scanSheets(request: ScanRequest): AsyncGenerator<ScanInput> {
    const { driver, deviceId } = getDriver(request.address);
    const signal = request.signal ?? new AbortController().signal;
    // Asked here, not at the device: two programs on one device would jam it, two windows of ours must not even try.
    if (busy.has(request.address)) throw new Failure("scanner-busy", { retryable: true, details: { device: deviceId } });
    busy.add(request.address);
    let folder: string | undefined;
    try {
      refuseUnknownOptions(deviceId, request.options, await driver.readCapabilities(deviceId, signal));
      await mkdir(temporaryFolder, { recursive: true });
      folder = await mkdtemp(join(temporaryFolder, "yichuang-scan-"));
      yield* driver.scan(deviceId, request.options, { folder, signal, onProgress: request.onSheetProgress ?? (() => undefined) });
    } catch (error) {
      if (signal.aborted) return;
      throw toScannerFailure(error, deviceId);
    } finally {
      busy.delete(request.address);
      if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async function* scanWith<Outcome>(request: ScanRequest, prepare: (scans: AsyncIterable<ScanInput>, pool: PagePoolOptions) => AsyncGenerator<Outcome>): AsyncGenerator<Outcome> {
    let pages = 0;
    const sheets = scanSheets(request);
    try {
      const { mode, signal, onPageProgress } = request;
      const pool = { mode, ...(signal && { signal }), ...(onPageProgress && { onProgress: onPageProgress }) };
      for await (const outcome of prepare(sheets, pool)) {
        pages++;
        yield outcome;
      }
    } catch (error) {
      if (!isFailure(error)) throw error;
      throw new Failure(error.code, { retryable: error.retryable, details: { ...error.details, pages }, cause: error });
    } finally {
      // The device has stopped and the folder is gone before anybody hears that the job is over.
      await sheets.return(undefined);
    }
  }

  return {
    async listDevices(signal) {
      const answers = await Promise.all(drivers.map((driver) => listOne(driver, signal)));
      return { devices: answers.flatMap(({ devices }) => devices), failures: answers.flatMap(({ failures }) => failures) };
    },
    async readCapabilities(address, signal) {
      const { driver, deviceId } = getDriver(address);
      return driver.readCapabilities(deviceId, signal);
    },
    scanPages: (request) => scanWith(request, preparePages),
    scanBatch(request) {
      const batch = scanWith(request, prepareBatch);
      return request.options.source === "feeder-duplex" ? dropSeparatorBacks(batch) : batch;
    },
  };
}

async function listOne(driver: ScannerDriver, signal?: AbortSignal): Promise<DeviceList> {
  try {
    const devices = await driver.listDevices(signal);
    return { devices: devices.map((device) => ({ ...device, address: `${driver.kind}:${device.id}`, driverKind: driver.kind })), failures: [] };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { devices: [], failures: [error] };
  }
}

function refuseUnknownOptions(device: string, options: ScanOptions, capabilities: ScannerCapabilities): void {
  const { resolutionsDpi: dpi } = capabilities;
  const hasResolution =
    "minimum" in dpi
      ? options.resolutionDpi >= dpi.minimum && options.resolutionDpi <= dpi.maximum
      : dpi.includes(options.resolutionDpi);
  const refuse = (option: string, value: string | number) =>
    new Failure("scanner-option-refused", { details: { device, option, value } });
  if (!capabilities.sources.includes(options.source)) throw refuse("source", options.source);
  if (!capabilities.colours.includes(options.colour)) throw refuse("colour", options.colour);
  if (!capabilities.pageSizes.includes(options.pageSize)) throw refuse("pageSize", options.pageSize);
  if (!hasResolution) throw refuse("resolutionDpi", options.resolutionDpi);
}

/** Full disks are told apart here for every driver; what else a driver did not foresee is still the scanner's failure. */
function toScannerFailure(error: unknown, device: string): Failure {
  if (isFailure(error)) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOSPC") return new Failure("scanner-disk-full", { retryable: true, details: { device }, cause: error });
  return new Failure("scanner-failed", { retryable: true, details: { device }, cause: error });
}
