import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { instantOf } from "../../domain/time/instant.ts";
import { listSerialPorts } from "../../devices/card-reader/serial-stream.ts";
import { createEsclDriver } from "../../scanner/escl/escl-driver.ts";
import { createFolderDriver } from "../../scanner/folder/folder-driver.ts";
import { createSaneDriver } from "../../scanner/sane/sane-driver.ts";
import { createCentreClient } from "../../sync/centre-client.ts";
import { createHttpTransport } from "../../sync/http-transport.ts";
import { trustCertificates } from "../../sync/trusted-certificates.ts";
import { openSerialCardReader } from "./card-reader.ts";
import type { WorkstationOptions } from "./configuration.ts";
import { openEscposPrinter, openIppA4Printer } from "./printing/printers.ts";
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
    logError: (where, error) => console.error(where, error),
  };
}

function createScannerDrivers({ saneConfigFolder, scanimage, scanFolders, networkScanners }: WorkstationOptions) {
  const sane = createSaneDriver({
    ...(saneConfigFolder !== undefined && { configFolder: saneConfigFolder }),
    ...(scanimage !== undefined && { command: scanimage }),
  });
  return [
    sane,
    ...(networkScanners ? [createEsclDriver(networkScanners.map((url) => ({ url })))] : []),
    ...(scanFolders ? [createFolderDriver(scanFolders)] : []),
  ];
}
