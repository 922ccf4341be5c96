import type { PrinterSettings, PrintJob } from "../../../contracts/ipc/receipts.ts";
import { rolesAllowed } from "../../../domain/case/available-actions.ts";
import type { CommandBody } from "../../../domain/case/case-command.ts";
import type { ReceiptKind } from "../../../domain/case/case-parts.ts";
import type { Case } from "../../../domain/case/case-state.ts";
import { Failure } from "../../../domain/failure.ts";
import type { CaseId, CommandId } from "../../../domain/ids.ts";
import type { Actor } from "../../../domain/people/role.ts";
import { addMs, type Instant } from "../../../domain/time/instant.ts";
import type { PrintJob as QueuedPrintJob, PrintJobState } from "../../../devices/receipt-printer/print-job.ts";
import { createPrintQueue } from "../../../devices/receipt-printer/print-queue.ts";
import type { ReceiptContent } from "../../../documents/receipts/receipt-content.ts";
import type { Store } from "../../../db/store.ts";
import type { Announce } from "../announce.ts";
import type { Printers } from "./printers.ts";
import { nextPrintNumber, type Receipts } from "./receipts.ts";

export interface PrintsPorts {
  now(): Instant;
  newId(): string;
  readonly store: Pick<Store, "printJobs" | "settings">;
  readonly printers: Printers;
  readonly receipts: Receipts;
  render(content: ReceiptContent, printer: PrinterSettings): Promise<Uint8Array>;
  getCase(caseId: CaseId): Case;
  /** Undefined for a case this workstation no longer has. */
  findCaseNumber(caseId: CaseId): string | undefined;
  /** Whether the record already knows of this print. */
  isRecorded(caseId: CaseId, commandId: CommandId): boolean;
  record(actor: Actor, caseId: CaseId, commandId: CommandId, body: CommandBody): void;
  announce: Announce;
  logError(error: unknown): void;
}

/** Papers on their way out of a printer. A printer's trouble never holds up the case: the job waits here. */
export interface Prints {
  /** Throws Failures `no-printer`, `printer-unknown`, `receipt-not-due`, `not-entitled`. */
  print(actor: Actor, request: { caseId: CaseId; receipt: ReceiptKind; printerId: string | null }): Promise<PrintJob>;
  /** The paper as A4 PDF in place of a printer's: recorded as a print once it is saved. Throws as `print` and `Receipts.savePdf`. */
  savePdf(actor: Actor, request: { caseId: CaseId; receipt: ReceiptKind }): Promise<{ path: string }>;
  list(): PrintJob[];
  /** Throws Failures `print-unknown`, `print-not-waiting`. */
  sendAgain(jobId: string): PrintJob;
  /** The clerk's word on a doubtful job. Throws as `sendAgain`. */
  settle(jobId: string, cameOut: boolean): PrintJob;
  cancel(jobId: string): PrintJob;
  /** Once, before anything else: what was with the printer when the program died is doubtful now. */
  recover(): void;
  /** Prints what waits. */
  run(): void;
  stop(): Promise<void>;
}

/** What the record says a saved paper came out of. */
const pdfPrinterName = "A4 PDF";

/** Done jobs are listed for a week, for whoever asks whether a paper was given. */
const showDoneMs = 7 * 24 * 3_600_000;
const onTheirWay: readonly PrintJobState[] = ["waiting", "printing", "failed", "doubtful"];
const done: readonly PrintJobState[] = ["printed", "cancelled"];

/** The queue knows a printer by its id, so that renaming one loses no job. */
export function createPrints(ports: PrintsPorts): Prints {
  const { printers, store } = ports;
  const jobs = store.printJobs;
  const stopped = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const nameOf = (printerId: string): string => printers.find(printerId)?.name ?? printerId;

  const shown = ({ id, caseId, receipt, printerName: printerId, state, failureCode, createdAt }: QueuedPrintJob): PrintJob => {
    const failure = failureCode === null ? null : { code: failureCode, retryable: true, details: { printer: nameOf(printerId) } };
    return { jobId: id, caseId, caseNumber: ports.findCaseNumber(caseId) ?? "", receipt, printerId, state, failure, createdAt };
  };

  /** Only paper that came out is on the record, once, in the name of who asked for it. */
  const recordIfPrinted = ({ id, caseId, receipt, printerName, state }: QueuedPrintJob): void => {
    const giver = store.settings.find(giverKey(id)) as Actor | undefined;
    if (state !== "printed" || giver === undefined) return;
    if (!ports.isRecorded(caseId, id as CommandId)) {
      ports.record(giver, caseId, id as CommandId, { kind: "recordReceiptPrint", payload: { receipt, printer: nameOf(printerName) } });
    }
    store.settings.remove(giverKey(id));
  };

  const queue = createPrintQueue({
    store: jobs,
    findPrinter: printers.findDevice,
    now: ports.now,
    onChange: (job) => {
      recordIfPrinted(job);
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
    running = queue.run(stopped.signal).catch(ports.logError);
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

  const choosePrinter = (printerId: string | null): PrinterSettings => {
    const printer = printerId === null ? printers.list()[0] : printers.find(printerId);
    if (!printer) throw new Failure(printerId === null ? "no-printer" : "printer-unknown");
    return printer;
  };

  /** A paper still on its way counts as given: the next one is a reprint, unless that one is cancelled. */
  const countOnTheirWay = (caseId: CaseId, receipt: ReceiptKind): number =>
    jobs.listJobs(onTheirWay).filter((job) => job.caseId === caseId && job.receipt === receipt).length;

  /** Throws Failure `not-entitled`. */
  const beginPaper = (actor: Actor, caseId: CaseId, receipt: ReceiptKind): { current: Case; printNumber: number } => {
    const current = ports.getCase(caseId);
    if (!rolesAllowed(current.stage, "recordReceiptPrint").some((role) => actor.roles.includes(role))) {
      throw new Failure("not-entitled", { details: { kind: "recordReceiptPrint" } });
    }
    return { current, printNumber: nextPrintNumber(current, receipt) + countOnTheirWay(caseId, receipt) };
  };

  return {
    async print(actor, { caseId, receipt, printerId }) {
      const { current, printNumber } = beginPaper(actor, caseId, receipt);
      const printer = choosePrinter(printerId);
      const bytes = await ports.render(ports.receipts.make(current, receipt, printNumber), printer);
      const id = ports.newId();
      store.settings.set(giverKey(id), actor);
      const job = queue.enqueue({ id, caseId, receipt, printNumber, printerName: printer.printerId, bytes });
      run();
      return shown(job);
    },
    async savePdf(actor, { caseId, receipt }) {
      const { current, printNumber } = beginPaper(actor, caseId, receipt);
      const saved = await ports.receipts.savePdf(current, receipt, printNumber);
      ports.record(actor, caseId, ports.newId() as CommandId, { kind: "recordReceiptPrint", payload: { receipt, printer: pdfPrinterName } });
      return saved;
    },
    list() {
      const oldest = addMs(ports.now(), -showDoneMs);
      return jobs.listJobs([...onTheirWay, ...done]).filter(({ state, changedAt }) => !done.includes(state) || changedAt >= oldest).map(shown);
    },
    sendAgain,
    settle: (jobId, cameOut) => (cameOut ? after(jobId, queue.confirmPrinted(jobId)) : sendAgain(jobId)),
    cancel: (jobId) => after(jobId, queue.cancel(jobId)),
    recover() {
      queue.recover();
      for (const job of jobs.listJobs(["printed"])) recordIfPrinted(job);
    },
    run,
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

function giverKey(jobId: string): string {
  return `print-giver:${jobId}`;
}
