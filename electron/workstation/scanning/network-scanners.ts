import { z } from "zod";
import { networkScannerSchema, type NetworkScanner } from "../../../contracts/ipc/devices.ts";
import type { Settings } from "../../../db/settings.ts";
import type { ScannerDriver } from "../../../scanner/driver.ts";
import { createEsclDriver } from "../../../scanner/escl/escl-driver.ts";
import type { EsclDevice } from "../../../scanner/escl/escl-endpoint.ts";

const settingsKey = "network-scanners";

/** The scanners on the network this PC uses, by the address of their eSCL documents. */
export interface NetworkScanners {
  /** Those set up here: they can be changed and removed. */
  list(): NetworkScanner[];
  /** And those named to the program when it was started. */
  all(): NetworkScanner[];
  save(scanner: NetworkScanner): void;
  remove(url: string): void;
}

export function createNetworkScanners(settings: Pick<Settings, "find" | "set">, named: readonly string[]): NetworkScanners {
  const list = (): NetworkScanner[] => z.array(networkScannerSchema).parse(settings.find(settingsKey) ?? []);
  const others = (url: string): NetworkScanner[] => list().filter((scanner) => scanner.url !== url);
  return {
    list,
    all: () => [...list(), ...named.filter((url) => others(url).length === list().length).map((url) => ({ url, name: null, certificate: null }))],
    save: (scanner) => settings.set(settingsKey, [...others(scanner.url), scanner]),
    remove: (url) => settings.set(settingsKey, others(url)),
  };
}

export function esclDeviceOf({ url, name, certificate }: NetworkScanner): EsclDevice {
  return { url, ...(name !== null && { name }), ...(certificate !== null && { trustedCertificate: certificate }) };
}

/** The driver of eSCL for scanners that come and go with the settings. */
export function createNetworkScannerDriver(listDevices: () => readonly EsclDevice[]): ScannerDriver {
  return createEsclDriver(listDevices);
}
