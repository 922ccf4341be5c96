import type { PrintJob } from "../../../contracts/ipc/receipts.ts";
import { rolesAllowed } from "../../../domain/case/available-actions.ts";
import type { CommandBody } from "../../../domain/case/case-command.ts";
import type { ReceiptKind } from "../../../domain/case/case-parts.ts";
import type { Case } from "../../../domain/case/case-state.ts";
import { Failure } from "../../../domain/failure.ts";
import type { CaseId, CommandId } from "../../../domain/ids.ts";
import type { Actor } from "../../../domain/people/role.ts";
import type { PrintJob as QueuedPrintJob } from "../../../devices/print-queue/print-job.ts";
import type { Store } from "../../../db/store.ts";
import { createPrintJobs, type PrintJobs, type PrintJobsPorts } from "./print-jobs.ts";
import { nextPrintNumber, type Receipts } from "./receipts.ts";
import type { StripRenderer } from "./strip-renderer.ts";

export interface PrintsPorts extends Omit<PrintJobsPorts, "store" | "onChange"> {
  readonly store: Pick<Store, "printJobs" | "settings">;
  readonly receipts: Receipts;
  readonly strips: StripRenderer;
  getCase(caseId: CaseId): Case;
  /** Whether the record already knows of this print. */
  isRecorded(caseId: CaseId, commandId: CommandId): boolean;
  record(actor: Actor, caseId: CaseId, commandId: CommandId, body: CommandBody): void;
}

/** Print jobs, and the receipts among them: those are on the record once their paper is out (R-RECV-2). */
export interface Prints extends PrintJobs {
  /** Throws Failures `no-printer`, `printer-unknown`, `receipt-not-due`, `not-entitled`. */
  print(actor: Actor, request: { caseId: CaseId; receipt: ReceiptKind; printerId: string | null }): Promise<PrintJob>;
  /** The paper as A4 PDF in place of a printer's: recorded as a print once it is saved. Throws as `print` and `Receipts.savePdf`. */
  savePdf(actor: Actor, request: { caseId: CaseId; receipt: ReceiptKind }): Promise<{ path: string }>;
}

/** What the record says a saved paper came out of. */
const pdfPrinterName = "A4 PDF";

export function createPrints(ports: PrintsPorts): Prints {
  const { printers, routes, receipts, store } = ports;

  /** Only paper that came out is on the record, once, in the name of who asked for it. */
  const recordIfPrinted = ({ id, caseId, receipt, printerId, state }: QueuedPrintJob): void => {
    const giver = store.settings.find(giverKey(id)) as Actor | undefined;
    if (state !== "printed" || giver === undefined || caseId === null || receipt === null) return;
    if (!ports.isRecorded(caseId, id as CommandId)) {
      ports.record(giver, caseId, id as CommandId, { kind: "recordReceiptPrint", payload: { receipt, printer: printers.nameOf(printerId) } });
    }
    store.settings.remove(giverKey(id));
  };

  const jobs = createPrintJobs({ ...ports, onChange: recordIfPrinted });

  /** A paper still on its way counts as given: the next one is a reprint, unless that one is cancelled. */
  const countOnTheirWay = (caseId: CaseId, receipt: ReceiptKind): number =>
    jobs.listOpen().filter((job) => job.caseId === caseId && job.receipt === receipt).length;

  /** Throws Failure `not-entitled`. */
  const beginPaper = (actor: Actor, caseId: CaseId, receipt: ReceiptKind): { current: Case; printNumber: number } => {
    const current = ports.getCase(caseId);
    if (!rolesAllowed(current.stage, "recordReceiptPrint").some((role) => actor.roles.includes(role))) {
      throw new Failure("not-entitled", { details: { kind: "recordReceiptPrint" } });
    }
    return { current, printNumber: nextPrintNumber(current, receipt) + countOnTheirWay(caseId, receipt) };
  };

  return {
    ...jobs,
    async print(actor, { caseId, receipt, printerId: named }) {
      const { current, printNumber } = beginPaper(actor, caseId, receipt);
      const printerId = routes.choosePrinter("receipt", named);
      const content = receipts.make(current, receipt, printNumber);
      const strip = printers.receipt.find(printerId);
      const bytes = strip ? await ports.strips.receipt(content, strip) : await receipts.drawPdf(content);
      const id = ports.newId();
      store.settings.set(giverKey(id), actor);
      return jobs.put({ id, caseId, kind: "receipt", receipt, title: null, printerId, bytes, copies: 1 });
    },
    async savePdf(actor, { caseId, receipt }) {
      const { current, printNumber } = beginPaper(actor, caseId, receipt);
      const saved = await receipts.savePdf(current, receipt, printNumber);
      ports.record(actor, caseId, ports.newId() as CommandId, { kind: "recordReceiptPrint", payload: { receipt, printer: pdfPrinterName } });
      return saved;
    },
    recover() {
      jobs.recover();
      for (const job of store.printJobs.listJobs(["printed"])) recordIfPrinted(job);
    },
  };
}

function giverKey(jobId: string): string {
  return `print-giver:${jobId}`;
}
