import { and, asc, eq, gt, or } from "drizzle-orm";
import { recordedEventSchema, type RecordedEvent } from "../../domain/case/case-event.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import { chainStart, findChainBreak, type ChainBreak } from "../../domain/record/hash-chain.ts";
import type { Queryable } from "../database/connection.ts";
import { cases, events } from "../database/schema.ts";
import { sha256Of } from "./append.ts";

/** `events-missing`: the case's line names a later end than its events have. `row-differs`: a column contradicts its event. */
export type RecordFault = Omit<ChainBreak, "problem"> & {
  problem: ChainBreak["problem"] | "events-missing" | "row-differs" | "unreadable";
};

export interface RecordReport {
  caseCount: number;
  eventCount: number;
  /** The first fault of each case that has one. */
  faults: RecordFault[];
}

/**
 * Walks the whole record, case by case, and names the rows that were changed, cut off or added behind the program's back
 * (R-SUP-8, R-SEC-3). Reads one case at a time; the size of the record does not matter to memory.
 */
export async function verifyRecord(database: Queryable): Promise<RecordReport> {
  const report: RecordReport = { caseCount: 0, eventCount: 0, faults: [] };
  for await (const { officeId, caseId, version, headHash } of walkCases(database)) {
    const rows = await database
      .select()
      .from(events)
      .where(and(eq(events.officeId, officeId), eq(events.caseId, caseId)))
      .orderBy(asc(events.version));
    report.caseCount += 1;
    report.eventCount += rows.length;
    const fault = findFault(caseId, rows, { version, headHash });
    if (fault !== undefined) report.faults.push(fault);
  }
  return report;
}

type EventRow = typeof events.$inferSelect;

function findFault(caseId: CaseId, rows: readonly EventRow[], head: { version: number; headHash: string }): RecordFault | undefined {
  const unreadable = rows.find((row) => !recordedEventSchema.safeParse(row.event).success);
  if (unreadable !== undefined) return { caseId, version: unreadable.version, problem: "unreadable" };
  const differing = rows.find((row) => !agrees(row));
  if (differing !== undefined) return { caseId, version: differing.version, problem: "row-differs" };
  const broken = findChainBreak(rows.map((row) => row.event), sha256Of);
  if (broken !== undefined) return broken;
  const isWhole = rows.length === head.version && (rows.at(-1)?.hash ?? chainStart) === head.headHash;
  return isWhole ? undefined : { caseId, version: Math.min(rows.length, head.version) + 1, problem: "events-missing" };
}

function agrees(row: EventRow): boolean {
  const event: RecordedEvent = row.event;
  return (
    row.caseId === event.caseId &&
    row.version === event.version &&
    row.kind === event.kind &&
    row.commandId === event.commandId &&
    row.recordedAt === event.recordedAt &&
    row.hash === event.hash
  );
}

const casesAtOnce = 500;

async function* walkCases(database: Queryable): AsyncGenerator<{ officeId: OfficeId; caseId: CaseId; version: number; headHash: string }> {
  let last: { officeId: OfficeId; caseId: CaseId } | undefined;
  for (;;) {
    const rows = await database
      .select({ officeId: cases.officeId, caseId: cases.caseId, version: cases.version, headHash: cases.headHash })
      .from(cases)
      .where(last && or(gt(cases.officeId, last.officeId), and(eq(cases.officeId, last.officeId), gt(cases.caseId, last.caseId))))
      .orderBy(asc(cases.officeId), asc(cases.caseId))
      .limit(casesAtOnce);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < casesAtOnce) return;
  }
}
