import type { PrintJob } from "../../contracts/ipc/receipts.ts";

const order: Readonly<Record<PrintJob["state"], number>> = { doubtful: 0, aborted: 0, failed: 1, printing: 2, waiting: 2, printed: 3, cancelled: 3 };

/** A job that waits at its printer for a person comes with what failed. */
const rankOf = (job: PrintJob): number => (isHeldUp(job) ? order.failed : order[job.state]);

/** It lies in the printer, which waits for somebody (paper, a jam) and goes on by itself afterwards. */
export function isHeldUp({ state, failure }: PrintJob): boolean {
  return state === "printing" && failure !== null;
}

/** What asks for the clerk first, then what is under way, then what is done; the newest first in each. */
export function jobsForClerk(jobs: readonly PrintJob[]): PrintJob[] {
  return jobs.toSorted((a, b) => rankOf(a) - rankOf(b) || b.createdAt.localeCompare(a.createdAt));
}
