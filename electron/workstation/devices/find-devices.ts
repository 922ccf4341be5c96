import { readdir } from "node:fs/promises";
import type { z } from "zod";
import type { deviceChannels } from "../../../contracts/ipc/devices.ts";
import type { FoundCupsQueue } from "../../../devices/a4-printer/find-cups-queues.ts";
import type { FoundService } from "../../../devices/discovery/find-services.ts";
import { findStaffCardLibraries } from "../../../devices/staff-card/find-libraries.ts";
import { isFailure, type Failure } from "../../../domain/failure.ts";
import { wireFailureOf } from "../failures.ts";

type Found<Name extends keyof typeof deviceChannels> = z.output<(typeof deviceChannels)[Name]["output"]>;

export interface FindDevicesPorts {
  /** What announces itself on the network; rejects with `discovery-unavailable`. */
  findServices(types: readonly string[]): Promise<readonly FoundService[]>;
  /** Rejects with Failures `a4-printer-…` where there is no CUPS. */
  findCupsQueues(): Promise<readonly FoundCupsQueue[]>;
  /** Windows' print queues. */
  listPrintQueues(): Promise<readonly string[]>;
  /** Where Linux puts printers on USB. */
  readonly deviceFolder: string;
  /** Where vendors put the libraries of staff cards. */
  readonly cardLibraryFolders: readonly string[];
}

/** Devices that could be set up. A network that cannot be asked hides nothing that this PC itself knows of: its failure comes beside that. */
export interface FindDevices {
  receiptPrinters(): Promise<Found<"printers.find">>;
  a4Printers(): Promise<Found<"a4Printers.find">>;
  networkScanners(): Promise<Found<"networkScanners.find">>;
  staffCardLibraries(): Promise<Found<"staffCards.find">>;
}

export function createFindDevices({ findServices, findCupsQueues, listPrintQueues, deviceFolder, cardLibraryFolders }: FindDevicesPorts): FindDevices {
  const announced = (...types: string[]) =>
    findServices(types).then((services) => ({ services, failure: null }), (error: unknown) => ({ services: [], failure: wireFailureOf(failureOf(error)) }));
  return {
    async receiptPrinters() {
      const [files, queues, { services, failure }] = await Promise.all([listPrinterFiles(deviceFolder), listPrintQueues().catch(nothingForFailures), announced("_pdl-datastream._tcp")]);
      const found = [
        ...files.map((path) => ({ name: path.split("/").at(-1) ?? path, hint: path, connection: { kind: "device-file", path } as const })),
        ...queues.map((queue) => ({ name: queue, hint: "Windows", connection: { kind: "windows-queue", queue } as const })),
        ...services.map(({ name, host, port }) => ({ name, hint: `${host}:${port}`, connection: { kind: "network", host, port } as const })),
      ];
      return { found, failure };
    },
    async a4Printers() {
      const [{ services, failure }, queues] = await Promise.all([announced("_ipp._tcp", "_ipps._tcp"), findCupsQueues().catch(nothingForFailures)]);
      const found = [
        ...services.map((service) => {
          const url = `${service.type === "_ipps._tcp" ? "ipps" : "ipp"}://${service.host}:${service.port}/${service.text.get("rp") ?? "ipp/print"}`;
          return { name: service.text.get("ty") || service.name, hint: url, connection: { kind: "ipp", url, certificate: null } as const };
        }),
        ...queues.map(({ queue, description }) => ({ name: description, hint: `CUPS ${queue}`, connection: { kind: "cups", queue } as const })),
      ];
      return { found, failure };
    },
    async networkScanners() {
      const { services, failure } = await announced("_uscan._tcp", "_uscans._tcp");
      const found = services.map((service) => {
        const url = `${service.type === "_uscans._tcp" ? "https" : "http"}://${service.host}:${service.port}/${service.text.get("rs") || "eSCL"}`;
        return { name: service.text.get("ty") || service.name, hint: url, url };
      });
      return { found, failure };
    },
    async staffCardLibraries() {
      const libraries = await findStaffCardLibraries(cardLibraryFolders);
      return { found: libraries.map(({ kind, path, maker }) => ({ name: maker ?? "", hint: path, kind, path })), failure: null };
    },
  };
}

/** `/dev/usb/lp0`…; none where the folder is missing, as on Windows. */
async function listPrinterFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^lp\d+$/.test(name)).sort().map((name) => `${folder}/${name}`);
}

/** No CUPS and no Windows: a PC like many others, nothing to tell. */
function nothingForFailures(error: unknown): [] {
  failureOf(error);
  return [];
}

function failureOf(error: unknown): Failure {
  if (isFailure(error)) return error;
  throw error;
}
