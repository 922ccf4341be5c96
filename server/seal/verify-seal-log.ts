import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { OfficeId } from "../../domain/ids.ts";
import { chainStart } from "../../domain/record/hash-chain.ts";
import { findSealUseBreak, sealUseSchema, type SealUseBreak } from "../../domain/record/seal-use.ts";
import type { Queryable } from "../database/connection.ts";
import { sealUseHeads, sealUses } from "../database/seal-schema.ts";
import { sha256Of } from "../record/append.ts";

/**
 * `uses-missing`: the log's head names a later end. `row-differs`: a column contradicts its use. `no-such-event`: no event on the
 * record names this document. `use-missing`: an event names a sealed document the log does not know; then `position` is 0.
 */
export interface SealLogFault {
  officeId: OfficeId;
  position: number;
  problem: SealUseBreak["problem"] | "uses-missing" | "row-differs" | "unreadable" | "no-such-event" | "use-missing";
  /** Of the document, where it is known. */
  number?: string;
}

export interface SealLogReport {
  useCount: number;
  /** The first fault of each seal's own chain, and every document without its use or use without its document. */
  faults: SealLogFault[];
}

const usesAtOnce = 1000;

/** Walks the log of every seal and compares it with the record of the cases, both ways (R-CERT-2, R-SUP-8). */
export async function verifySealLog(database: Queryable): Promise<SealLogReport> {
  const report: SealLogReport = { useCount: 0, faults: [] };
  const heads = await database.select().from(sealUseHeads).orderBy(asc(sealUseHeads.officeId));
  const logs = await database.selectDistinct({ officeId: sealUses.officeId }).from(sealUses);
  for (const officeId of new Set([...heads, ...logs].map((row) => row.officeId))) {
    const head = heads.find((row) => row.officeId === officeId) ?? { position: 0, hash: chainStart };
    const { useCount, fault } = await verifyOneLog(database, officeId, head);
    report.useCount += useCount;
    if (fault !== undefined) report.faults.push({ officeId, ...fault });
  }
  report.faults.push(...(await compareWithRecord(database)));
  return report;
}

type FoundFault = Omit<SealLogFault, "officeId">;

async function verifyOneLog(database: Queryable, officeId: OfficeId, head: { position: number; hash: string }): Promise<{ useCount: number; fault: FoundFault | undefined }> {
  let last = { position: 0, hash: chainStart };
  let useCount = 0;
  for (;;) {
    const rows = await database
      .select()
      .from(sealUses)
      .where(and(eq(sealUses.officeId, officeId), gt(sealUses.position, last.position)))
      .orderBy(asc(sealUses.position))
      .limit(usesAtOnce);
    useCount += rows.length;
    const fault = findFault(rows, last);
    if (fault !== undefined) return { useCount, fault };
    last = rows.at(-1) ?? last;
    if (rows.length < usesAtOnce) break;
  }
  const isWhole = last.position === head.position && last.hash === head.hash;
  return { useCount, fault: isWhole ? undefined : { position: Math.min(last.position, head.position) + 1, problem: "uses-missing" } };
}

function findFault(rows: readonly (typeof sealUses.$inferSelect)[], last: { position: number; hash: string }): FoundFault | undefined {
  for (const row of rows) {
    const { use } = row;
    if (!sealUseSchema.safeParse(use).success) return { position: row.position, problem: "unreadable" };
    const agrees = (["officeId", "position", "caseId", "commandId", "sha256", "hash"] as const).every((key) => row[key] === use[key]);
    if (!agrees) return { position: row.position, problem: "row-differs", number: use.number };
  }
  return findSealUseBreak(rows.map(({ use }) => use), sha256Of, last);
}

async function compareWithRecord(database: Queryable): Promise<SealLogFault[]> {
  // The seal is the deciding office's, the event is kept where the case was received: the command's id joins them.
  const { rows } = await database.execute<{ office_id: OfficeId; position: number; number: string; problem: SealLogFault["problem"] }>(sql`
    with sealed as (
      select cases.item_office_id, events.case_id, events.command_id, events.event->'payload'->>'number' as number, events.event->'payload'->>'sha256' as sha256
      from events join cases on cases.office_id = events.office_id and cases.case_id = events.case_id
      where events.kind in ('certificateIssued', 'documentNumbered')
    )
    select coalesce(seal_uses.office_id, sealed.item_office_id) as office_id, coalesce(seal_uses.position, 0) as position,
      coalesce(sealed.number, seal_uses.use->>'number') as number,
      case when sealed.case_id is null then 'no-such-event' else 'use-missing' end as problem
    from sealed full join seal_uses
      on seal_uses.case_id = sealed.case_id and seal_uses.command_id = sealed.command_id and seal_uses.sha256 = sealed.sha256
    where sealed.case_id is null or seal_uses.case_id is null
    order by 1, 2`);
  return rows.map(({ office_id, position, number, problem }) => ({ officeId: office_id, position, number, problem }));
}
