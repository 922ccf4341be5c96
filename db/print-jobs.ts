import { and, asc, eq, inArray } from "drizzle-orm";
import type { RecordsDatabase } from "./records-database.ts";
import { printJobTable } from "./schema.ts";
import type { StoredPrintJob } from "./store-types.ts";

/** Print jobs, in the order given, kept until somebody knows what became of them; the print queue's port, on the disk. */
export interface PrintJobs {
  /** Adds a new job; one whose id is there already is left as it is. */
  addJob(job: StoredPrintJob): void;
  findJob(id: string): StoredPrintJob | undefined;
  /** The jobs in these states, oldest first. */
  listJobs(states: readonly StoredPrintJob["state"][]): StoredPrintJob[];
  /** Puts the job in the old one's place only if that is still in state `from`; answers whether it did. */
  replaceJob(job: StoredPrintJob, from: StoredPrintJob["state"]): boolean;
}

export function createPrintJobs({ db }: RecordsDatabase): PrintJobs {
  const asRow = (job: StoredPrintJob) => ({ ...job, bytes: Buffer.from(job.bytes) });
  const asJob = ({ sequence: _sequence, bytes, ...job }: typeof printJobTable.$inferSelect): StoredPrintJob => ({ ...job, bytes: new Uint8Array(bytes) });
  return {
    addJob: (job) => void db.insert(printJobTable).values(asRow(job)).onConflictDoNothing().run(),
    findJob: (id) => db.select().from(printJobTable).where(eq(printJobTable.id, id)).all().map(asJob)[0],
    listJobs: (states) =>
      db.select().from(printJobTable).where(inArray(printJobTable.state, [...states])).orderBy(asc(printJobTable.sequence)).all().map(asJob),
    replaceJob: (job, from) =>
      db.update(printJobTable).set(asRow(job)).where(and(eq(printJobTable.id, job.id), eq(printJobTable.state, from))).run().changes === 1,
  };
}
