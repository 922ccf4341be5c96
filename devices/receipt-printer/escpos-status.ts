import type { PrinterState } from "./receipt-printer.ts";

/** `DLE EOT 1` to `DLE EOT 4`: answered at once, also by a printer that is out of paper. */
export const statusRequests: readonly Uint8Array[] = [1, 2, 3, 4].map((kind) => Uint8Array.of(0x10, 0x04, kind));

/** `GS r 1`: answered in its turn, so the answer means that everything sent before was printed. */
export const completionRequest = Uint8Array.of(0x1d, 0x72, 0x01);

/** Every answer to `DLE EOT` has bits 1 and 4 set and bits 0 and 7 clear. */
export function isStatusByte(byte: number): boolean {
  return (byte & 0b1001_0011) === 0b0001_0010;
}

/** An answer to `GS r` has bits 4 and 7 clear. */
export function isCompletionByte(byte: number): boolean {
  return (byte & 0b1001_0000) === 0;
}

/**
 * What four answers to `DLE EOT 1..4` say, worst first (Epson's reference; clones follow it). The cover comes before the
 * paper: an open cover lifts the paper off its sensor.
 */
export function stateOfAnswers([printer, offline, error, paper]: readonly [number, number, number, number]): PrinterState {
  if (offline & 0x04) return "cover-open";
  if (error & 0x08) return "cutter-error";
  if (paper & 0x60 || offline & 0x20) return "paper-out";
  if (printer & 0x08 || offline & 0x40 || error & 0x60) return "offline";
  return paper & 0x0c ? "near-end" : "ready";
}
