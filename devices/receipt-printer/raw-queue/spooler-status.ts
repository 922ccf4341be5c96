import type { PrinterState } from "../receipt-printer.ts";
import type { SpoolerJob, SpoolerQueue } from "./print-spooler.ts";

/** Bits of `PRINTER_INFO_2.Status` and `Attributes` (winspool.h), as far as they mean something for a receipt printer. */
export const queueStatus = {
  paused: 0x1, error: 0x2, paperJam: 0x8, paperOut: 0x10, paperProblem: 0x40, offline: 0x80, notAvailable: 0x1000, userIntervention: 0x10_0000, doorOpen: 0x40_0000,
} as const;
export const queueAttribute = { workOffline: 0x400 } as const;

/** Bits of `JOB_INFO_1.Status`. */
export const jobStatus = { error: 0x2, offline: 0x20, paperOut: 0x40, printed: 0x80, deleted: 0x100, blocked: 0x200, userIntervention: 0x400, complete: 0x1000 } as const;

/** What the spooler says of a queue, worst first. A jam is the cutter's: a roll knows no other. */
export function stateOfQueue({ status, attributes }: SpoolerQueue): PrinterState {
  const has = (...bits: readonly number[]): boolean => bits.some((bit) => (status & bit) !== 0);
  if (has(queueStatus.doorOpen)) return "cover-open";
  if (has(queueStatus.paperJam)) return "cutter-error";
  if (has(queueStatus.paperOut, queueStatus.paperProblem)) return "paper-out";
  if (has(queueStatus.offline, queueStatus.notAvailable, queueStatus.error, queueStatus.paused, queueStatus.userIntervention)) return "offline";
  return attributes & queueAttribute.workOffline ? "offline" : "ready";
}

/** What keeps a job from being printed; undefined while it goes its way. */
export function troubleOfJob({ status }: SpoolerJob): PrinterState | undefined {
  if (status & jobStatus.paperOut) return "paper-out";
  return status & (jobStatus.error | jobStatus.offline | jobStatus.blocked | jobStatus.userIntervention) ? "offline" : undefined;
}

/** The spooler has given all of it to the printer. */
export function hasLeftQueue(job: SpoolerJob | undefined): boolean {
  return job === undefined || (job.status & (jobStatus.printed | jobStatus.complete | jobStatus.deleted)) !== 0;
}
