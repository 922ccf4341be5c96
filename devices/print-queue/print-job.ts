import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { PaperKind } from "../../domain/printing/paper-kind.ts";
import type { Instant } from "../../domain/time/instant.ts";

export type PrintJobState = "waiting" | "printing" | "printed" | "failed" | "doubtful" | "aborted" | "cancelled";

/** A `Failure` as it is kept. */
export interface JobFailure {
  readonly code: string;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, string | number>>;
}

/**
 * A paper to be printed, kept until somebody knows what became of it.
 *
 *   waiting ─▶ printing ─▶ printed
 *    ▲  │          ├─────▶ failed ───┐   nothing came out
 *    │  │          ├─────▶ doubtful ─┤   only the clerk can tell: confirmed ─▶ printed
 *    │  │          ├─────▶ aborted ──┤   the printer gave it up, the first pages may be out: confirmed ─▶ printed
 *    │  └▶ cancelled ◀───────────────┤
 *    └──────────── sent again ───────┘
 */
export interface PrintJob {
  /** UUIDv7; of a receipt it serves as the id of the command that records the print, so that it is recorded once. */
  id: string;
  /** Null for a test page. */
  caseId: CaseId | null;
  kind: PaperKind;
  /** Which receipt; null for every other kind. */
  receipt: ReceiptKind | null;
  /** What the desk calls the paper where its kind says too little. Never sent to a printer. */
  title: string | null;
  printerId: string;
  /** ESC/POS for a receipt printer, a PDF for an A4 printer. */
  bytes: Uint8Array;
  copies: number;
  state: PrintJobState;
  /** What went wrong last; while `printing`, what the printer waits for. Null when there is nothing. */
  failure: JobFailure | null;
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
  giveUp: { from: ["printing"], to: "aborted" },
  stop: { from: ["printing"], to: "cancelled" },
  sendAgain: { from: ["failed", "doubtful", "aborted"], to: "waiting" },
  confirmPrinted: { from: ["doubtful", "aborted"], to: "printed" },
  cancel: { from: ["waiting", "failed", "doubtful", "aborted"], to: "cancelled" },
} as const satisfies Readonly<Record<string, { from: readonly PrintJobState[]; to: PrintJobState }>>;

export type PrintJobStep = keyof typeof printJobSteps;

export function canStep(job: Pick<PrintJob, "state">, step: PrintJobStep): boolean {
  return (printJobSteps[step].from as readonly PrintJobState[]).includes(job.state);
}

/** The job after the step; undefined when it may not take it from where it stands. */
export function stepJob(job: PrintJob, step: PrintJobStep, at: Instant, failure: JobFailure | null = null): PrintJob | undefined {
  if (!canStep(job, step)) return undefined;
  return {
    ...job,
    state: printJobSteps[step].to,
    failure: step === "cancel" || step === "confirmPrinted" ? job.failure : failure,
    attempts: job.attempts + (step === "claim" ? 1 : 0),
    changedAt: at,
  };
}
