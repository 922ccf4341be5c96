import { Failure } from "../../../domain/failure.ts";
import type { PrinterFailureCode } from "../printer-failure.ts";

export const windowsError = { accessDenied: 5, invalidParameter: 87, insufficientBuffer: 122, serverUnavailable: 1722, invalidPrinterName: 1801, printerDeleted: 1905 } as const;

const codes: Readonly<Record<number, PrinterFailureCode>> = {
  [windowsError.accessDenied]: "printer-not-permitted",
  [windowsError.invalidPrinterName]: "printer-unplugged",
  [windowsError.printerDeleted]: "printer-unplugged",
  // The spooler service is not running.
  [windowsError.serverUnavailable]: "printer-offline",
};

/** What an error of winspool means; its number is kept for the administrator. */
export function spoolerFailure(call: string, windowsCode: number): Failure {
  return new Failure(codes[windowsCode] ?? "printer-line-lost", { retryable: true, details: { call, windowsCode } });
}
