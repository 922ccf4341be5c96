import type { Failure } from "../../domain/failure.ts";
import { a4PrinterFailure, type A4PrinterFailureCode } from "./a4-printer-failure.ts";

/**
 * Beginnings of `printer-state-reasons` (RFC 8011, PWG 5100.9) with what they mean for a clerk, most telling first. Devices add
 * endings of their own (`media-jam-tray-2-error`), hence beginnings.
 */
const REASONS: readonly (readonly [string, A4PrinterFailureCode])[] = [
  ["media-jam", "a4-printer-jam"],
  ["cover-open", "a4-printer-cover-open"],
  ["door-open", "a4-printer-cover-open"],
  ["interlock-open", "a4-printer-cover-open"],
  ["input-tray-missing", "a4-printer-tray-missing"],
  ["media-empty", "a4-printer-paper-out"],
  ["media-needed", "a4-printer-paper-out"],
  ["output-area-full", "a4-printer-output-full"],
  ["output-tray-missing", "a4-printer-output-full"],
  ["toner-empty", "a4-printer-toner-out"],
  ["developer-empty", "a4-printer-toner-out"],
  ["marker-supply-empty", "a4-printer-toner-out"],
  ["marker-supply-missing", "a4-printer-toner-out"],
  ["marker-waste-full", "a4-printer-toner-out"],
  ["offline", "a4-printer-offline"],
  ["connecting-to-device", "a4-printer-offline"],
  ["shutdown", "a4-printer-offline"],
  ["timed-out", "a4-printer-offline"],
  ["paused", "a4-printer-paused"],
  ["moving-to-paused", "a4-printer-paused"],
];

/** Said of a printer that works: nothing to do about them. */
const HARMLESS = /^(none$|cups-|wifi-|identify-printer|resuming)/;

/** The values of `printer-state`. */
export const STOPPED = 5;

export interface ReadReasons {
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
}

/**
 * Sorts the reasons a printer gives for its state. Endings say little: without one a reason counts as an error (RFC 8011, 5.4.12),
 * and CUPS's own printer says `media-empty-warning` while a job waits for paper and `-report` when idle. So what a clerk must
 * mend by hand counts whatever its ending; an empty colour cartridge, or a word nobody knows, only as an error. Once the printer
 * has stopped, everything counts.
 */
export function readPrinterReasons(reasons: readonly string[], printerState: number, printer: string): ReadReasons {
  const said = reasons.filter((reason) => !HARMLESS.test(reason));
  const blocking = said.filter((reason) => isBlocking(reason) || printerState === STOPPED);
  const failures = blocking.toSorted((a, b) => rankOf(a) - rankOf(b)).map((reason) => a4PrinterFailure(REASONS[rankOf(reason)]?.[1] ?? "a4-printer-attention", printer, { reason }));
  if (failures.length === 0 && printerState === STOPPED) failures.push(a4PrinterFailure("a4-printer-paused", printer));
  return { failures, warnings: said.filter((reason) => !blocking.includes(reason)).map((reason) => reason.replace(/-(warning|report)$/, "")) };
}

function isBlocking(reason: string): boolean {
  const isMild = /-(warning|report)$/.test(reason);
  const code = REASONS[rankOf(reason)]?.[1];
  return !isMild || (code !== undefined && code !== "a4-printer-toner-out");
}

/** Reasons nobody knows come last. */
function rankOf(reason: string): number {
  const rank = REASONS.findIndex(([beginning]) => reason.startsWith(beginning));
  return rank === -1 ? REASONS.length : rank;
}
