import { Failure } from "../../domain/failure.ts";
import type { PrinterState } from "./receipt-printer.ts";

/** The codes of `printer-…` failures; their wording is in `contracts/wording/printers.ts`. */
export const printerFailureCodes = [
  "printer-paper-out",
  "printer-cover-open",
  "printer-cutter-error",
  "printer-offline",
  "printer-unplugged",
  "printer-not-permitted",
  "printer-busy",
  "printer-no-answer",
  "printer-unconfirmed",
  "printer-line-lost",
  "printer-cancelled",
  "printer-interrupted",
  "printer-queues-unsupported",
] as const;
export type PrinterFailureCode = (typeof printerFailureCodes)[number];

export function printerFailure(code: PrinterFailureCode, printer: string, cause?: unknown): Failure {
  return new Failure(code, { retryable: true, details: { printer }, ...(cause === undefined ? {} : { cause }) });
}

const codesOfStates: Readonly<Record<Exclude<PrinterState, "ready" | "near-end">, PrinterFailureCode>> = {
  "paper-out": "printer-paper-out",
  "cover-open": "printer-cover-open",
  "cutter-error": "printer-cutter-error",
  offline: "printer-offline",
  unplugged: "printer-unplugged",
};

export function failureOfState(state: Exclude<PrinterState, "ready" | "near-end">, printer: string): Failure {
  return printerFailure(codesOfStates[state], printer);
}

/** System error codes by what they mean for a printer on a network and for a device file. */
const codesOfSystemErrors: Readonly<Record<string, PrinterFailureCode>> = {
  ECONNREFUSED: "printer-offline",
  EHOSTUNREACH: "printer-offline",
  EHOSTDOWN: "printer-offline",
  ENETUNREACH: "printer-offline",
  ENETDOWN: "printer-offline",
  ETIMEDOUT: "printer-offline",
  ENOTFOUND: "printer-offline",
  EAI_AGAIN: "printer-offline",
  ENOENT: "printer-unplugged",
  ENODEV: "printer-unplugged",
  ENXIO: "printer-unplugged",
  EIO: "printer-unplugged",
  EBADF: "printer-unplugged",
  EACCES: "printer-not-permitted",
  EPERM: "printer-not-permitted",
  EBUSY: "printer-busy",
  ECONNRESET: "printer-line-lost",
  ECONNABORTED: "printer-line-lost",
  EPIPE: "printer-line-lost",
  CHANNEL_CLOSED: "printer-line-lost",
};

/** The one place where system errors become failures. A code nobody foresaw is a lost line, with its cause kept. */
export function printerFailureOf(error: unknown, printer: string): Failure {
  if (error instanceof Failure) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return printerFailure(codesOfSystemErrors[code] ?? "printer-line-lost", printer, error);
}
