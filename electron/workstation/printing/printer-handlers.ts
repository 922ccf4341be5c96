import type { printerChannels } from "../../../contracts/ipc/printers.ts";
import { wireFailureOf } from "../failures.ts";
import type { Handlers } from "../host/ipc-server.ts";
import type { UseCases } from "../use-cases.ts";

type PrinterContract = { readonly channels: typeof printerChannels; readonly topics: Record<never, never> };

/** Setting up printers: anybody at this PC may, as with every device. */
export function createPrinterHandlers({ printers: { receipt, a4 }, routes, prints, testPages, devices: { watch } }: Pick<UseCases, "printers" | "routes" | "prints" | "testPages" | "devices">): Handlers<PrinterContract> {
  const never = (): AbortSignal => new AbortController().signal;
  return {
    "printers.list": receipt.list,
    "printers.save": (printer) => {
      receipt.save(printer);
      watch.refresh();
      prints.run();
      return {};
    },
    "printers.remove": ({ printerId }) => {
      receipt.remove(printerId);
      watch.refresh();
      return {};
    },
    "printers.status": async ({ printerId }) => ({ status: await receipt.getDevice(printerId).status(never()) }),
    "a4Printers.list": a4.list,
    "a4Printers.save": (printer) => {
      a4.save(printer);
      watch.refresh();
      prints.run();
      return {};
    },
    "a4Printers.remove": ({ printerId }) => {
      a4.remove(printerId);
      watch.refresh();
      return {};
    },
    "a4Printers.status": async ({ printerId }) => {
      const { failures, warnings, trays, ...status } = await a4.getDevice(printerId).status(never());
      return { ...status, failures: failures.map(wireFailureOf), warnings: [...warnings], trays: [...trays] };
    },
    "printers.test": ({ printerId }) => testPages.ofPrinter(printerId),
    "papers.routes": routes.get,
    "papers.test": ({ kind }) => testPages.ofPaper(kind),
    "papers.setRoutes": (wanted) => {
      routes.set(wanted);
      return {};
    },
  };
}
