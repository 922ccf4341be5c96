import type { PrintJob } from "../../contracts/ipc/receipts.ts";

const order: Readonly<Record<PrintJob["state"], number>> = { doubtful: 0, failed: 1, printing: 2, waiting: 2, printed: 3, cancelled: 3 };

/** What asks for the clerk first, then what is under way, then what is done; the newest first in each. */
export function jobsForClerk(jobs: readonly PrintJob[]): PrintJob[] {
  return jobs.toSorted((a, b) => order[a.state] - order[b.state] || b.createdAt.localeCompare(a.createdAt));
}
