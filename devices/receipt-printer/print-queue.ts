import type { Instant } from "../../domain/time/instant.ts";
import { printerFailure } from "./printer-failure.ts";
import { stepJob, type PrintJob, type PrintJobState, type PrintJobStep } from "./print-job.ts";
import type { PrintOutcome, ReceiptPrinter } from "./receipt-printer.ts";

/** Where jobs are kept. Every call is durable when it returns. */
export interface PrintJobStore {
  /** Adds a new job; one whose id is there already is left as it is. */
  addJob(job: PrintJob): void;
  findJob(id: string): PrintJob | undefined;
  /** The jobs in these states, oldest first. */
  listJobs(states: readonly PrintJobState[]): PrintJob[];
  /** Puts the job in the old one's place only if that is still in state `from`; answers whether it did. One transaction. */
  replaceJob(job: PrintJob, from: PrintJobState): boolean;
}

export interface PrintQueueOptions {
  store: PrintJobStore;
  /** Undefined when no printer of that name is set up at this workstation: its jobs wait. */
  findPrinter: (name: string) => ReceiptPrinter | undefined;
  now: () => Instant;
  /** Told of every change of a job, after it is stored. */
  onChange?: (job: PrintJob) => void;
}

export type NewPrintJob = Pick<PrintJob, "id" | "caseId" | "receipt" | "printNumber" | "printerName" | "bytes">;

/** A job as a person may act on it. `false` means that somebody else already did: the second click of two prints nothing. */
export interface PrintQueue {
  /** Keeps the job; printing never holds up what it belongs to. Call `run` to have it printed. */
  enqueue(job: NewPrintJob): PrintJob;
  /** Sends a failed or doubtful job to the printer once more. */
  sendAgain(id: string): boolean;
  /** The clerk looked: a doubtful job did come out. */
  confirmPrinted(id: string): boolean;
  cancel(id: string): boolean;
  /** Once at start: what was with the printer when the program died may or may not have come out. Answers those jobs. */
  recover(): PrintJob[];
  /**
   * Prints what waits, oldest first, each printer's jobs in order. A printer in trouble keeps its one failed job and leaves the
   * rest waiting. Calls overlap harmlessly. Never rejects for a printer's trouble.
   */
  run(signal: AbortSignal): Promise<void>;
}

export function createPrintQueue({ store, findPrinter, now, onChange }: PrintQueueOptions): PrintQueue {
  const step = (job: PrintJob, name: PrintJobStep, failureCode: string | null = null): PrintJob | undefined => {
    const next = stepJob(job, name, now(), failureCode);
    if (next === undefined || !store.replaceJob(next, job.state)) return undefined;
    onChange?.(next);
    return next;
  };
  const stepById = (id: string, name: PrintJobStep): boolean => {
    const job = store.findJob(id);
    return job !== undefined && step(job, name) !== undefined;
  };

  const settle = (job: PrintJob, outcome: PrintOutcome): void => {
    switch (outcome.kind) {
      case "printed":
        step(job, "succeed");
        return;
      case "not-printed":
        step(job, "fail", outcome.failure.code);
        return;
      case "doubtful":
        step(job, "doubt", outcome.failure.code);
    }
  };

  const runOnce = async (signal: AbortSignal): Promise<void> => {
    const inTrouble = new Set<string>();
    for (;;) {
      const next = store.listJobs(["waiting"]).find((job) => !inTrouble.has(job.printerName) && findPrinter(job.printerName) !== undefined);
      if (next === undefined || signal.aborted) return;
      const printer = findPrinter(next.printerName)!;
      const claimed = step(next, "claim");
      if (claimed === undefined) continue;
      const outcome = await printer.print(claimed.bytes, signal);
      settle(claimed, outcome);
      if (outcome.kind !== "printed") inTrouble.add(printer.name);
    }
  };

  let running: Promise<void> = Promise.resolve();
  return {
    enqueue: (job) => {
      const at = now();
      const added: PrintJob = { ...job, state: "waiting", failureCode: null, attempts: 0, createdAt: at, changedAt: at };
      store.addJob(added);
      const kept = store.findJob(job.id) ?? added;
      onChange?.(kept);
      return kept;
    },
    sendAgain: (id) => stepById(id, "sendAgain"),
    confirmPrinted: (id) => stepById(id, "confirmPrinted"),
    cancel: (id) => stepById(id, "cancel"),
    recover: () =>
      store.listJobs(["printing"]).flatMap((job) => step(job, "doubt", printerFailure("printer-interrupted", job.printerName).code) ?? []),
    run: (signal) => {
      const result = running.then(() => runOnce(signal));
      running = result.catch(() => undefined);
      return result;
    },
  };
}
