import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";

export type PrintJobState = "waiting" | "printing" | "printed" | "failed" | "doubtful" | "cancelled";

/**
 * A paper to be printed, kept until somebody knows what became of it.
 *
 *   waiting ─▶ printing ─▶ printed
 *    ▲  │          ├─────▶ failed ───┐   nothing came out
 *    │  │          └─────▶ doubtful ─┤   only the clerk can tell: confirmed ─▶ printed
 *    │  └▶ cancelled ◀───────────────┤
 *    └──────────── sent again ───────┘
 */
export interface PrintJob {
  /** UUIDv7; serves as the id of the command that records the print, so that it is recorded once. */
  id: string;
  caseId: CaseId;
  receipt: ReceiptKind;
  /** What the paper says of itself: 1 for the first print of its kind. */
  printNumber: number;
  printerName: string;
  bytes: Uint8Array;
  state: PrintJobState;
  /** Code of the last failure (`printer-…`), null when nothing went wrong. */
  failureCode: string | null;
  /** How often it went to the printer. */
  attempts: number;
  createdAt: Instant;
  changedAt: Instant;
}

/** Every step a job may take; any other is refused by the queue. */
export const printJobSteps = {
  claim: { from: ["waiting"], to: "printing" },
  succeed: { from: ["printing"], to: "printed" },
  fail: { from: ["printing"], to: "failed" },
  doubt: { from: ["printing"], to: "doubtful" },
  sendAgain: { from: ["failed", "doubtful"], to: "waiting" },
  confirmPrinted: { from: ["doubtful"], to: "printed" },
  cancel: { from: ["waiting", "failed", "doubtful"], to: "cancelled" },
} as const satisfies Readonly<Record<string, { from: readonly PrintJobState[]; to: PrintJobState }>>;

export type PrintJobStep = keyof typeof printJobSteps;

export function canStep(job: Pick<PrintJob, "state">, step: PrintJobStep): boolean {
  return (printJobSteps[step].from as readonly PrintJobState[]).includes(job.state);
}

/** The job after the step; undefined when it may not take it from where it stands. */
export function stepJob(job: PrintJob, step: PrintJobStep, at: Instant, failureCode: string | null = null): PrintJob | undefined {
  if (!canStep(job, step)) return undefined;
  return {
    ...job,
    state: printJobSteps[step].to,
    failureCode: step === "cancel" || step === "confirmPrinted" ? job.failureCode : failureCode,
    attempts: job.attempts + (step === "claim" ? 1 : 0),
    changedAt: at,
  };
}
