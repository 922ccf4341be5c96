import type { deviceChannels, deviceTopics } from "../../../contracts/ipc/devices.ts";
import { readCertificate } from "../../../devices/discovery/read-certificate.ts";
import type { PageMode } from "../../../scanner/pipeline/prepare-page.ts";
import type { ScanController } from "../../../scanner/scan-controller.ts";
import type { Handlers } from "../host/ipc-server.ts";
import type { NetworkScanners } from "../scanning/network-scanners.ts";
import { scanTestPage } from "../scanning/test-scan.ts";
import type { DeviceWatch } from "./device-watch.ts";
import type { FindDevices } from "./find-devices.ts";

type DeviceContract = { readonly channels: typeof deviceChannels; readonly topics: typeof deviceTopics };

/** What setting up this PC's devices needs. */
export interface Devices {
  readonly watch: DeviceWatch;
  readonly find: FindDevices;
  readonly networkScanners: NetworkScanners;
  readonly scanners: ScanController;
  readonly pageMode: PageMode;
}

/** IPP's own port, with TLS or without. */
const ippPort = 631;

/** Finding, setting up and trying devices: anybody at this PC may. */
export function createDeviceHandlers({ watch, find, networkScanners, scanners, pageMode }: Devices): Handlers<DeviceContract> {
  return {
    "devices.watch": watch.watch,
    "devices.readCertificate": async ({ url }) => {
      const { protocol, hostname, port } = new URL(url.replace(/^ipp/, "http"));
      const defaultPort = url.startsWith("ipp") ? ippPort : protocol === "https:" ? 443 : 80;
      const { pem, fingerprint, validUntil } = await readCertificate({ host: hostname, port: Number(port || defaultPort) });
      return { certificate: pem, fingerprint, validUntil: validUntil.toISOString() };
    },
    "printers.find": find.receiptPrinters,
    "a4Printers.find": find.a4Printers,
    "networkScanners.find": find.networkScanners,
    "staffCards.find": find.staffCardLibraries,
    "networkScanners.list": networkScanners.list,
    "networkScanners.save": (scanner) => {
      networkScanners.save(scanner);
      watch.refresh();
      return {};
    },
    "networkScanners.remove": ({ url }) => {
      networkScanners.remove(url);
      watch.refresh();
      return {};
    },
    "scanners.test": ({ scannerId }) => scanTestPage(scanners, scannerId, pageMode),
  };
}
