import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { instantOf } from "../../domain/time/instant.ts";
import { findCupsQueues } from "../../devices/a4-printer/find-cups-queues.ts";
import { listSerialPorts } from "../../devices/card-reader/serial-stream.ts";
import type { EsclDevice } from "../../scanner/escl/escl-endpoint.ts";
import { findServices } from "../../devices/discovery/find-services.ts";
import { createFolderDriver } from "../../scanner/folder/folder-driver.ts";
import { createSaneDriver } from "../../scanner/sane/sane-driver.ts";
import { createCentreClient } from "../../sync/centre-client.ts";
import { createHttpTransport } from "../../sync/http-transport.ts";
import { trustCertificates } from "../../sync/trusted-certificates.ts";
import { openSerialCardReader } from "./card-reader.ts";
import type { WorkstationOptions } from "./configuration.ts";
import { openEscposPrinter, openIppA4Printer } from "./printing/printers.ts";
import { createNetworkScannerDriver } from "./scanning/network-scanners.ts";
import type { WorkstationDependencies } from "./workstation.ts";

/**
 * The real world: the system's clock, randomness, network and devices. From here on the process believes the certificates of
 * `trustCertificates`, and throws as it does.
 */
export function realDependencies(options: Pick<WorkstationOptions, "centreCaFile"> = {}): WorkstationDependencies {
  trustCertificates(options);
  return {
    now: () => instantOf(Date.now()),
    newId: () => uuidv7(),
    randomBytes,
    random: Math.random,
    scheduler: {
      after(delayMs, work) {
        const timer = setTimeout(work, delayMs);
        return () => clearTimeout(timer);
      },
    },
    transport: createHttpTransport(),
    client: createCentreClient(),
    createScannerDrivers,
    openPrinter: openEscposPrinter,
    openA4Printer: openIppA4Printer,
    openCardReader: openSerialCardReader,
    listSerialPorts,
    findServices,
    findCupsQueues,
    printerDeviceFolder: "/dev/usb",
    logError: (where, error) => console.error(where, error),
  };
}

function createScannerDrivers({ saneConfigFolder, scanimage, scanFolders }: WorkstationOptions, listNetworkScanners: () => readonly EsclDevice[]) {
  const sane = createSaneDriver({
    ...(saneConfigFolder !== undefined && { configFolder: saneConfigFolder }),
    ...(scanimage !== undefined && { command: scanimage }),
  });
  return [
    sane,
    createNetworkScannerDriver(listNetworkScanners),
    ...(scanFolders ? [createFolderDriver(scanFolders)] : []),
  ];
}
