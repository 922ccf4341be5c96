import type { Failure } from "../../domain/failure.ts";

/** What a printer says of itself. `near-end` still prints. */
export type PrinterState = "ready" | "near-end" | "paper-out" | "cover-open" | "cutter-error" | "offline" | "unplugged";

export function canPrint(state: PrinterState): state is "ready" | "near-end" {
  return state === "ready" || state === "near-end";
}

/**
 * What became of a job. `not-printed`: nothing came out, sending it again is safe. `doubtful`: bytes left for the printer and
 * nobody knows how far it got; only a person looking at the paper can tell.
 */
export type PrintOutcome =
  | { kind: "printed" }
  | { kind: "not-printed"; failure: Failure }
  | { kind: "doubtful"; failure: Failure };

/** A receipt printer (小票打印机). Neither call rejects for anything a printer does: trouble is the answer. */
export interface ReceiptPrinter {
  /** As the clerk knows it; goes on the record of each print. */
  readonly name: string;
  /** Prints one job, one at a time. Aborting before the first byte leaves `not-printed`, afterwards `doubtful`. */
  print(job: Uint8Array, signal: AbortSignal): Promise<PrintOutcome>;
  status(signal: AbortSignal): Promise<PrinterState>;
}
