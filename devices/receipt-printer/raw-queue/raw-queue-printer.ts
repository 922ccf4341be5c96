import { setTimeout as delay } from "node:timers/promises";
import { Failure, isFailure } from "../../../domain/failure.ts";
import { failureOfState, printerFailure, printerFailureOf } from "../printer-failure.ts";
import { canPrint, type PrinterState, type PrintOutcome, type ReceiptPrinter } from "../receipt-printer.ts";
import type { PrintSpooler } from "./print-spooler.ts";
import { hasLeftQueue, stateOfQueue, troubleOfJob } from "./spooler-status.ts";

export interface RawQueuePrinterOptions {
  readonly name: string;
  /** As Windows lists it among its printers. */
  readonly queue: string;
  readonly pollMs: number;
  /** From handing a job over to its leaving the queue. */
  readonly confirmTimeoutMs: number;
  /** Whether this queue's driver is known to report an empty roll. Where it is not, every job ends `doubtful` and the clerk looks at the paper. */
  readonly answers: boolean;
}

/** Shown in the queue's window: tells nobody anything. */
const documentName = "receipt";

/**
 * A printer behind a queue of Windows, sent raw bytes:
 *
 *   ask queue ─▶ hand over ─▶ follow the job until it has left the queue ─▶ ask queue ─▶ printed
 *       │                       │ trouble, time over, aborted: deleted             │
 *       └─ not printed          └──────────────── doubtful ────────────────────────┘
 *
 * A job in trouble is deleted, or it would come out by itself some time after the clerk has printed another.
 */
export function createRawQueuePrinter(spooler: PrintSpooler, options: RawQueuePrinterOptions): ReceiptPrinter {
  const { name, queue, pollMs, confirmTimeoutMs, answers } = options;
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };

  /** The spooler does not know how the clerk calls this printer. */
  const named = (error: unknown): Failure => {
    if (!isFailure(error)) return printerFailureOf(error, name);
    const { code, retryable, details } = error;
    return new Failure(code, { retryable, details: { ...details, printer: name }, cause: error });
  };

  /** Undefined when it left the queue by itself. */
  const follow = async (jobId: number, signal: AbortSignal): Promise<PrintOutcome | undefined> => {
    const endsAtMs = performance.now() + confirmTimeoutMs;
    for (;;) {
      const job = await spooler.findJob(queue, jobId);
      const queueState = stateOfQueue(await spooler.readQueue(queue));
      const trouble = canPrint(queueState) ? job && troubleOfJob(job) : queueState;
      if (trouble !== undefined && !canPrint(trouble)) return { kind: "doubtful", failure: failureOfState(trouble, name) };
      if (hasLeftQueue(job)) return undefined;
      if (signal.aborted) return { kind: "doubtful", failure: printerFailure("printer-cancelled", name) };
      if (performance.now() > endsAtMs) return { kind: "doubtful", failure: printerFailure("printer-unconfirmed", name) };
      await delay(pollMs, undefined, { signal }).catch(() => undefined);
    }
  };

  const print = async (bytes: Uint8Array, signal: AbortSignal): Promise<PrintOutcome> => {
    let hasBegun = false;
    try {
      if (signal.aborted) return { kind: "not-printed", failure: printerFailure("printer-cancelled", name) };
      const state = stateOfQueue(await spooler.readQueue(queue));
      if (!canPrint(state)) return { kind: "not-printed", failure: failureOfState(state, name) };
      hasBegun = true;
      const jobId = await spooler.submit(queue, documentName, bytes);
      const ended = await follow(jobId, signal);
      if (ended !== undefined) {
        await spooler.deleteJob(queue, jobId).catch(() => undefined);
        return ended;
      }
      return answers ? { kind: "printed" } : { kind: "doubtful", failure: printerFailure("printer-unconfirmed", name) };
    } catch (error) {
      return { kind: hasBegun ? "doubtful" : "not-printed", failure: named(error) };
    }
  };

  const status = async (): Promise<PrinterState> => {
    try {
      return stateOfQueue(await spooler.readQueue(queue));
    } catch (error) {
      return named(error).code === "printer-unplugged" ? "unplugged" : "offline";
    }
  };

  return { name, print: (bytes, signal) => alone(() => print(bytes, signal)), status: () => alone(status) };
}
