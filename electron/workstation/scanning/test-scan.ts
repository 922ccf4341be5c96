import type { deviceChannels } from "../../../contracts/ipc/devices.ts";
import type { z } from "zod";
import { Failure } from "../../../domain/failure.ts";
import type { ScannerCapabilities, ScanOptions } from "../../../scanner/driver.ts";
import type { PageMode } from "../../../scanner/pipeline/prepare-page.ts";
import type { ScanController } from "../../../scanner/scan-controller.ts";

type TestScan = z.output<(typeof deviceChannels)["scanners.test"]["output"]>;

/** Enough to see whether it is straight and whole, and quick. */
const wantedDpi = 100;

/** Scans one page to look at; nothing of it is kept. Throws Failures `scanner-…` and `page-…`. */
export async function scanTestPage(controller: ScanController, address: string, mode: PageMode): Promise<TestScan> {
  const options = optionsFor(await controller.readCapabilities(address));
  for await (const outcome of controller.scanPages({ address, options, mode })) {
    if ("failure" in outcome) throw outcome.failure;
    const { jpeg, width, height } = outcome.page;
    return { jpeg, width, height };
  }
  throw new Failure("scanner-feeder-empty", { retryable: true, details: { device: address, pages: 0 } });
}

/** The glass where there is one: nobody has put paper into the feeder for a test. */
function optionsFor({ sources, colours, resolutionsDpi: dpi }: ScannerCapabilities): ScanOptions {
  const source = sources.includes("flatbed") ? "flatbed" : (sources[0] ?? "flatbed");
  const nearest = "minimum" in dpi
    ? Math.min(Math.max(wantedDpi, dpi.minimum), dpi.maximum)
    : (dpi.toSorted((a, b) => Math.abs(a - wantedDpi) - Math.abs(b - wantedDpi))[0] ?? wantedDpi);
  return { source, colour: colours.includes("colour") ? "colour" : "grey", resolutionDpi: nearest, pageSize: "a4" };
}
