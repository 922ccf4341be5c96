import { isFailure, type Failure } from "../../domain/failure.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { JobOutcome, JobPrinter } from "./job-printer.ts";
import { stepJob, type JobFailure, type PrintJob, type PrintJobState, type PrintJobStep } from "./print-job.ts";

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
  /** Undefined when no printer of that id is set up at this workstation: its jobs wait. */
  findPrinter: (printerId: string) => JobPrinter | undefined;
  now: () => Instant;
  /** What is said of a job that was with the printer when the program or its driver died. */
  interrupted: (job: PrintJob) => Failure;
  /** Told of every change of a job, after it is stored. */
  onChange?: (job: PrintJob) => void;
}

export type NewPrintJob = Pick<PrintJob, "id" | "caseId" | "kind" | "receipt" | "title" | "printerId" | "bytes" | "copies">;

/** A job as a person may act on it. `false` means that somebody else already did: the second click of two prints nothing. */
export interface PrintQueue {
  /** Keeps the job; printing never holds up what it belongs to. Call `run` to have it printed. */
  enqueue(job: NewPrintJob): PrintJob;
  /** Sends a failed, doubtful or aborted job to the printer once more. */
  sendAgain(id: string): boolean;
  /** The clerk looked: a doubtful job did come out. */
  confirmPrinted(id: string): boolean;
  /** A job at the printer is ended there; what became of it is told by `onChange`. */
  cancel(id: string): boolean;
  /** Once at start: what was with the printer when the program died may or may not have come out. Answers those jobs. */
  recover(): PrintJob[];
  /**
   * Prints what waits: every printer by itself, each one's jobs in order. A printer in trouble keeps its one failed job and leaves
   * the rest waiting. Calls overlap harmlessly. Never rejects for a printer's trouble.
   */
  run(signal: AbortSignal): Promise<void>;
}

export function createPrintQueue({ store, findPrinter, now, interrupted, onChange }: PrintQueueOptions): PrintQueue {
  /** Jobs at a printer, by id. */
  const cancels = new Map<string, AbortController>();
  /** What each printer is doing, so that it does one thing at a time. */
  const lanes = new Map<string, Promise<void>>();

  const put = (next: PrintJob | undefined, from: PrintJobState): PrintJob | undefined => {
    if (next === undefined || !store.replaceJob(next, from)) return undefined;
    onChange?.(next);
    return next;
  };
  const step = (job: PrintJob, name: PrintJobStep, failure?: Failure): PrintJob | undefined =>
    put(stepJob(job, name, now(), failure === undefined ? null : keptFailure(failure)), job.state);
  const stepById = (id: string, name: PrintJobStep): boolean => {
    const job = store.findJob(id);
    return job !== undefined && step(job, name) !== undefined;
  };

  const settle = (job: PrintJob, outcome: JobOutcome, isCancelledHere: boolean): void => {
    switch (outcome.kind) {
      case "printed":
        step(job, "succeed");
        return;
      case "not-printed":
        step(job, isCancelledHere ? "stop" : "fail", outcome.failure);
        return;
      case "doubtful":
        step(job, "doubt", outcome.failure);
        return;
      case "aborted":
        step(job, "giveUp", outcome.failure);
        return;
      case "cancelled":
        // Ended because the program stops: the clerk has said nothing yet.
        step(job, isCancelledHere ? "stop" : "giveUp", outcome.failure);
    }
  };

  /** Answers whether the printer is likely to print the next one. */
  const printOne = async (printer: JobPrinter, job: PrintJob, signal: AbortSignal): Promise<boolean> => {
    const cancel = new AbortController();
    cancels.set(job.id, cancel);
    const onAttention = (failure: Failure | undefined): void =>
      void put({ ...job, failure: failure === undefined ? null : keptFailure(failure), changedAt: now() }, "printing");
    try {
      const outcome = await printer.printJob(job, AbortSignal.any([signal, cancel.signal]), { onAttention });
      settle(job, outcome, cancel.signal.aborted);
      return outcome.kind === "printed" || cancel.signal.aborted;
    } catch (error) {
      // A mistake in the driver: the job may have come out, and must not stand at the printer until the next start.
      step(job, "doubt", isFailure(error) ? error : interrupted(job));
      throw error;
    } finally {
      cancels.delete(job.id);
    }
  };

  const runLane = async (printerId: string, signal: AbortSignal): Promise<void> => {
    for (;;) {
      const next = store.listJobs(["waiting"]).find((job) => job.printerId === printerId);
      const printer = findPrinter(printerId);
      if (next === undefined || printer === undefined || signal.aborted) return;
      const claimed = step(next, "claim");
      if (claimed === undefined) continue;
      if (!(await printOne(printer, claimed, signal))) return;
    }
  };

  return {
    enqueue: (job) => {
      const at = now();
      const added: PrintJob = { ...job, state: "waiting", failure: null, attempts: 0, createdAt: at, changedAt: at };
      store.addJob(added);
      const kept = store.findJob(job.id) ?? added;
      onChange?.(kept);
      return kept;
    },
    sendAgain: (id) => stepById(id, "sendAgain"),
    confirmPrinted: (id) => stepById(id, "confirmPrinted"),
    cancel(id) {
      const cancel = cancels.get(id);
      if (cancel === undefined) return stepById(id, "cancel");
      if (cancel.signal.aborted) return false;
      cancel.abort();
      return true;
    },
    recover: () => store.listJobs(["printing"]).flatMap((job) => step(job, "doubt", interrupted(job)) ?? []),
    async run(signal) {
      const printerIds = new Set(store.listJobs(["waiting"]).map(({ printerId }) => printerId));
      await Promise.all(
        [...printerIds].map((printerId) => {
          const running = (lanes.get(printerId) ?? Promise.resolve()).then(() => runLane(printerId, signal));
          lanes.set(printerId, running.catch(() => undefined));
          return running;
        }),
      );
    },
  };
}

function keptFailure({ code, retryable, details }: Failure): JobFailure {
  return { code, retryable, details: { ...details } };
}
