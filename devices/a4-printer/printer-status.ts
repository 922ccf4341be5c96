import { a4PrinterFailureOf } from "./a4-printer-failure.ts";
import type { A4PrinterStatus } from "./a4-printer.ts";
import type { DocumentConverter } from "./document-format.ts";
import type { IppClient } from "./ipp-client.ts";
import { readPrinterReasons } from "./printer-reasons.ts";

const PROCESSING = 4;

/** Asks once. A printer that cannot be asked is `offline`, with the reason. */
export async function readStatus(client: IppClient, name: string, converters: readonly DocumentConverter[]): Promise<A4PrinterStatus> {
  try {
    const { state, reasons, formats, sides, trays } = await client.getPrinter();
    const { failures, warnings } = readPrinterReasons(reasons, state, name);
    const condition = failures.length > 0 ? "needs-attention" : state === PROCESSING ? "printing" : "ready";
    const takesPdf = ["application/pdf", ...converters.map(({ format }) => format)].some((format) => formats.includes(format));
    return { condition, failures, warnings, trays, hasDuplex: sides.some((side) => side.startsWith("two-sided")), takesPdf };
  } catch (error) {
    return { condition: "offline", failures: [a4PrinterFailureOf(error, name)], warnings: [], trays: [], hasDuplex: false, takesPdf: false };
  }
}
