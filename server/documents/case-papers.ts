import { and, asc, eq } from "drizzle-orm";
import type { CasePapers } from "../../contracts/certificates.ts";
import { replay } from "../../domain/case/evolve.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { Queryable } from "../database/connection.ts";
import { duePapers } from "../database/paper-schema.ts";
import { readRecord } from "../record/load-case.ts";

/** The sealed papers of a case as its record names them, and those still to be sealed. A record with a fault is not to be believed: it names none. */
export async function readCasePapers(database: Queryable, homeOfficeId: OfficeId, caseId: CaseId): Promise<CasePapers> {
  const { events, fault } = await readRecord(database, homeOfficeId, caseId);
  const current = fault === null ? replay(events) : undefined;
  const waiting = await database
    .select({ document: duePapers.document, failure: duePapers.failure })
    .from(duePapers)
    .where(and(eq(duePapers.officeId, homeOfficeId), eq(duePapers.caseId, caseId), eq(duePapers.state, "waiting")))
    .orderBy(asc(duePapers.version), asc(duePapers.ordinal));
  return {
    documents: [...(current?.documents ?? [])],
    certificates: (current?.certificates ?? []).map(({ number, issueNumber, issue, state, sha256, byteLength, at }) => ({ number, issueNumber, issue, state, sha256, byteLength, at })),
    waiting,
    fault,
  };
}
