import type { Failure } from "../../domain/failure.ts";
import type { JobName } from "./job-name.ts";

/** A printer for A4 documents. Neither call rejects for anything a printer does: trouble is the answer. */
export interface A4Printer {
  /** As the clerk knows it; goes on the record of each print. */
  readonly name: string;
  /**
   * Sends a PDF and follows the job to its end. Aborting cancels the job at the printer. While paper is missing the job waits
   * there and `onAttention` says so; it ends as `needs-attention` only when nobody came for a long time.
   */
  print(pdf: Uint8Array, options: A4PrintOptions, signal: AbortSignal): Promise<A4PrintOutcome>;
  status(signal: AbortSignal): Promise<A4PrinterStatus>;
}

export interface A4PrintOptions {
  readonly jobName: JobName;
  /** One of `status().trays`; the printer's own choice unless given. */
  readonly tray?: string;
  readonly duplex: "one-sided" | "long-edge" | "short-edge";
  readonly copies: number;
  /** Called when the job begins to wait for a person, with the reason, and with undefined when it goes on. */
  readonly onAttention?: (failure: Failure | undefined) => void;
}

/**
 * What became of a job.
 * - `completed`: all of it was printed. `confirmedBy: "queue"`: only a print queue says so, and queues are mistaken at times.
 * - `aborted`: the printer gave it up; the first pages may have come out.
 * - `canceled`: by us or at the printer; the same holds.
 * - `needs-attention`: it lies in the printer and goes on by itself when the trouble is mended: never send it again before.
 * - `not-printed`: nothing was taken by the printer; sending again is safe.
 * - `doubtful`: it was sent and lost sight of; only a person looking at the paper can tell.
 */
export type A4PrintOutcome =
  | { readonly kind: "completed"; readonly confirmedBy: "printer" | "queue" }
  | { readonly kind: "aborted" | "canceled" | "needs-attention" | "not-printed" | "doubtful"; readonly failure: Failure };

export interface A4PrinterStatus {
  readonly condition: "ready" | "printing" | "needs-attention" | "offline";
  /** What keeps it from printing, the most telling first; empty unless `needs-attention` or `offline`. */
  readonly failures: readonly Failure[];
  /** Still prints, but look after it soon: `toner-low`, `media-low`… as the printer puts it. */
  readonly warnings: readonly string[];
  readonly trays: readonly string[];
  readonly hasDuplex: boolean;
  /** Whether a PDF can be sent to it, as it is or converted. */
  readonly takesPdf: boolean;
}
