import type { PrintJob } from "../../../contracts/ipc/receipts.ts";
import { Failure } from "../../../domain/failure.ts";
import type { CaseId } from "../../../domain/ids.ts";
import type { PaperKind } from "../../../domain/printing/paper-kind.ts";
import { addMs, type Instant } from "../../../domain/time/instant.ts";
import { toA4JobPrinter } from "../../../devices/a4-printer/a4-job-printer.ts";
import { toJobName, type JobName } from "../../../devices/a4-printer/job-name.ts";
import type { JobPrinter } from "../../../devices/print-queue/job-printer.ts";
import type { PrintJob as QueuedPrintJob, PrintJobState } from "../../../devices/print-queue/print-job.ts";
import { createPrintQueue, type NewPrintJob } from "../../../devices/print-queue/print-queue.ts";
import { printerFailure } from "../../../devices/receipt-printer/printer-failure.ts";
import { toJobPrinter } from "../../../devices/receipt-printer/receipt-job-printer.ts";
import type { Store } from "../../../db/store.ts";
import type { Announce } from "../announce.ts";
import type { PaperRoutesBook } from "./paper-routes.ts";
import type { Printers } from "./printers.ts";

export interface PrintJobsPorts {
  now(): Instant;
  newId(): string;
  readonly store: Pick<Store, "printJobs">;
  readonly printers: Printers;
  readonly routes: PaperRoutesBook;
  /** Undefined for a case this workstation no longer has. */
  findCaseNumber(caseId: CaseId): string | undefined;
  /** Told of each job's change, after it is stored and before the page hears of it. */
  onChange(job: QueuedPrintJob): void;
  announce: Announce;
  logError(error: unknown): void;
}

/** An A4 paper of a case to be printed. */
export interface DocumentOrder {
  readonly kind: Exclude<PaperKind, "receipt" | "separator-sheet" | "test-page">;
  readonly pdf: Uint8Array;
  readonly caseId: CaseId;
  readonly copies: number;
  /** Of the job, where somebody must know it before the paper is on its way. */
  readonly id?: string;
  /** What the clerk's list calls it (`准予行政许可决定书`); its kind unless given. It stays here: printers are told a neutral name. */
  readonly title?: string;
  /** On the printer set for its kind unless named. */
  readonly printerId?: string | null;
}

/**
 * Papers on their way out of a printer, kept as rows until somebody knows what became of each. A printer's trouble never holds up the
 * case: the job waits here. Nothing is sent a second time without the clerk's word.
 */
export interface PrintJobs {
  /**
   * Puts a document on its way; answers at once. What becomes of it is told by the topic `prints.changed` under the `jobId` answered, and
   * shown among the print jobs. Throws Failures `no-a4-printer`, `printer-unknown`.
   */
  printDocument(order: DocumentOrder): PrintJob;
  /** Puts any job on its way. */
  put(job: NewPrintJob): PrintJob;
  list(): PrintJob[];
  /** Undefined for a job nobody keeps any more. */
  find(jobId: string): QueuedPrintJob | undefined;
  /** Jobs that have not ended, or need the clerk. */
  listOpen(): QueuedPrintJob[];
  /** Throws Failures `print-unknown`, `print-not-waiting`. */
  sendAgain(jobId: string): PrintJob;
  /** The clerk's word on a job that may have come out. Throws as `sendAgain`. */
  settle(jobId: string, cameOut: boolean): PrintJob;
  cancel(jobId: string): PrintJob;
  /** Once, before anything else: what was with the printer when the program died is doubtful now. */
  recover(): void;
  /** Prints what waits. */
  run(): void;
  stop(): Promise<void>;
}

/** Done jobs are listed for a week, for whoever asks whether a paper was given. */
const showDoneMs = 7 * 24 * 3_600_000;
const open: readonly PrintJobState[] = ["waiting", "printing", "failed", "doubtful", "aborted"];
const done: readonly PrintJobState[] = ["printed", "cancelled"];

