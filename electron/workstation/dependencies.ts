import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { instantOf } from "../../domain/time/instant.ts";
import { findCupsQueues } from "../../devices/a4-printer/find-cups-queues.ts";
import { findServices } from "../../devices/discovery/find-services.ts";
import type { LaunchNative } from "../../devices/native-process/native-child.ts";
import { startNodeNativeChild } from "../../devices/native-process/node-native-child.ts";
import { libraryFolders } from "../../devices/staff-card/known-libraries.ts";
import type { EsclDevice } from "../../scanner/escl/escl-endpoint.ts";
import { createFolderDriver } from "../../scanner/folder/folder-driver.ts";
import { createNaps2Driver } from "../../scanner/naps2/naps2-driver.ts";
import { DEFAULT_NAPS2_CONSOLE } from "../../scanner/naps2/naps2-environment.ts";
import { createSaneDriver } from "../../scanner/sane/sane-driver.ts";
import { createCentreClient } from "../../sync/centre-client.ts";
import { createHttpTransport } from "../../sync/http-transport.ts";
import { completeTrust, trustCertificates } from "../../sync/trusted-certificates.ts";
import type { WorkstationOptions } from "./configuration.ts";
import { createNativeDevices } from "./native-devices.ts";
import { openIppA4Printer } from "./printing/printers.ts";
import { createNetworkScannerDriver } from "./scanning/network-scanners.ts";
import type { WorkstationDependencies } from "./workstation.ts";

export interface RealOptions extends Pick<WorkstationOptions, "centreCaFile"> {
  /** Gives a process to a device's driver; left out: a Node child from these sources. */
  readonly launchNative?: LaunchNative;
}

const completeTrustAfterMs = 800;
/** The first request loads Node's HTTP client for a tenth of a second, in which the window would wait for its first picture. */
const firstRoundMs = 300;

const launchFromSource: LaunchNative = () =>
  startNodeNativeChild({ scriptPath: join(import.meta.dirname, "../../devices/native-main.ts"), onOutput: (text) => process.stderr.write(text) });

/**
 * The real world: the system's clock, randomness, network and devices. From here on the process believes the certificates of
 * `trustCertificates`, and throws as it does.
 */
export function realDependencies({ launchNative = launchFromSource, ...options }: RealOptions = {}): WorkstationDependencies {
  trustCertificates(options);
  // For the devices, which speak TLS too though the centre may not. It holds up everything for some 0.1 s: done while a name and a password are typed.
  setTimeout(completeTrust, completeTrustAfterMs).unref();
  const logError = (where: string, error: unknown): void => console.error(where, error);
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
    openA4Printer: openIppA4Printer,
    ...createNativeDevices({ launch: launchNative, logError }),
    findServices,
    findCupsQueues,
    printerDeviceFolder: "/dev/usb",
    cardLibraryFolders: libraryFolders(process.platform, process.env),
    syncTiming: { firstRoundMs },
    logError,
  };
}

function createScannerDrivers({ saneConfigFolder, scanimage, naps2Console, scanFolders }: WorkstationOptions, listNetworkScanners: () => readonly EsclDevice[]) {
  const sane = createSaneDriver({
    ...(saneConfigFolder !== undefined && { configFolder: saneConfigFolder }),
    ...(scanimage !== undefined && { command: scanimage }),
  });
  const isWindows = process.platform === "win32";
  return [
    ...(isWindows ? [] : [sane]),
    ...(isWindows || naps2Console !== undefined ? [createNaps2Driver({ command: naps2Console ?? DEFAULT_NAPS2_CONSOLE })] : []),
    createNetworkScannerDriver(listNetworkScanners),
    ...(scanFolders ? [createFolderDriver(scanFolders)] : []),
  ];
}
