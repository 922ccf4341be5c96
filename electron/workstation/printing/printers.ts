import { a4PrinterSchema, printerSchema, type A4PrinterSettings, type PrinterSettings } from "../../../contracts/ipc/printers.ts";
import type { A4Printer } from "../../../devices/a4-printer/a4-printer.ts";
import { createCupsPrinter } from "../../../devices/a4-printer/cups-printer.ts";
import { createIppPrinter, type IppPrinterLimits } from "../../../devices/a4-printer/ipp-printer.ts";
import { createPostscriptConverter } from "../../../devices/a4-printer/postscript-converter.ts";
import { deviceFileChannel } from "../../../devices/receipt-printer/device-file-channel.ts";
import { createEscposPrinter, defaultPrinterTimeouts } from "../../../devices/receipt-printer/escpos-printer.ts";
import { networkChannel } from "../../../devices/receipt-printer/network-channel.ts";
import type { PrintSpooler } from "../../../devices/receipt-printer/raw-queue/print-spooler.ts";
import { createRawQueuePrinter } from "../../../devices/receipt-printer/raw-queue/raw-queue-printer.ts";
import type { ReceiptPrinter } from "../../../devices/receipt-printer/receipt-printer.ts";
import type { Settings } from "../../../db/settings.ts";
import { createPrinterFamily, type PrinterFamily } from "./printer-family.ts";

export type OpenPrinter = (printer: PrinterSettings) => ReceiptPrinter;
export type OpenA4Printer = (printer: A4PrinterSettings) => A4Printer;

/** The printers of this PC. An id belongs to one of all of them. */
export interface Printers {
  readonly receipt: PrinterFamily<PrinterSettings, ReceiptPrinter>;
  readonly a4: PrinterFamily<A4PrinterSettings, A4Printer>;
  /** As the clerk knows it; its id when it is not set up any more. */
  nameOf(printerId: string): string;
}

export function createPrinters(settings: Settings, openPrinter: OpenPrinter, openA4Printer: OpenA4Printer): Printers {
  const receipt = createPrinterFamily({ settings, key: "printers", schema: printerSchema, open: openPrinter });
  const a4 = createPrinterFamily({ settings, key: "a4-printers", schema: a4PrinterSchema, open: openA4Printer });
  return { receipt, a4, nameOf: (printerId) => (receipt.find(printerId) ?? a4.find(printerId))?.name ?? printerId };
}

/** Opens receipt printers over whatever line they hang on. */
export function createOpenPrinter(spooler: PrintSpooler): OpenPrinter {
  return ({ name, connection, answers }) => {
    if (connection.kind === "windows-queue") return createRawQueuePrinter(spooler, { name, queue: connection.queue, answers, ...rawQueueTimes });
    const channel = connection.kind === "network" ? networkChannel(connection) : deviceFileChannel({ path: connection.path, canRead: answers });
    return createEscposPrinter(channel, { name, answers, ...defaultPrinterTimeouts });
  };
}

/** Each question to a queue starts with opening it, which is slow for one on another computer. */
const rawQueueTimes = { pollMs: 500, confirmTimeoutMs: 30_000 } as const;

/** A job that waits for paper is followed as long as the desk is open: whoever brings the paper should see it come out. */
const a4Limits: Partial<IppPrinterLimits> = { attentionLimitMs: 12 * 3_600_000 };

export const openIppA4Printer: OpenA4Printer = ({ name, connection }) => {
  if (connection.kind === "cups") return createCupsPrinter({ name, queue: connection.queue }, { limits: a4Limits });
  const { url, certificate } = connection;
  return createIppPrinter({ name, url, ...(certificate !== null && { trustedCertificate: certificate }) }, { limits: a4Limits, converters: [createPostscriptConverter()] });
};
