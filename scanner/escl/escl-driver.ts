import { Failure } from "../../domain/failure.ts";
import type { ScannerDriver } from "../driver.ts";
import { parseCapabilities, toScannerCapabilities, type EsclCapabilities } from "./escl-capabilities.ts";
import { exchangeWith, toEsclFailure, type EsclDevice } from "./escl-endpoint.ts";
import { DEFAULT_ESCL_LIMITS, deleteEsclJob, runEsclJob, type EsclLimits } from "./escl-job.ts";
import { getPictureFormat, toScanSettings } from "./escl-settings.ts";

/**
 * Network scanners that speak eSCL (AirScan), over HTTP or HTTPS, without any driver installed. Devices are those entered in
 * the settings, asked for each time; the URL is the device's id. Capabilities throw Failure `scanner-format-unsupported` for a device that delivers
 * no pictures, only PDF.
 */
export function createEsclDriver(devices: readonly EsclDevice[] | (() => readonly EsclDevice[]), limits: Partial<EsclLimits> = {}): ScannerDriver {
  const listConfigured = typeof devices === "function" ? devices : () => devices;
  const allLimits = { ...DEFAULT_ESCL_LIMITS, ...limits };
  /** Jobs a device was cut off from, by its URL: until they are deleted it answers every other one that it is busy. */
  const leftBehind = new Map<string, readonly string[]>();

  const getDevice = (deviceId: string): EsclDevice => {
    const device = listConfigured().find(({ url }) => url === deviceId);
    if (!device) throw new Failure("scanner-device-gone", { retryable: true, details: { device: deviceId } });
    return device;
  };

  const askCapabilities = async (device: EsclDevice, signal?: AbortSignal): Promise<EsclCapabilities> => {
    try {
      const answer = await exchangeWith(device, { method: "GET", path: "ScannerCapabilities", signal, silenceLimitMs: allLimits.answerLimitMs });
      if (answer.status === 401 || answer.status === 403) throw new Failure("scanner-access-denied", { details: { device: device.url } });
      if (answer.status === 503) throw new Failure("scanner-busy", { retryable: true, details: { device: device.url } });
      const capabilities = answer.status === 200 ? parseCapabilities(answer.body.toString()) : undefined;
      // Something answers there, but no scanner does.
      if (!capabilities) throw new Failure("scanner-device-gone", { retryable: true, details: { device: device.url, status: answer.status } });
      return capabilities;
    } catch (error) {
      signal?.throwIfAborted();
      throw toEsclFailure(error, device.url, false);
    }
  };

  return {
    kind: "escl",
    async listDevices(signal) {
      const answers = await Promise.allSettled(listConfigured().map(async (device) => ({ device, capabilities: await askCapabilities(device, signal) })));
      signal?.throwIfAborted();
      return answers.flatMap((answer) => {
        if (answer.status === "rejected") return [];
        const { device, capabilities } = answer.value;
        return [{ id: device.url, name: device.name ?? capabilities.makeAndModel ?? device.url }];
      });
    },
    async readCapabilities(deviceId, signal) {
      const capabilities = await askCapabilities(getDevice(deviceId), signal);
      for (const source of capabilities.sources) getPictureFormat(deviceId, source);
      return toScannerCapabilities(capabilities);
    },
    async *scan(deviceId, options, job) {
      if (job.signal.aborted) return;
      const device = getDevice(deviceId);
      const capabilities = await askCapabilities(device, job.signal).catch((error: unknown) => {
        if (job.signal.aborted) return undefined;
        throw error;
      });
      if (!capabilities) return;
      const settings = toScanSettings(deviceId, capabilities, options);
      const forgotten = leftBehind.get(deviceId) ?? [];
      leftBehind.delete(deviceId);
      for (const jobPath of forgotten) await deleteEsclJob(device, jobPath, allLimits);
      const onLeftBehind = (jobPath: string): void => void leftBehind.set(deviceId, [...(leftBehind.get(deviceId) ?? []), jobPath]);
      yield* runEsclJob({ device, settings, source: options.source, limits: allLimits, job, onLeftBehind });
    },
  };
}
