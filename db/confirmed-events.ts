import { and, asc, desc, eq } from "drizzle-orm";
import type { RecordedEvent } from "../domain/case/case-event.ts";
import type { CaseId } from "../domain/ids.ts";
import { chainStart, hashOfEvent, type ChainBreak, type TextHash } from "../domain/record/hash-chain.ts";
import type { RecordRow } from "../domain/record/record-fault.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { confirmedEventTable } from "./schema.ts";

/** The end of a case's record. */
export interface RecordHead {
  version: number;
  hash: string;
}

/** The centre's record as far as it is known here. */
export interface ConfirmedEvents {
  ofCase(caseId: CaseId): RecordedEvent[];
  /** Version 0 and the chain's start for a case nothing is known of. */
  headOf(caseId: CaseId): RecordHead;
  /** As they lie in the database, columns and all, for whoever checks them. An event that is no JSON any more is null. */
  rowsOf(caseId: CaseId): RecordRow[];
  /**
   * Appends those of a case's events that come next and are not here yet, in the order given, each checked against the
   * chain (R-SEC-3). Stops at the first that does not fit and names the break; `version-missing` means events between are unknown.
   */
  append(events: readonly RecordedEvent[]): { added: RecordedEvent[]; chainBreak: (ChainBreak & { event: RecordedEvent }) | undefined };
  /** Every case with events here, for a check of the whole record. */
  caseIds(): CaseId[];
  /** Cases of a certificate or document of decision with this PDF. */
  casesOfPaper(sha256: string): CaseId[];
  /** Cases of a certificate with this number; registers of two offices may have the same. */
  casesOfCertificate(number: string): CaseId[];
}

type StoredRow = Omit<RecordRow, "event"> & { event: string };

export function createConfirmedEvents({ db, client }: RecordsDatabase, hash: TextHash): ConfirmedEvents {
  const readRows = client.prepare("SELECT version, hash, command_id AS commandId, event FROM confirmed_event WHERE case_id = ? ORDER BY version");
  // The partial indexes know these very expressions.
  const part = (path: string): string => `CASE WHEN json_valid(event) THEN event ->> '${path}' END`;
  const findWhere = (kinds: string, path: string) => client.prepare(`SELECT DISTINCT case_id FROM confirmed_event WHERE ${part("$.kind")} ${kinds} AND ${part(path)} = ?`).pluck();
  const findByPaper = findWhere("IN ('certificateIssued', 'documentNumbered')", "$.payload.sha256");
  const findByCertificate = findWhere("= 'certificateIssued'", "$.payload.number");
  const ofCase = (caseId: CaseId) =>
    db.select().from(confirmedEventTable).where(eq(confirmedEventTable.caseId, caseId)).orderBy(asc(confirmedEventTable.version));
  const hashAt = (caseId: CaseId, version: number) =>
    db
      .select({ hash: confirmedEventTable.hash })
      .from(confirmedEventTable)
      .where(and(eq(confirmedEventTable.caseId, caseId), eq(confirmedEventTable.version, version)))
      .get()?.hash;
  const tipOf = (caseId: CaseId) =>
    db
      .select({ version: confirmedEventTable.version, hash: confirmedEventTable.hash })
      .from(confirmedEventTable)
      .where(eq(confirmedEventTable.caseId, caseId))
      .orderBy(desc(confirmedEventTable.version))
      .limit(1)
      .get() ?? { version: 0, hash: chainStart };

  return {
    headOf: tipOf,
    rowsOf: (caseId) => (readRows.all(caseId) as StoredRow[]).map(({ event, ...columns }) => ({ ...columns, event: parseOrNull(event) as RecordedEvent })),
    ofCase: (caseId) => ofCase(caseId).all().map((row) => row.event),
    caseIds: () => db.selectDistinct({ caseId: confirmedEventTable.caseId }).from(confirmedEventTable).all().map((row) => row.caseId),
    casesOfPaper: (sha256) => findByPaper.all(sha256) as CaseId[],
    casesOfCertificate: (number) => findByCertificate.all(number) as CaseId[],
    append: (events) => {
      const first = events[0];
      if (first === undefined) return { added: [], chainBreak: undefined };
      const added: RecordedEvent[] = [];
      let tip = tipOf(first.caseId);
      for (const event of events) {
        const problem = findProblem(event, tip);
        if (problem !== undefined) {
          return { added, chainBreak: { caseId: event.caseId, version: event.version, problem, event } };
        }
        if (event.version <= tip.version) continue;
        db.insert(confirmedEventTable)
          .values({ caseId: event.caseId, version: event.version, commandId: event.commandId, hash: event.hash, event })
          .run();
        added.push(event);
        tip = event;
      }
      return { added, chainBreak: undefined };
    },
  };

  function findProblem(event: RecordedEvent, tip: { version: number; hash: string }): ChainBreak["problem"] | undefined {
    if (event.version > tip.version + 1) return "version-missing";
    if (event.version <= tip.version) return hashAt(event.caseId, event.version) === event.hash ? undefined : "content-changed";
    if (event.previousHash !== tip.hash) return "chain-broken";
    return hashOfEvent(event, hash) === event.hash ? undefined : "content-changed";
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
