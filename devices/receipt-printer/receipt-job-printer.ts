import type { JobPrinter } from "../print-queue/job-printer.ts";
import type { ReceiptPrinter } from "./receipt-printer.ts";

/** A receipt printer's place in the print queue. It tells of trouble only by its outcome. */
export function toJobPrinter(printer: ReceiptPrinter): JobPrinter {
  return { printJob: ({ bytes }, signal) => printer.print(bytes, signal) };
}
