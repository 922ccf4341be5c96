import { and, asc, eq, gt, or } from "drizzle-orm";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { CaseNumber } from "../../domain/case/case-number.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import { chainStart } from "../../domain/record/hash-chain.ts";
import { findRecordFault, type RecordCheckOptions, type RecordFault } from "../../domain/record/record-fault.ts";
import { findSignedEvent } from "../../domain/signature/statement.ts";
import type { Queryable } from "../database/connection.ts";
import { cases, events } from "../database/schema.ts";
import { sha256Of } from "./append.ts";
import { findFeedFaults, findUnaccountedCases, type FeedFault, type UnaccountedCase } from "./find-unaccounted.ts";
import { readSignatureTools } from "./signature-tools.ts";
import { readSigningTrust } from "./signatures-since.ts";

export type CaseFault = (RecordFault & { caseId: CaseId; caseNumber: CaseNumber }) | UnaccountedCase;

export interface RecordReport {
  caseCount: number;
  eventCount: number;
  signedCount: number;
  /** Acts from before signatures were asked for. */
  unsignedCount: number;
  /** The first fault of each case that has one. */
  faults: CaseFault[];
  feedFaults: FeedFault[];
}

/**
 * Walks the whole record, case by case, and names the rows that were changed, cut off or added behind the program's back, by the
 * hash chain, by the signatures under signed acts (R-SUP-8, R-SEC-3) and by what else in the database tells of them. Reads one case at a
 * time; the size of the record does not matter to memory. On a centre at work it is given a transaction that sees one moment.
 */
export async function verifyRecord(database: Queryable): Promise<RecordReport> {
  const report: RecordReport = { caseCount: 0, eventCount: 0, signedCount: 0, unsignedCount: 0, faults: [], feedFaults: await findFeedFaults(database) };
  const trust = await readSigningTrust(database);
  const options: RecordCheckOptions = { hash: sha256Of, signatures: await readSignatureTools(database, trust.authorities), signaturesRequiredSince: trust.requiredSince };
  for await (const { officeId, caseId, number, version, headHash } of walkCases(database)) {
    const rows = await database
      .select()
      .from(events)
      .where(and(eq(events.officeId, officeId), eq(events.caseId, caseId)))
      .orderBy(asc(events.version));
    report.caseCount += 1;
    report.eventCount += rows.length;
    const signed = rows.flatMap(({ event }) => findSignedEvent(event) ?? []);
    const signedCount = signed.filter(({ signature }) => signature !== undefined).length;
    report.signedCount += signedCount;
    report.unsignedCount += signed.length - signedCount;
    const fault = findFault(rows, { version, headHash }, options);
    if (fault !== undefined) report.faults.push({ caseId, caseNumber: number, ...fault });
  }
  const known = new Set(report.faults.map(({ caseId }) => caseId));
  report.faults.push(...(await findUnaccountedCases(database)).filter(({ caseId }) => !known.has(caseId)));
  return report;
}

type EventRow = typeof events.$inferSelect;

function findFault(rows: readonly EventRow[], head: { version: number; headHash: string }, options: RecordCheckOptions): RecordFault | undefined {
  const inside = findRecordFault(rows, options);
  const differing = rows.find((row) => !agrees(row));
  if (differing !== undefined && (inside === undefined || differing.version < inside.version)) return { version: differing.version, kind: differing.kind, problem: "row-differs" };
  if (inside !== undefined) return inside;
  const isWhole = rows.length === head.version && (rows.at(-1)?.hash ?? chainStart) === head.headHash;
  return isWhole ? undefined : { version: Math.min(rows.length, head.version) + 1, kind: null, problem: "events-missing" };
}

/** The columns only the centre keeps. */
function agrees(row: EventRow): boolean {
  const event: RecordedEvent = row.event;
  return row.caseId === event.caseId && row.kind === event.kind && row.recordedAt === event.recordedAt;
}

const casesAtOnce = 500;

async function* walkCases(database: Queryable): AsyncGenerator<{ officeId: OfficeId; caseId: CaseId; number: CaseNumber; version: number; headHash: string }> {
  let last: { officeId: OfficeId; caseId: CaseId } | undefined;
  for (;;) {
    const rows = await database
      .select({ officeId: cases.officeId, caseId: cases.caseId, number: cases.number, version: cases.version, headHash: cases.headHash })
      .from(cases)
      .where(last && or(gt(cases.officeId, last.officeId), and(eq(cases.officeId, last.officeId), gt(cases.caseId, last.caseId))))
      .orderBy(asc(cases.officeId), asc(cases.caseId))
      .limit(casesAtOnce);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < casesAtOnce) return;
  }
}
