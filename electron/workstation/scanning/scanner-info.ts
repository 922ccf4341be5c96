import type { ScannerInfo } from "../../../contracts/ipc/scanning.ts";
import type { ScannerCapabilities, ScanSource } from "../../../scanner/driver.ts";
import type { AddressedDevice } from "../../../scanner/scan-controller.ts";

type OfferedSource = ScannerInfo["sources"][number];

/** What a clerk may choose from, of the range a device can do. */
const offeredResolutionsDpi = [100, 150, 200, 300, 400, 600];

export function driverSourceOf(source: OfferedSource): ScanSource {
  return source === "duplex-feeder" ? "feeder-duplex" : source;
}

export function scannerInfoOf(device: AddressedDevice, { sources, resolutionsDpi }: ScannerCapabilities): ScannerInfo {
  return {
    scannerId: device.address,
    name: device.name,
    sources: sources.map((source) => (source === "feeder-duplex" ? "duplex-feeder" : source)),
    resolutionsDpi:
      "minimum" in resolutionsDpi
        ? offeredResolutionsDpi.filter((dpi) => dpi >= resolutionsDpi.minimum && dpi <= resolutionsDpi.maximum)
        : [...resolutionsDpi],
  };
}
