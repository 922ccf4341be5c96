import { desc, sql } from "drizzle-orm";
import { faultLinesOf } from "../../contracts/wording/record-report.ts";
import { recordFaultLine } from "../../contracts/wording/record.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import type { Queryable, Transaction } from "../database/connection.ts";
import { recordChecks, type FoundFault } from "../database/record-schema.ts";
import { findFeedFaults, findUnaccountedCases } from "./find-unaccounted.ts";
import { verifyBeside } from "./verify-beside.ts";
import { verifyCases } from "./verify-record.ts";

export type RecordCheckRow = typeof recordChecks.$inferSelect;

/** A check begins so long after the one before began. */
const everyMs = 24 * 3_600_000;

/** The check after the step; `newLines` is what the step found. */
export interface CheckStep {
  check: RecordCheckRow;
  newLines: string[];
}

/**
 * R-SUP-8: the next bounded step of the check that the centre makes of its whole record by itself, every day and after a start. A step
 * looks at so many cases and leaves where it got to in its row, so another process, or this one after a restart, goes on there; the last
 * step looks at what stands beside the cases. Steps are made one after the other, in whichever process. Undefined when none is due.
 */
export async function checkSomeOfRecord(centre: Centre, casesAtOnce: number): Promise<CheckStep | undefined> {
  const { database, now, newId } = centre;
  return database.transaction(
    async (transaction) => {
      // Whoever waited here sees the step that was made meanwhile: a transaction's view begins behind its LOCK TABLE.
      await transaction.execute(sql`lock table ${recordChecks} in share row exclusive mode`);
      const at = now();
      const check = await findDueCheck(transaction, at, newId);
      if (check === undefined) return undefined;
      const slice = await verifyCases(transaction, placeOf(check), casesAtOnce);
      const found: FoundFault[] = slice.faults.map((fault) => ({ caseId: fault.caseId, line: recordFaultLine(fault) }));
      if (slice.last === undefined) found.push(...(await findBeside(transaction, centre, [...check.found, ...found])));
      const step: RecordCheckRow = {
        ...check,
        endedAt: slice.last === undefined ? at : null,
        afterOfficeId: slice.last?.officeId ?? null,
        afterCaseId: slice.last?.caseId ?? null,
        caseCount: check.caseCount + slice.caseCount,
        eventCount: check.eventCount + slice.eventCount,
        found: [...check.found, ...found],
      };
      await transaction.insert(recordChecks).values(step).onConflictDoUpdate({ target: recordChecks.checkId, set: step });
      return { check: step, newLines: found.map(({ line }) => line) };
    },
    { isolationLevel: "repeatable read" },
  );
}

async function findDueCheck(transaction: Transaction, at: Instant, newId: () => string): Promise<RecordCheckRow | undefined> {
  const [newest] = await listRecordChecks(transaction, 1);
  if (newest !== undefined && newest.endedAt === null) return newest;
  if (newest !== undefined && addMs(newest.begunAt, everyMs) > at) return undefined;
  return { checkId: newId(), begunAt: at, endedAt: null, afterOfficeId: null, afterCaseId: null, caseCount: 0, eventCount: 0, found: [] };
}

function placeOf({ afterOfficeId, afterCaseId }: RecordCheckRow) {
  return afterOfficeId === null || afterCaseId === null ? undefined : { officeId: afterOfficeId, caseId: afterCaseId };
}

async function findBeside(transaction: Transaction, centre: Centre, found: readonly FoundFault[]): Promise<FoundFault[]> {
  const known = new Set(found.map(({ caseId }) => caseId));
  const unaccounted = (await findUnaccountedCases(transaction)).filter(({ caseId }) => !known.has(caseId));
  const lines = faultLinesOf({ faults: [], feedFaults: await findFeedFaults(transaction), ...(await verifyBeside(transaction, centre)) });
  return [...unaccounted.map((fault) => ({ caseId: fault.caseId, line: recordFaultLine(fault) })), ...lines.map((line) => ({ caseId: null, line }))];
}

/** Newest first. */
export async function listRecordChecks(database: Queryable, limit: number): Promise<RecordCheckRow[]> {
  return database.select().from(recordChecks).orderBy(desc(recordChecks.begunAt)).limit(limit);
}
