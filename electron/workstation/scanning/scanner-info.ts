import { scanChoiceSchema, type ScanChoice, type ScannerInfo } from "../../../contracts/ipc/scanning.ts";
import { DEFAULT_RESOLUTION_DPI, type ScannerCapabilities, type ScanSource } from "../../../scanner/driver.ts";
import type { AddressedDevice } from "../../../scanner/scan-controller.ts";

type OfferedSource = ScannerInfo["sources"][number];

/** What a clerk may choose from, of the range a device can do. */
const offeredResolutionsDpi = [100, 150, 200, 300, 400, 600];
const usual: ScanChoice = { source: "feeder", resolutionDpi: DEFAULT_RESOLUTION_DPI, colour: "colour", pageSize: "a4" };

export function driverSourceOf(source: OfferedSource): ScanSource {
  return source === "duplex-feeder" ? "feeder-duplex" : source;
}

/** `remembered`: as the settings hold it; anything else than a choice counts for none. */
export function scannerInfoOf(device: AddressedDevice, capabilities: ScannerCapabilities, remembered: unknown): ScannerInfo {
  const { resolutionsDpi } = capabilities;
  const offered = {
    sources: capabilities.sources.map((source): OfferedSource => (source === "feeder-duplex" ? "duplex-feeder" : source)),
    resolutionsDpi:
      "minimum" in resolutionsDpi
        ? offeredResolutionsDpi.filter((dpi) => dpi >= resolutionsDpi.minimum && dpi <= resolutionsDpi.maximum)
        : [...resolutionsDpi],
    colours: [...capabilities.colours],
    pageSizes: [...capabilities.pageSizes],
  };
  return { scannerId: device.address, name: device.name, ...offered, chosen: fit(scanChoiceSchema.safeParse(remembered).data ?? usual, offered) };
}

/** The nearest the device can do: a choice that it refuses would make every scan fail. */
function fit(choice: ScanChoice, offered: Pick<ScannerInfo, "sources" | "resolutionsDpi" | "colours" | "pageSizes">): ScanChoice {
  const nearest = <Value>(wanted: Value, values: readonly Value[]): Value => (values.includes(wanted) ? wanted : (values[0] ?? wanted));
  const distance = (dpi: number): number => Math.abs(dpi - choice.resolutionDpi);
  return {
    source: nearest(choice.source, offered.sources),
    colour: nearest(choice.colour, offered.colours),
    pageSize: nearest(choice.pageSize, offered.pageSizes),
    resolutionDpi: offered.resolutionsDpi.toSorted((one, other) => distance(one) - distance(other))[0] ?? choice.resolutionDpi,
  };
}
