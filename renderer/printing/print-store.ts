import { createStore } from "zustand/vanilla";
import type { A4PrinterSettings, PrinterSettings, PrinterStatus } from "../../contracts/ipc/printers.ts";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import { receiptNames } from "../../contracts/wording/cases.ts";
import { printNameOf } from "../../contracts/wording/printers.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
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
  readonly statuses: Readonly<Record<string, PrinterStatus | "asking">>;
  start(): () => void;
  load(): Promise<void>;
  /** Puts a receipt on its way; never rejects: what went wrong is shown and the preview remains. */
  print(caseId: CaseId, receipt: ReceiptKind): Promise<void>;
  sendAgain(jobId: string): Promise<void>;
  settle(jobId: string, cameOut: boolean): Promise<void>;
  cancel(jobId: string): Promise<void>;
  savePrinter(printer: PrinterSettings): Promise<boolean>;
  removePrinter(printerId: string): Promise<void>;
  askStatus(printerId: string): Promise<void>;
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
    const announce = (job: PrintJob): void => {
      const name = printNameOf(job);
      const why = job.failure ? wordingOf(job.failure) : "";
      if (job.state === "printed") notices().show("done", `${name}已打印。`);
      if (isHeldUp(job)) notices().show("problem", `${name}在打印机里等着。${why}`);
      if (job.state === "failed") notices().show("problem", `${name}没有打出来，任务已保留在“打印任务”。${why}`);
      if (job.state === "aborted") notices().show("problem", `${name}没有打完。${why}请在“打印任务”中告诉系统纸出来了没有。`);
      if (job.state === "doubtful") notices().show("problem", `${name}可能没有打完整。请看打印机出纸口，在“打印任务”中告诉系统纸出来了没有。`);
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
      statuses: {},
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
      async askStatus(printerId) {
        set({ statuses: { ...get().statuses, [printerId]: "asking" } });
        const { [printerId]: _asking, ...others } = get().statuses;
        try {
          const { status } = await client.call("printers.status", { printerId });
          set({ statuses: { ...others, [printerId]: status } });
        } catch (error) {
          set({ statuses: others });
          notices().report(error);
        }
      },
    };
  });
}