/** The queue knows a printer by its id, so that renaming one loses no job. */
export function createPrintJobs(ports: PrintJobsPorts): PrintJobs {
  const { printers, routes } = ports;
  const jobs = ports.store.printJobs;
  const stopped = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  const caseNumberOf = (caseId: CaseId | null): string => (caseId === null ? "" : (ports.findCaseNumber(caseId) ?? ""));

  const shown = ({ id, caseId, kind, receipt, title, copies, printerId, state, failure, createdAt }: QueuedPrintJob): PrintJob => ({
    jobId: id, caseId, caseNumber: caseNumberOf(caseId), kind, receipt, title, copies, printerId, state, createdAt,
    // The name of now: the printer may have been renamed since.
    failure: failure === null ? null : { ...failure, details: { ...failure.details, printer: printers.nameOf(printerId) } },
  });

  /** Shown in spools and on the printer's display: says the kind and the case's number, never a name. */
  const jobNameOf = ({ id, kind, caseId }: QueuedPrintJob): JobName => toJobName(`${kind}-${caseNumberOf(caseId) || id}`);

  const findPrinter = (printerId: string): JobPrinter | undefined => {
    const receiptPrinter = printers.receipt.findDevice(printerId);
    if (receiptPrinter) return toJobPrinter(receiptPrinter);
    const a4Printer = printers.a4.findDevice(printerId);
    return a4Printer && toA4JobPrinter(a4Printer, (job) => {
      const { tray, duplex } = routes.routeOn(job.kind, printerId);
      return { jobName: jobNameOf(job), duplex, ...(tray !== null && { tray }) };
    });
  };

  const queue = createPrintQueue({
    store: jobs,
    findPrinter,
    now: ports.now,
    interrupted: ({ printerId }) => printerFailure("printer-interrupted", printers.nameOf(printerId)),
    onChange: (job) => {
      ports.onChange(job);
      // Nobody prints a finished job again; only its line is kept.
      if (done.includes(job.state)) jobs.replaceJob({ ...job, bytes: new Uint8Array() }, job.state);
      ports.announce("prints.changed", shown(job));
    },
  });

  const getJob = (jobId: string): QueuedPrintJob => {
    const job = jobs.findJob(jobId);
    if (!job) throw new Failure("print-unknown", { details: { jobId } });
    return job;
  };

  const run = (): void => {
    const printing = queue.run(stopped.signal).catch(ports.logError);
    running = Promise.all([running, printing]);
  };

  const after = (jobId: string, isDone: boolean): PrintJob => {
    const job = getJob(jobId);
    if (!isDone) throw new Failure("print-not-waiting", { details: { jobId, state: job.state } });
    return shown(job);
  };

  const sendAgain = (jobId: string): PrintJob => {
    // A job waits behind one in trouble: then it is enough to look at the queue again.
    const job = after(jobId, getJob(jobId).state === "waiting" || queue.sendAgain(jobId));
    run();
    return job;
  };

  const put = (job: NewPrintJob): PrintJob => {
    const kept = queue.enqueue(job);
    run();
    return shown(kept);
  };

  return {
    put,
    printDocument: ({ kind, pdf, caseId, copies, title, printerId, id = ports.newId() }) =>
      put({ id, caseId, kind, receipt: null, title: title ?? null, printerId: routes.choosePrinter(kind, printerId), bytes: pdf, copies }),
    list() {
      const oldest = addMs(ports.now(), -showDoneMs);
      return jobs.listJobs([...open, ...done]).filter(({ state, changedAt }) => !done.includes(state) || changedAt >= oldest).map(shown);
    },
    find: (jobId) => jobs.findJob(jobId),
    listOpen: () => jobs.listJobs(open),
    sendAgain,
    settle: (jobId, cameOut) => (cameOut ? after(jobId, queue.confirmPrinted(jobId)) : sendAgain(jobId)),
    cancel: (jobId) => after(jobId, queue.cancel(jobId)),
    recover: () => void queue.recover(),
    run,
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
