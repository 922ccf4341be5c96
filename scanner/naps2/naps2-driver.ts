import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import { PAGE_SIZES, type ScanJob, type ScannerDevice, type ScannerDriver, type ScanOptions, type ScanSource } from "../driver.ts";
import type { ScanInput } from "../pipeline/scan-input.ts";
import { runNaps2, type Naps2Environment } from "./naps2-environment.ts";
import { findNaps2Failure } from "./naps2-failures.ts";

/** Windows' two ways to a scanner, the richer first. Network scanners have our own driver (eSCL). */
const PROTOCOLS = ["twain", "wia"] as const;
const SOURCES: Readonly<Record<ScanSource, string>> = { flatbed: "glass", feeder: "feeder", "feeder-duplex": "duplex" };
const COLOURS = { colour: "color", grey: "gray" } as const;

/**
 * Scanners under Windows through `NAPS2.Console` (docs/adr/0007). Untested on Windows: tried on an emulator of the console only.
 * It delivers its sheets when the whole batch is over, so a cancelled batch delivers none; sheets before a jam are delivered.
 * A device's id is `twain:NAME` or `wia:NAME`: the console knows devices by their names alone.
 */
export function createNaps2Driver(environment: Naps2Environment): ScannerDriver {
  const listBy = async (protocol: string, signal?: AbortSignal): Promise<ScannerDevice[]> => {
    const ending = await runNaps2(environment, ["--listdevices", "--driver", protocol], "", { signal });
    signal?.throwIfAborted();
    // What it cannot do (no TWAIN on this PC) it says as a line too; that is no device.
    const failure = findNaps2Failure(ending, "", 1);
    return failure ? [] : ending.lines.map((name) => ({ id: `${protocol}:${name}`, name }));
  };

  return {
    kind: "naps2",
    async listDevices(signal) {
      const found: ScannerDevice[] = [];
      // One after the other: two at once wait for each other in the drivers' own locks.
      for (const protocol of PROTOCOLS) found.push(...(await listBy(protocol, signal)));
      return found.filter(({ name }, index) => found.findIndex((device) => device.name === name) === index);
    },
    // The console does not say what a device can do: what it cannot is refused when it is asked for.
    readCapabilities: async (deviceId) => {
      splitId(deviceId);
      return { sources: ["feeder", "feeder-duplex", "flatbed"], colours: ["colour", "grey"], resolutionsDpi: [100, 150, 200, 300, 400, 600], pageSizes: PAGE_SIZES };
    },
    async *scan(deviceId, options, job) {
      if (job.signal.aborted) return;
      const [protocol, name] = splitId(deviceId);
      let sheets = 0;
      const onLine = (line: string): void => {
        // English in every language of the program.
        const page = /^Scanned page (\d+)\./.exec(line);
        if (page) job.onProgress({ sheet: (sheets = Number(page[1])), share: 1 });
      };
      const ending = await runNaps2(environment, toArguments(protocol, name, options, job), name, { signal: job.signal, onLine });
      if (job.signal.aborted) return;
      yield* takeSheets(job);
      const failure = findNaps2Failure(ending, name, sheets);
      if (failure) throw failure;
    },
  };
}

function splitId(deviceId: string): [protocol: string, name: string] {
  const protocol = PROTOCOLS.find((candidate) => deviceId.startsWith(`${candidate}:`));
  if (!protocol) throw new Failure("scanner-device-gone", { retryable: true, details: { device: deviceId } });
  return [protocol, deviceId.slice(protocol.length + 1)];
}

function toArguments(protocol: string, name: string, { source, colour, resolutionDpi, pageSize }: ScanOptions, { folder }: ScanJob): string[] {
  return [
    "--output", join(folder, "$(nnnn).jpg"),
    "--noprofile",
    "--driver", protocol,
    "--device", name,
    "--source", SOURCES[source],
    "--bitdepth", COLOURS[colour],
    "--dpi", String(resolutionDpi),
    "--pagesize", pageSize,
    // The last loss but one: the page itself is compressed by us.
    "--jpegquality", "95",
    "--force",
    "--verbose",
  ];
}

/** Into memory one by one and off the disk, in the order they went through. */
async function* takeSheets({ folder, signal }: ScanJob): AsyncGenerator<ScanInput> {
  const names = (await readdir(folder)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  for (const [index, name] of names.entries()) {
    if (signal.aborted) return;
    const path = join(folder, name);
    const bytes = await readFile(path);
    await rm(path);
    yield { name: `sheet-${index + 1}`, bytes, isFromCamera: false };
  }
}
