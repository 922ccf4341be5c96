import type { Failure } from "../../domain/failure.ts";
import type { PrintJob } from "./print-job.ts";

/**
 * What became of a job.
 * - `not-printed`: nothing came out, sending it again is safe.
 * - `doubtful`: it left for the printer and nobody knows how far it got; only a person looking at the paper can tell.
 * - `aborted`: the printer ended it before its end, by itself or at its panel; the first pages may have come out.
 * - `cancelled`: we ended it at the printer; the same holds.
 */
export type JobOutcome = { readonly kind: "printed" } | { readonly kind: "not-printed" | "doubtful" | "aborted" | "cancelled"; readonly failure: Failure };

/** A printer as the queue sees it, of whatever family. */
export interface JobPrinter {
  /** Carries out one job. Never rejects for anything a printer does: trouble is the answer. `signal` ends it as soon as the printer can. */
  printJob(job: PrintJob, signal: AbortSignal, watch: JobWatch): Promise<JobOutcome>;
}

export interface JobWatch {
  /** The job begins to wait for a person, with the reason; with undefined it goes on. */
  onAttention(failure: Failure | undefined): void;
}
