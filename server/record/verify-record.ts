import { and, asc, eq, gt, or } from "drizzle-orm";
import type { CaseNumber } from "../../domain/case/case-number.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import { findRecordFault, type RecordCheckOptions, type RecordFault } from "../../domain/record/record-fault.ts";
import { findSignedEvent } from "../../domain/signature/statement.ts";
import { readDelegations } from "../accounts/delegations.ts";
import type { Queryable } from "../database/connection.ts";
import { cases, events } from "../database/schema.ts";
import { sha256Of } from "./append.ts";
import { findFault } from "./find-fault.ts";
import { findFeedFaults, findUnaccountedCases, type FeedFault, type UnaccountedCase } from "./find-unaccounted.ts";
import { readSignatureTools } from "./signature-tools.ts";
import { readSigningTrust } from "./signatures-since.ts";

export type CaseFault = (RecordFault & { caseId: CaseId; caseNumber: CaseNumber }) | UnaccountedCase;

export interface CasesReport {
  caseCount: number;
  eventCount: number;
  signedCount: number;
  /** Acts from before signatures were asked for. */
  unsignedCount: number;
  /** The first fault of each case that has one. */
  faults: CaseFault[];
}

export interface RecordReport extends CasesReport {
  feedFaults: FeedFault[];
}

/** Where a walk through the cases has got to. */
export interface CasePlace {
  officeId: OfficeId;
  caseId: CaseId;
}

const casesAtOnce = 500;

/**
 * Walks the whole record, case by case, and names the rows that were changed, cut off or added behind the program's back, by the
 * hash chain, by the signatures under signed acts (R-SUP-8, R-SEC-3) and by what else in the database tells of them. Reads one case at a
 * time; the size of the record does not matter to memory. On a centre at work it is given a transaction that sees one moment.
 */
export async function verifyRecord(database: Queryable): Promise<RecordReport> {
  const report: RecordReport = { caseCount: 0, eventCount: 0, signedCount: 0, unsignedCount: 0, faults: [], feedFaults: await findFeedFaults(database) };
  let last: CasePlace | undefined;
  do {
    const slice = await verifyCases(database, last, casesAtOnce);
    for (const figure of ["caseCount", "eventCount", "signedCount", "unsignedCount"] as const) report[figure] += slice[figure];
    report.faults.push(...slice.faults);
    ({ last } = slice);
  } while (last !== undefined);
  const known = new Set(report.faults.map(({ caseId }) => caseId));
  report.faults.push(...(await findUnaccountedCases(database)).filter(({ caseId }) => !known.has(caseId)));
  return report;
}

/** The part of it that looks at the cases themselves, for the next `limit` of them; `last` is where to go on, undefined when there are no more. */
export async function verifyCases(database: Queryable, after: CasePlace | undefined, limit: number): Promise<CasesReport & { last: CasePlace | undefined }> {
  const report: CasesReport = { caseCount: 0, eventCount: 0, signedCount: 0, unsignedCount: 0, faults: [] };
  const trust = await readSigningTrust(database);
  const options: RecordCheckOptions = {
    hash: sha256Of,
    signatures: await readSignatureTools(database, trust.authorities),
    signaturesRequiredSince: trust.requiredSince,
    delegations: await readDelegations(database),
  };
  const heads = await database
    .select({ officeId: cases.officeId, caseId: cases.caseId, number: cases.number, version: cases.version, headHash: cases.headHash })
    .from(cases)
    .where(after && or(gt(cases.officeId, after.officeId), and(eq(cases.officeId, after.officeId), gt(cases.caseId, after.caseId))))
    .orderBy(asc(cases.officeId), asc(cases.caseId))
    .limit(limit);
  for (const { officeId, caseId, number, version, headHash } of heads) {
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
    const fault = findFault(rows, { version, headHash }, findRecordFault(rows, options));
    if (fault !== undefined) report.faults.push({ caseId, caseNumber: number, ...fault });
  }
  return { ...report, last: heads.length === limit ? heads.at(-1) : undefined };
}
