import { a4PrinterFailure } from "./a4-printer-failure.ts";

/** Turns a PDF into something a printer without PDF takes. */
export interface DocumentConverter {
  /** MIME type of what it makes, such as `application/postscript` or `image/pwg-raster`. */
  readonly format: string;
  convert(pdf: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
}

const PDF = "application/pdf";

/**
 * The format to send: PDF when it is taken, else what a converter can make of it. `application/octet-stream` ("send anything")
 * is never chosen: a printer that does not know PDF prints its source, sheet after sheet. Throws Failure
 * `a4-printer-format-refused` with `details.formats`, what the printer takes instead.
 */
export function chooseFormat(printer: string, formats: readonly string[], converters: readonly DocumentConverter[]): { format: string; convert?: DocumentConverter["convert"] } {
  if (formats.includes(PDF)) return { format: PDF };
  const converter = converters.find(({ format }) => formats.includes(format));
  if (!converter) throw a4PrinterFailure("a4-printer-format-refused", printer, { formats: formats.join("、") });
  return { format: converter.format, convert: (pdf, signal) => converter.convert(pdf, signal) };
}
