import type { A4Printer } from "./a4-printer.ts";
import { createIppPrinter, type IppPrinterOptions } from "./ipp-printer.ts";

export interface CupsQueue {
  /** As the clerk knows it. */
  readonly name: string;
  /** The queue's name in CUPS, as `lpstat -e` lists it. */
  readonly queue: string;
  readonly socketPath?: string;
}

export const CUPS_SOCKET = "/run/cups/cups.sock";

/**
 * A printer behind a CUPS queue of this machine, for printers that need a driver or hang on USB. CUPS speaks IPP itself, so the
 * job is sent and followed as with any other printer, without `lp`; only its word that a job is completed is worth less:
 * outcomes are `confirmedBy: "queue"`, and `doubtful` while the printer still reports trouble.
 */
export function createCupsPrinter({ name, queue, socketPath = CUPS_SOCKET }: CupsQueue, options: Omit<IppPrinterOptions, "confirmedBy"> = {}): A4Printer {
  const url = `ipp://localhost/printers/${encodeURIComponent(queue)}`;
  return createIppPrinter({ name, url, socketPath }, { ...options, confirmedBy: "queue" });
}
