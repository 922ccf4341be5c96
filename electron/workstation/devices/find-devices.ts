import { readdir } from "node:fs/promises";
import type { z } from "zod";
import type { deviceChannels } from "../../../contracts/ipc/devices.ts";
import type { FoundCupsQueue } from "../../../devices/a4-printer/find-cups-queues.ts";
import type { FoundService } from "../../../devices/discovery/find-services.ts";
import { isFailure } from "../../../domain/failure.ts";

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
}

/** Devices that could be set up. Each way of looking may fail without hiding what another found. */
export interface FindDevices {
  receiptPrinters(): Promise<Found<"printers.find">>;
  a4Printers(): Promise<Found<"a4Printers.find">>;
  networkScanners(): Promise<Found<"networkScanners.find">>;
}

export function createFindDevices({ findServices, findCupsQueues, listPrintQueues, deviceFolder }: FindDevicesPorts): FindDevices {
  return {
    async receiptPrinters() {
      const [files, queues, services] = await Promise.all([listPrinterFiles(deviceFolder), listPrintQueues().catch(nothingForFailures), findServices(["_pdl-datastream._tcp"])]);
      return [
        ...files.map((path) => ({ name: path.split("/").at(-1) ?? path, hint: path, connection: { kind: "device-file", path } as const })),
        ...queues.map((queue) => ({ name: queue, hint: "Windows", connection: { kind: "windows-queue", queue } as const })),
        ...services.map(({ name, host, port }) => ({ name, hint: `${host}:${port}`, connection: { kind: "network", host, port } as const })),
      ];
    },
    async a4Printers() {
      const [services, queues] = await Promise.all([findServices(["_ipp._tcp", "_ipps._tcp"]), findCupsQueues().catch(nothingForFailures)]);
      return [
        ...services.map((service) => {
          const url = `${service.type === "_ipps._tcp" ? "ipps" : "ipp"}://${service.host}:${service.port}/${service.text.get("rp") ?? "ipp/print"}`;
          return { name: service.text.get("ty") || service.name, hint: url, connection: { kind: "ipp", url, certificate: null } as const };
        }),
        ...queues.map(({ queue, description }) => ({ name: description, hint: `CUPS ${queue}`, connection: { kind: "cups", queue } as const })),
      ];
    },
    async networkScanners() {
      const services = await findServices(["_uscan._tcp", "_uscans._tcp"]);
      return services.map((service) => {
        const url = `${service.type === "_uscans._tcp" ? "https" : "http"}://${service.host}:${service.port}/${service.text.get("rs") || "eSCL"}`;
        return { name: service.text.get("ty") || service.name, hint: url, url };
      });
    },
  };
}

/** `/dev/usb/lp0`…; none where the folder is missing, as on Windows. */
async function listPrinterFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^lp\d+$/.test(name)).sort().map((name) => `${folder}/${name}`);
}

function nothingForFailures(error: unknown): [] {
  if (isFailure(error)) return [];
  throw error;
}
