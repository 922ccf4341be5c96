import { and, asc, eq, sql } from "drizzle-orm";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { replay } from "../../domain/case/evolve.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import { chainStart } from "../../domain/record/hash-chain.ts";
import type { Queryable, Transaction } from "../database/connection.ts";
import { cases, events } from "../database/schema.ts";
import type { CaseHead } from "./append.ts";

/**
 * The case as recorded, its row locked until the transaction ends, so that commands on one case are judged one after the
 * other. A case not yet received has its home where the sender is. `known` is what the same sender's last command left,
 * taken when nobody has written since.
 */
export async function lockCase(transaction: Transaction, caseId: CaseId, senderOfficeId: OfficeId, known: CaseHead | undefined): Promise<CaseHead> {
  const [row] = await transaction
    .select({ officeId: cases.officeId, version: cases.version, headHash: cases.headHash })
    .from(cases)
    .where(eq(cases.caseId, caseId))
    .for("update")
    .prepare()
    .execute();
  if (row === undefined) return { homeOfficeId: senderOfficeId, current: undefined, headHash: chainStart };
  if (known?.current?.version === row.version && known.headHash === row.headHash) return known;
  return { homeOfficeId: row.officeId, current: replay(await readEvents(transaction, row.officeId, caseId)), headHash: row.headHash };
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
