import { Failure } from "../../domain/failure.ts";
import { PAGE_SIZES_MM, type ScanOptions, type ScannerDevice, type ScannerDriver } from "../driver.ts";
import { runSaneBatch } from "./sane-batch.ts";
import { askScanimage, type SaneEnvironment } from "./sane-environment.ts";
import { findSaneFailure } from "./sane-failures.ts";
import { parseSaneOptions, toCapabilities, type SaneOptions } from "./sane-options.ts";

/** Scanners under Linux (Kylin, UOS, Debian) through SANE's `scanimage`; network scanners too, by its airscan backend. */
export function createSaneDriver(environment: SaneEnvironment = {}): ScannerDriver {
  const readOptions = async (deviceId: string, chosen: readonly string[], signal?: AbortSignal): Promise<SaneOptions> => {
    const { exitCode, output, messages } = await askScanimage(environment, ["-d", deviceId, ...chosen, "-A"], deviceId, signal);
    const failure = exitCode === 0 ? undefined : findSaneFailure({ device: deviceId, exitCode, message: messages.trim(), sheets: 0 });
    if (failure) throw failure;
    return parseSaneOptions(output);
  };

  /** As last read, by device: opening a device to ask takes a second with some, and it was asked just before it scans. */
  const generalOptions = new Map<string, SaneOptions>();
  const readGeneralOptions = async (deviceId: string, signal?: AbortSignal): Promise<SaneOptions> => {
    const options = await readOptions(deviceId, [], signal);
    generalOptions.set(deviceId, options);
    return options;
  };

  /** What the device can do with this source: a backend's other options, the size of the glass among them, change with it. */
  const readOptionsOf = async (deviceId: string, { source }: ScanOptions, signal: AbortSignal): Promise<SaneOptions> => {
    const general = generalOptions.get(deviceId) ?? (await readGeneralOptions(deviceId, signal));
    const chosen = general.sourceArguments.get(source) ?? [];
    if (chosen.length === 0) return general;
    // Which sources there are does not change with the one chosen, but backends list fewer then.
    return { ...(await readOptions(deviceId, chosen, signal)), sourceArguments: general.sourceArguments };
  };

  return {
    kind: "sane",
    async listDevices(signal) {
      const { exitCode, output, messages } = await askScanimage(environment, ["-f", "%d|%v|%m|%t%n"], "", signal);
      if (exitCode !== 0) throw new Failure("scanner-failed", { retryable: true, details: { device: "SANE" }, message: messages });
      return output.split("\n").flatMap(parseDevice);
    },
    async readCapabilities(deviceId, signal) {
      return toCapabilities(await readGeneralOptions(deviceId, signal));
    },
    async *scan(deviceId, options, job) {
      const device = await readOptionsOf(deviceId, options, job.signal).catch((error: unknown) => {
        if (job.signal.aborted) return undefined;
        throw error;
      });
      if (!device) return;
      yield* runSaneBatch(environment, deviceId, [...toArguments(options, device), ...(environment.extraArguments ?? [])], job);
    },
  };
}

function parseDevice(line: string): ScannerDevice[] {
  const [id, vendor, model] = line.split("|");
  if (!id || model === undefined) return [];
  return [{ id, name: [vendor, model].filter((word) => word && word !== "Noname").join(" ") || id }];
}

function toArguments(options: ScanOptions, device: SaneOptions): string[] {
  const mode = device.modeNames.get(options.colour);
  const { areaMm, hasPaperSize } = device;
  const sheet = PAGE_SIZES_MM[options.pageSize];
  const width = Math.min(sheet.width, areaMm?.width ?? sheet.width);
  const height = Math.min(sheet.height, areaMm?.height ?? sheet.height);
  return [
    // First, because backends rebuild the other options when the source changes.
    ...(device.sourceArguments.get(options.source) ?? []),
    ...(mode === undefined ? [] : [`--mode=${mode}`]),
    `--resolution=${options.resolutionDpi}`,
    ...(hasPaperSize ? [`--page-width=${width}`, `--page-height=${height}`] : []),
    ...(areaMm ? ["-x", `${width}`, "-y", `${height}`] : []),
    // On glass a batch would scan the same sheet for ever.
    ...(options.source === "flatbed" ? ["--batch-count=1"] : []),
  ];
}
