import type { PrintJob } from "./print-job.ts";
import type { PrintJobStore } from "./print-queue.ts";

/** Jobs in memory, for tests of the queue; the workstation keeps them in its database. */
export function createMemoryPrintJobStore(jobs = new Map<string, PrintJob>()): PrintJobStore {
  return {
    addJob: (job) => void (jobs.has(job.id) || jobs.set(job.id, job)),
    findJob: (id) => jobs.get(id),
    listJobs: (states) => [...jobs.values()].filter((job) => states.includes(job.state)).sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0)),
    replaceJob: (job, from) => {
      if (jobs.get(job.id)?.state !== from) return false;
      jobs.set(job.id, job);
      return true;
    },
  };
}
