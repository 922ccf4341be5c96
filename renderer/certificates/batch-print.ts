import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand";
import type { CaseRow } from "../../contracts/ipc/cases.ts";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import { refusalWordingOf } from "../../contracts/wording/refusals.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import type { CaseCertificate } from "../../domain/case/case-state.ts";
import type { CertificatePrint } from "../../domain/case/certificate-parts.ts";
import { findValidCertificate, isPrinted } from "../../domain/case/result.ts";
import { nextSerial } from "../../domain/certificate/paper-serial.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";
import type { PrintStore } from "../printing/print-store.ts";
import { bookSheet, isSurplus } from "./book-sheet.ts";
import { readLastSerial, writeLastSerial } from "./paper-serials.ts";

/**
 *   ready ─▶ printing ─▶ (next) ─▶ done
 *     ▲         ├──▶ doubt      the printer did not say that the sheet came out
 *     │         ├──▶ unbooked   it came out, and its booking was refused
 *     │         └──▶ surplus    it came out, and another sheet of the certificate was booked in the meantime: it can only be spoilt
 *     └── the officer says what became of the sheet
 */
export type BatchPrintPhase = "ready" | "printing" | "doubt" | "unbooked" | "surplus" | "done";

/** Certificates onto numbered paper, one after the other: the next is sent once the sheet before it is booked. */
export interface BatchPrint {
  readonly phase: BatchPrintPhase;
  /** Which of the rows is next, or at the printer. */
  readonly at: number;
  /** Of the sheet that is next, or at the printer. */
  readonly serial: string;
  readonly jobId: string | null;
  /** No further sheet is sent. */
  readonly isStopping: boolean;
  /** What became of each sheet and of who was passed over, oldest first. */
  readonly lines: readonly string[];
  setSerial(serial: string): void;
  /** Goes on until the end, a stop, or a sheet somebody must look at. A sheet in doubt is taken to be untouched and sent again. */
  run(): Promise<void>;
  stop(): void;
  /** The officer's word on the sheet at hand. */
  settle(outcome: CertificatePrint["outcome"]): Promise<void>;
}

interface BatchPrintParts {
  readonly services: Services;
  readonly notices: () => NoticeStore;
  readonly prints: Pick<StoreApi<PrintStore>, "getState" | "subscribe">;
  readonly rows: readonly CaseRow[];
}

