import { Failure } from "../../domain/failure.ts";
import type { ScanOptions, ScannerDevice, ScannerDriver } from "../driver.ts";
import { runSaneBatch } from "./sane-batch.ts";
import { askScanimage, type SaneEnvironment } from "./sane-environment.ts";
import { findSaneFailure } from "./sane-failures.ts";
import { parseSaneOptions, toCapabilities, type SaneOptions } from "./sane-options.ts";

const A4_MM = { width: 210, height: 297 };

/** Scanners under Linux (Kylin, UOS, Debian) through SANE's `scanimage`; network scanners too, by its airscan backend. */
export function createSaneDriver(environment: SaneEnvironment = {}): ScannerDriver {
  const readOptions = async (deviceId: string, signal?: AbortSignal): Promise<SaneOptions> => {
    const { exitCode, output, messages } = await askScanimage(environment, ["-d", deviceId, "-A"], deviceId, signal);
    const failure = exitCode === 0 ? undefined : findSaneFailure({ device: deviceId, exitCode, message: messages.trim(), sheets: 0 });
    if (failure) throw failure;
    return parseSaneOptions(output);
  };

  return {
    kind: "sane",
    async listDevices(signal) {
      const { exitCode, output, messages } = await askScanimage(environment, ["-f", "%d|%v|%m|%t%n"], "", signal);
      if (exitCode !== 0) throw new Failure("scanner-failed", { retryable: true, details: { device: "SANE" }, message: messages });
      return output.split("\n").flatMap(parseDevice);
    },
    async readCapabilities(deviceId, signal) {
      return toCapabilities(await readOptions(deviceId, signal));
    },
    async *scan(deviceId, options, job) {
      const names = await readOptions(deviceId, job.signal).catch((error: unknown) => {
        if (job.signal.aborted) return undefined;
        throw error;
      });
      if (!names) return;
      yield* runSaneBatch(environment, deviceId, [...toArguments(options, names), ...(environment.extraArguments ?? [])], job);
    },
  };
}

function parseDevice(line: string): ScannerDevice[] {
  const [id, vendor, model] = line.split("|");
  if (!id || model === undefined) return [];
  return [{ id, name: [vendor, model].filter((word) => word && word !== "Noname").join(" ") || id }];
}

function toArguments(options: ScanOptions, names: SaneOptions): string[] {
  const source = names.sourceNames.get(options.source);
  const mode = names.modeNames.get(options.colour);
  const { area } = names;
  return [
    // First, because backends rebuild the other options when the source changes.
    ...(source === undefined ? [] : [`--source=${source}`]),
    ...(mode === undefined ? [] : [`--mode=${mode}`]),
    `--resolution=${options.resolutionDpi}`,
    ...(area ? ["-x", `${Math.min(A4_MM.width, area.widthMm)}`, "-y", `${Math.min(A4_MM.height, area.heightMm)}`] : []),
    // On glass a batch would scan the same sheet for ever.
    ...(options.source === "flatbed" ? ["--batch-count=1"] : []),
  ];
}
