import { asc, eq, inArray } from "drizzle-orm";
import type { RecordsDatabase } from "./records-database.ts";
import { printJobTable } from "./schema.ts";
import type { StoredPrintJob } from "./store-types.ts";

/** Print jobs, in the order given; a job is kept until a person is done with it. */
export interface PrintJobs {
  /** Writes the job as it now is; durable when it returns, so that a job being printed is known to be doubtful after a crash. */
  save(job: StoredPrintJob): void;
  find(jobId: string): StoredPrintJob | undefined;
  list(states?: readonly StoredPrintJob["state"][]): StoredPrintJob[];
  remove(jobId: string): void;
}

export function createPrintJobs({ db }: RecordsDatabase): PrintJobs {
  return {
    save: (job) => {
      const { jobId, printerId, state } = job;
      const set = { printerId, state, job };
      db.insert(printJobTable).values({ jobId, ...set }).onConflictDoUpdate({ target: printJobTable.jobId, set }).run();
    },
    find: (jobId) => db.select().from(printJobTable).where(eq(printJobTable.jobId, jobId)).get()?.job,
    list: (states) =>
      db
        .select()
        .from(printJobTable)
        .where(states && inArray(printJobTable.state, [...states]))
        .orderBy(asc(printJobTable.sequence))
        .all()
        .map((row) => row.job),
    remove: (jobId) => void db.delete(printJobTable).where(eq(printJobTable.jobId, jobId)).run(),
  };
}
