import { createStore } from "zustand/vanilla";
import type { A4PrinterSettings, PrinterSettings } from "../../contracts/ipc/printers.ts";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import { receiptNames } from "../../contracts/wording/cases.ts";
import { printNameOf } from "../../contracts/wording/printers.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import type { PaperKind } from "../../domain/printing/paper-kind.ts";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import { isFailure } from "../../domain/failure.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";
import { isHeldUp } from "./jobs-for-clerk.ts";

/** Print jobs and printers of this PC. Printer trouble never holds up a case: the job waits here. */
export interface PrintStore {
  /** Newest first. */
  readonly jobs: readonly PrintJob[];
  readonly printers: readonly PrinterSettings[];
  readonly a4Printers: readonly A4PrinterSettings[];
  start(): () => void;
  load(): Promise<void>;
  /** Puts a receipt on its way; never rejects: what went wrong is shown and the preview remains. */
  print(caseId: CaseId, receipt: ReceiptKind): Promise<void>;
  sendAgain(jobId: string): Promise<void>;
  settle(jobId: string, cameOut: boolean): Promise<void>;
  cancel(jobId: string): Promise<void>;
  savePrinter(printer: PrinterSettings): Promise<boolean>;
  removePrinter(printerId: string): Promise<void>;
  saveA4Printer(printer: A4PrinterSettings): Promise<boolean>;
  removeA4Printer(printerId: string): Promise<void>;
  /** Puts a test page on its way. Its job's id, or nothing when that failed: then a notice says why. */
  test(order: { printerId: string } | { kind: PaperKind }): Promise<string | undefined>;
}

export function needsClerk(job: PrintJob): boolean {
  return job.state === "failed" || job.state === "doubtful" || job.state === "aborted" || isHeldUp(job);
}

export function createPrintStore({ client }: Services, notices: () => NoticeStore) {
  return createStore<PrintStore>()((set, get) => {
    const put = (job: PrintJob): void => {
      const before = get().jobs.find((other) => other.jobId === job.jobId);
      const jobs = get().jobs.filter((other) => other.jobId !== job.jobId);
      set({ jobs: [job, ...jobs].sort((a, b) => b.createdAt.localeCompare(a.createdAt)) });
      if (before?.state !== job.state || before.failure?.code !== job.failure?.code) announce(job);
    };
    /** What was said last of a job in trouble: it is taken back once the job has gone on. */
    const lastSaid = new Map<string, string>();
    const complain = ({ jobId }: PrintJob, text: string): void => {
      lastSaid.set(jobId, text);
      notices().show("problem", text);
    };
    const announce = (job: PrintJob): void => {
      const said = notices().notices.find(({ text }) => text === lastSaid.get(job.jobId));
      if (said) notices().dismiss(said.noticeId);
      lastSaid.delete(job.jobId);
      const name = printNameOf(job);
      const why = job.failure ? wordingOf(job.failure) : "";
      if (job.state === "printed") notices().show("done", `${name}已打印。`);
      if (isHeldUp(job)) complain(job, `${name}在打印机里等着。${why}`);
      if (job.state === "failed") complain(job, `${name}没有打出来，任务已保留在“打印任务”。${why}`);
      if (job.state === "aborted") complain(job, `${name}没有打完。${why}请在“打印任务”中告诉系统纸出来了没有。`);
      if (job.state === "doubtful") complain(job, `${name}可能没有打完整。请看打印机出纸口，在“打印任务”中告诉系统纸出来了没有。`);
    };
    const attempt = async (run: () => Promise<unknown>): Promise<boolean> => {
      try {
        await run();
        return true;
      } catch (error) {
        notices().report(error);
        return false;
      }
    };
    const change = async (call: Promise<PrintJob>): Promise<void> => void (await attempt(async () => put(await call)));
    return {
      jobs: [],
      printers: [],
      a4Printers: [],
      start: () => client.subscribe("prints.changed", put),
      load: async () =>
        void (await attempt(async () => {
          const [jobs, printers, a4Printers] = await Promise.all([client.call("prints.list", {}), client.call("printers.list", {}), client.call("a4Printers.list", {})]);
          set({ jobs: jobs.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)), printers, a4Printers });
        })),
      async print(caseId, receipt) {
        try {
          put(await client.call("receipts.print", { caseId, receipt }));
        } catch (error) {
          const why = isFailure(error) ? wordingOf(error) : "";
          if (!isFailure(error)) console.error(error);
          notices().show("problem", `${receiptNames[receipt]}没有送去打印；办理结果已保存。${why}`);
        }
      },
      sendAgain: (jobId) => change(client.call("prints.sendAgain", { jobId })),
      settle: (jobId, cameOut) => change(client.call("prints.settle", { jobId, cameOut })),
      cancel: (jobId) => change(client.call("prints.cancel", { jobId })),
      savePrinter: (printer) =>
        attempt(async () => {
          await client.call("printers.save", printer);
          set({ printers: await client.call("printers.list", {}) });
          notices().show("done", `打印机“${printer.name}”已保存。`);
        }),
      removePrinter: async (printerId) =>
        void (await attempt(async () => {
          await client.call("printers.remove", { printerId });
          set({ printers: await client.call("printers.list", {}) });
        })),
      saveA4Printer: (printer) =>
        attempt(async () => {
          await client.call("a4Printers.save", printer);
          set({ a4Printers: await client.call("a4Printers.list", {}) });
          notices().show("done", `打印机“${printer.name}”已保存。`);
        }),
      removeA4Printer: async (printerId) =>
        void (await attempt(async () => {
          await client.call("a4Printers.remove", { printerId });
          set({ a4Printers: await client.call("a4Printers.list", {}) });
        })),
      async test(order) {
        let jobId: string | undefined;
        await attempt(async () => {
          const job = await ("kind" in order ? client.call("papers.test", order) : client.call("printers.test", order));
          jobId = job.jobId;
          put(job);
        });
        return jobId;
      },
    };
  });
}