export function createBatchPrint({ services, notices, prints, rows }: BatchPrintParts): StoreApi<BatchPrint> {
  const { client, preferences } = services;
  return createStore<BatchPrint>()((set, get) => {
    const note = (line: string): void => set({ lines: [...get().lines, line] });
    const jobOf = (id: string | null): PrintJob | undefined => prints.getState().jobs.find(({ jobId }) => jobId === id);
    const rest = (at: number): void => set({ at, jobId: null, phase: at < rows.length ? "ready" : "done" });

    const ended = (id: string): Promise<PrintJob["state"]> =>
      new Promise((resolve) => {
        const look = (): boolean => {
          const state = jobOf(id)?.state;
          if (state === undefined || state === "waiting" || state === "printing") return false;
          resolve(state);
          return true;
        };
        if (look()) return;
        const end = prints.subscribe(() => {
          if (look()) end();
        });
      });

    const book = async ({ caseId, applicantName }: CaseRow, outcome: CertificatePrint["outcome"]): Promise<boolean> => {
      const paperSerial = get().serial.trim();
      const { case: current } = await client.call("cases.open", { caseId });
      const certificate = findValidCertificate(current) ?? current.certificates.at(-1);
      if (certificate === undefined) throw new Error(`no certificate of ${caseId} was printed`);
      const { number, issueNumber } = certificate;
      const refusal = await bookSheet(client, caseId, { number, issueNumber, paperSerial, outcome, note: "批量打印" }, get().jobId);
      if (refusal !== null) {
        set({ phase: isSurplus(refusal) ? "surplus" : "unbooked" });
        notices().show("problem", refusalWordingOf(refusal));
        return false;
      }
      writeLastSerial(preferences, paperSerial);
      note(outcome === "printed" ? `${paperSerial} ${applicantName}` : `${paperSerial} 作废`);
      set({ serial: nextSerial(paperSerial) });
      return true;
    };

    /** The job of an untouched sheet is sent again, so that no second one of it lies among the print jobs. A refusal is an answer. */
    const send = async ({ caseId }: CaseRow, { sha256 }: CaseCertificate): Promise<string | Refusal> => {
      const job = jobOf(get().jobId);
      if (job?.state === "failed") await prints.getState().sendAgain(job.jobId);
      else if (job?.state === "doubtful" || job?.state === "aborted") await prints.getState().settle(job.jobId, false);
      else {
        if (job?.state === "cancelled") await client.call("certificates.forgetSheet", { jobId: job.jobId });
        const answer = await client.call("certificates.print", { caseId, sha256, paperSerial: get().serial.trim() });
        return answer.outcome === "sent" ? answer.job.jobId : answer.refusal;
      }
      return job.jobId;
    };

    const passOver = ({ applicantName }: CaseRow, why: string): true => {
      note(`跳过 ${applicantName}：${why}`);
      set({ at: get().at + 1, jobId: null });
      return true;
    };

    /** False when it cannot go on by itself. Each case is asked anew: the list may be old, and a colleague may be printing the same one. */
    const printNext = async (row: CaseRow): Promise<boolean> => {
      const { case: current } = await client.call("cases.open", { caseId: row.caseId });
      const certificate = findValidCertificate(current);
      if (certificate === undefined) return passOver(row, "没有有效的证照");
      if (isPrinted(certificate)) return passOver(row, "已经打印、登记过");
      const sent = await send(row, certificate);
      if (typeof sent !== "string") {
        if (isSurplus(sent)) return passOver(row, refusalWordingOf(sent));
        notices().show("problem", refusalWordingOf(sent));
        set({ phase: "ready" });
        return false;
      }
      set({ jobId: sent });
      if ((await ended(sent)) !== "printed") {
        set({ phase: "doubt" });
        return false;
      }
      if (!(await book(row, "printed"))) return false;
      set({ at: get().at + 1, jobId: null });
      return true;
    };

    return {
      phase: rows.length === 0 ? "done" : "ready",
      at: 0,
      serial: nextSerial(readLastSerial(preferences)),
      jobId: null,
      isStopping: false,
      lines: [],
      setSerial: (serial) => set({ serial }),
      stop: () => set({ isStopping: true }),
      async run() {
        const { phase, serial } = get();
        if ((phase !== "ready" && phase !== "doubt") || serial.trim() === "") return;
        set({ phase: "printing", isStopping: false });
        try {
          for (let row = rows[get().at]; row !== undefined && !get().isStopping; row = rows[get().at]) {
            if (!(await printNext(row))) return;
          }
          rest(get().at);
        } catch (error) {
          notices().report(error);
          set({ phase: get().jobId === null ? "ready" : "doubt" });
        }
      },
      async settle(outcome) {
        const { phase, at, jobId, serial } = get();
        const row = rows[at];
        if (row === undefined || serial.trim() === "" || !(phase === "doubt" || phase === "unbooked" || (phase === "surplus" && outcome === "spoilt"))) return;
        set({ phase: "printing" });
        try {
          if (!(await book(row, outcome))) return;
          await endJob(jobOf(jobId), prints.getState());
          rest(outcome === "printed" || phase === "surplus" ? at + 1 : at);
        } catch (error) {
          notices().report(error);
          set({ phase });
        }
      },
    };
  });
}

/** A sheet booked by hand has an end among the print jobs too: nobody is asked of it again, nor sends it again. */
async function endJob(job: PrintJob | undefined, prints: Pick<PrintStore, "settle" | "cancel">): Promise<void> {
  if (job?.state === "doubtful" || job?.state === "aborted") await prints.settle(job.jobId, true);
  if (job?.state === "failed") await prints.cancel(job.jobId);
}
