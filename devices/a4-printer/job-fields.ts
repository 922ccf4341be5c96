import { a4PrinterFailure } from "./a4-printer-failure.ts";
import type { A4PrintOptions } from "./a4-printer.ts";
import type { IppPrinterState } from "./ipp-client.ts";
import { ipp, type IppField } from "./ipp-message.ts";

const A4_MEDIA = "iso_a4_210x297mm";
/** Hundredths of a millimetre. */
const A4_SIZE = { width: 21_000, height: 29_700 } as const;

const SIDES = { "one-sided": "one-sided", "long-edge": "two-sided-long-edge", "short-edge": "two-sided-short-edge" } as const;

/**
 * A job's attributes as the printer can carry them out. A printer ignores what it cannot do and prints something else, so that is
 * found out before: throws Failure `a4-printer-option-refused` with `details.option` (`tray`, `duplex`, `copies`) and `value`.
 */
export function toJobFields(name: string, printer: IppPrinterState, { tray, duplex, copies }: A4PrintOptions): IppField[] {
  const refuse = (option: string, value: string | number) => a4PrinterFailure("a4-printer-option-refused", name, { option, value });
  const sides = SIDES[duplex];
  if (duplex !== "one-sided" && !printer.sides.includes(sides)) throw refuse("duplex", duplex);
  if (copies > printer.maximumCopies) throw refuse("copies", copies);
  if (tray !== undefined && !(printer.trays.includes(tray) && printer.mediaMembers.includes("media-source"))) throw refuse("tray", tray);
  return [
    ...(copies > 1 ? [ipp.integer("copies", copies)] : []),
    ...(printer.sides.includes(sides) ? [ipp.keyword("sides", sides)] : []),
    ...toMediaFields(printer, tray),
  ];
}

/** `media` and `media-col` exclude each other; only the second can name a tray. */
function toMediaFields({ media }: IppPrinterState, tray: string | undefined): IppField[] {
  if (tray === undefined) return media.includes(A4_MEDIA) ? [ipp.keyword("media", A4_MEDIA)] : [];
  const size = ipp.collection("media-size", ipp.integer("x-dimension", A4_SIZE.width), ipp.integer("y-dimension", A4_SIZE.height));
  return [ipp.collection("media-col", size, ipp.keyword("media-source", tray))];
}
