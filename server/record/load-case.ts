import { and, asc, eq, sql } from "drizzle-orm";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { replay } from "../../domain/case/evolve.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import { chainStart } from "../../domain/record/hash-chain.ts";
import { findChainFault, type RecordFault } from "../../domain/record/record-fault.ts";
import type { Queryable, Transaction } from "../database/connection.ts";
import { cases, events } from "../database/schema.ts";
import { sha256Of, type CaseHead } from "./append.ts";
import { findFault, type EventRow, type RowHead } from "./find-fault.ts";

/** A case for an act. With a fault nothing is said of it, for nothing may be done on such a record. */
export interface LockedCase extends CaseHead {
  fault?: RecordFault | undefined;
}

/**
 * The case as recorded, its row locked until the transaction ends, so that commands on one case are judged one after the
 * other, and its hash chain looked at (R-SUP-8). A case not yet received has its home where the sender is. `known` is what the same
 * sender's last command left, taken when nobody has written since.
 */
export async function lockCase(transaction: Transaction, caseId: CaseId, senderOfficeId: OfficeId, known: CaseHead | undefined): Promise<LockedCase> {
  const [row] = await transaction
    .select({ officeId: cases.officeId, version: cases.version, headHash: cases.headHash })
    .from(cases)
    .where(eq(cases.caseId, caseId))
    .for("update")
    .prepare()
    .execute();
  if (row === undefined) return { homeOfficeId: senderOfficeId, current: undefined, headHash: chainStart };
  if (known?.current?.version === row.version && known.headHash === row.headHash) return known;
  const { officeId: homeOfficeId, headHash } = row;
  const rows = await readRows(transaction, homeOfficeId, caseId);
  const fault = findFaultAtLoad(rows, row);
  return { homeOfficeId, current: fault === undefined ? replay(rows.map(({ event }) => event)) : undefined, headHash, fault };
}

/** For reading: a record with a fault is shown as it lies there, and the fault with it. */
export async function readRecord(database: Queryable, homeOfficeId: OfficeId, caseId: CaseId): Promise<{ events: RecordedEvent[]; fault: RecordFault | null }> {
  // In one statement, so that nobody records anything in between.
  const found = await database
    .select({ head: { version: cases.version, headHash: cases.headHash }, row: events })
    .from(cases)
    .leftJoin(events, and(eq(events.officeId, cases.officeId), eq(events.caseId, cases.caseId)))
    .where(and(eq(cases.officeId, homeOfficeId), eq(cases.caseId, caseId)))
    .orderBy(asc(events.version));
  const rows = found.flatMap(({ row }) => row ?? []);
  const fault = found[0] && findFaultAtLoad(rows, found[0].head);
  return { events: rows.map(({ event }) => event), fault: fault ?? null };
}

function findFaultAtLoad(rows: readonly EventRow[], head: RowHead): RecordFault | undefined {
  return findFault(rows, head, findChainFault(rows, sha256Of));
}

async function readRows(database: Queryable, homeOfficeId: OfficeId, caseId: CaseId): Promise<EventRow[]> {
  return database.select().from(events).where(and(eq(events.officeId, homeOfficeId), eq(events.caseId, caseId))).orderBy(asc(events.version));
}

/** A case's events in order, from `firstVersion`; `count` of them or all. */
export async function readEvents(
  database: Queryable,
  homeOfficeId: OfficeId,
  caseId: CaseId,
  range: { firstVersion: number; count: number } = { firstVersion: 1, count: Number.MAX_SAFE_INTEGER },
): Promise<RecordedEvent[]> {
  const rows = await database
    .select({ event: events.event })
    .from(events)
    .where(
      and(
        eq(events.officeId, homeOfficeId),
        eq(events.caseId, caseId),
        sql`${events.version} >= ${range.firstVersion}`,
        sql`${events.version} < ${range.firstVersion}::bigint + ${Math.min(range.count, 1_000_000)}`,
      ),
    )
    .orderBy(asc(events.version));
  return rows.map((row) => row.event);
}
