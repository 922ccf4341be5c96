import { z } from "zod";
import { printerSchema, type PrinterSettings } from "../../../contracts/ipc/receipts.ts";
import { Failure } from "../../../domain/failure.ts";
import { deviceFileChannel } from "../../../devices/receipt-printer/device-file-channel.ts";
import { createEscposPrinter, defaultPrinterTimeouts } from "../../../devices/receipt-printer/escpos-printer.ts";
import { networkChannel } from "../../../devices/receipt-printer/network-channel.ts";
import type { PrinterState, ReceiptPrinter } from "../../../devices/receipt-printer/receipt-printer.ts";
import type { Settings } from "../../../db/settings.ts";

const settingsKey = "printers";

/** The receipt printers of this PC. */
export interface Printers {
  list(): PrinterSettings[];
  save(printer: PrinterSettings): void;
  remove(printerId: string): void;
  find(printerId: string): PrinterSettings | undefined;
  /** The device, called by its id. Undefined when the printer is not set up any more. */
  findDevice(printerId: string): ReceiptPrinter | undefined;
  /** Throws Failure `printer-unknown`. */
  status(printerId: string): Promise<PrinterState>;
}

export type OpenPrinter = (printer: PrinterSettings) => ReceiptPrinter;

export function createPrinters(settings: Settings, openPrinter: OpenPrinter): Printers {
  const list = (): PrinterSettings[] => z.array(printerSchema).parse(settings.find(settingsKey) ?? []);
  const find = (printerId: string): PrinterSettings | undefined => list().find((printer) => printer.printerId === printerId);
  // One device object a printer, for it lets only one job at a time onto the line.
  const devices = new Map<string, { settings: string; device: ReceiptPrinter }>();

  const findDevice = (printerId: string): ReceiptPrinter | undefined => {
    const printer = find(printerId);
    if (!printer) return undefined;
    const current = JSON.stringify(printer);
    const known = devices.get(printerId);
    if (known?.settings === current) return known.device;
    const device = { ...openPrinter(printer), name: printerId };
    devices.set(printerId, { settings: current, device });
    return device;
  };

  return {
    list,
    save(printer) {
      const known = list();
      const isKnown = known.some(({ printerId }) => printerId === printer.printerId);
      settings.set(settingsKey, isKnown ? known.map((one) => (one.printerId === printer.printerId ? printer : one)) : [...known, printer]);
    },
    remove: (printerId) => settings.set(settingsKey, list().filter((printer) => printer.printerId !== printerId)),
    find,
    findDevice,
    async status(printerId) {
      const device = findDevice(printerId);
      if (!device) throw new Failure("printer-unknown", { details: { printerId } });
      return device.status(new AbortController().signal);
    },
  };
}

export const openEscposPrinter: OpenPrinter = ({ name, connection }) => {
  const channel =
    connection.kind === "network" ? networkChannel(connection) : deviceFileChannel({ path: connection.path, canRead: true });
  return createEscposPrinter(channel, { name, answers: true, ...defaultPrinterTimeouts });
};
