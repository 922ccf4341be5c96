import { setTimeout as delay } from "node:timers/promises";
import { isFailure, type Failure } from "../../domain/failure.ts";
import { a4PrinterFailure } from "./a4-printer-failure.ts";
import type { A4PrintOptions, A4PrintOutcome } from "./a4-printer.ts";
import type { IppClient, IppJobState } from "./ipp-client.ts";
import { readPrinterReasons } from "./printer-reasons.ts";

export interface FollowLimits {
  readonly pollMs: number;
  /** How long a job may wait for somebody to bring paper before the clerk is let go. */
  readonly attentionLimitMs: number;
  /** How long a printer may be out of reach before its job counts as lost sight of. */
  readonly lostLimitMs: number;
  /** How long a cancelled job may take to end. */
  readonly cancelLimitMs: number;
  /** A job that neither ends nor says why for this long is given up as doubtful; the time it waits for a person does not count. */
  readonly jobLimitMs: number;
}

export interface FollowedPrinter {
  readonly client: IppClient;
  readonly printer: string;
  readonly confirmedBy: "printer" | "queue";
}

const JOB = { held: 4, stopped: 6, canceled: 7, aborted: 8, completed: 9 } as const;

/**
 * Asks after a job until it has ended:
 *
 *   ask job ─ended─▶ outcome
 *      │ still going: ask printer; trouble seen twice in a row ─▶ tell `onAttention`, and after a long time `needs-attention`
 *      │ aborted by us: Cancel-Job once, then go on asking, for `cancelLimitMs`
 *      │ no answer: go on asking, for `lostLimitMs`, then `doubtful`
 */
export async function followJob({ client, printer, confirmedBy }: FollowedPrinter, jobId: number, options: A4PrintOptions, limits: FollowLimits, signal: AbortSignal): Promise<A4PrintOutcome> {
  const doubtful = (cause?: unknown): A4PrintOutcome => ({ kind: "doubtful", failure: a4PrinterFailure("a4-printer-unconfirmed", printer, { jobId }, cause) });
  let impatientAtMs = performance.now() + limits.jobLimitMs;
  const attention = createAttentionWatch(limits, options.onAttention);
  let cancelled: AbortSignal | undefined;
  let lost: AbortSignal | undefined;
  for (;;) {
    if (signal.aborted && !cancelled) {
      cancelled = AbortSignal.timeout(limits.cancelLimitMs);
      // Refused when the job has just ended: its state will tell.
      await client.cancelJob(jobId).catch(() => undefined);
    }
    try {
      const job = await client.getJob(jobId);
      if (job.state >= JOB.canceled) {
        const trouble = await readTrouble(client, printer).catch((error: unknown) => {
          // A queue is believed only beside its printer's state; what a printer says of its own job stands by itself.
          if (confirmedBy === "queue") throw error;
          return undefined;
        });
        return readEnd(job, { client, printer, confirmedBy }, jobId, trouble, cancelled !== undefined);
      }
      const trouble = await readTrouble(client, printer);
      const isWaiting = job.state === JOB.held || job.state === JOB.stopped;
      attention.see(trouble ?? (isWaiting ? a4PrinterFailure("a4-printer-attention", printer, { reason: job.reasons[0] ?? "" }) : undefined));
      lost = undefined;
    } catch (error) {
      // Finished jobs are forgotten at once by some printers.
      if (!isFailure(error) || isFailure(error, "a4-printer-not-found")) return doubtful(error);
      lost ??= AbortSignal.timeout(limits.lostLimitMs);
      if (lost.aborted) return doubtful(error);
    }
    if (attention.isWaiting) impatientAtMs = performance.now() + limits.jobLimitMs;
    if (performance.now() > impatientAtMs || cancelled?.aborted) return doubtful();
    if (attention.overdue) return { kind: "needs-attention", failure: attention.overdue };
    await delay(limits.pollMs, undefined, cancelled ? {} : { signal }).catch(() => undefined);
  }
}

async function readTrouble(client: IppClient, printer: string): Promise<Failure | undefined> {
  const { state, reasons } = await client.getPrinter();
  return readPrinterReasons(reasons, state, printer).failures[0];
}

function readEnd({ state, reasons }: IppJobState, { printer, confirmedBy }: FollowedPrinter, jobId: number, trouble: Failure | undefined, isByUs: boolean): A4PrintOutcome {
  if (state === JOB.completed) {
    // CUPS 2.4 now and then calls a job completed that the printer gave up; the printer's trouble is still to be seen then.
    const isBelievable = !reasons.includes("job-completed-with-errors") && (confirmedBy === "printer" || trouble === undefined);
    if (isBelievable) return { kind: "completed", confirmedBy };
    return { kind: "doubtful", failure: a4PrinterFailure("a4-printer-unconfirmed", printer, { jobId }) };
  }
  const reason = reasons.find((word) => word !== "none") ?? "";
  // What the printer gave up, CUPS 2.4 calls canceled. Its trouble says more.
  if (state === JOB.canceled && confirmedBy === "queue" && !isByUs && trouble) return { kind: "aborted", failure: trouble };
  if (state === JOB.canceled) return { kind: "canceled", failure: a4PrinterFailure("a4-printer-canceled", printer, { by: isByUs ? "clerk" : "device", reason }) };
  if (reasons.some((word) => word === "unsupported-document-format")) return { kind: "aborted", failure: a4PrinterFailure("a4-printer-format-refused", printer, { reason }) };
  if (reasons.some((word) => /^(document-|compression-)/.test(word))) return { kind: "aborted", failure: a4PrinterFailure("a4-printer-document-refused", printer, { reason }) };
  return { kind: "aborted", failure: trouble ?? a4PrinterFailure("a4-printer-aborted", printer, { reason }) };
}

/** Trouble counts when there is some twice in a row, the same or not: printers and queues flash reasons by while they warm up. */
function createAttentionWatch(limits: FollowLimits, tell: A4PrintOptions["onAttention"]) {
  let seen: Failure | undefined;
  let told: Failure | undefined;
  let limit: AbortSignal | undefined;
  const change = (trouble: Failure | undefined): void => {
    told = trouble;
    tell?.(trouble);
  };
  return {
    see(trouble: Failure | undefined): void {
      const isSeenTwice = trouble !== undefined && seen !== undefined;
      seen = trouble;
      if (trouble === undefined) {
        limit = undefined;
        if (told) change(undefined);
      } else if (isSeenTwice && told?.code !== trouble.code) {
        limit ??= AbortSignal.timeout(limits.attentionLimitMs);
        change(trouble);
      }
    },
    get isWaiting(): boolean {
      return told !== undefined;
    },
    /** The trouble for which nobody came. */
    get overdue(): Failure | undefined {
      return limit?.aborted ? told : undefined;
    },
  };
}
