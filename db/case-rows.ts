import { eq } from "drizzle-orm";
import type { StampedEvent } from "../domain/case/case-event.ts";
import { isEnded, type Case } from "../domain/case/case-state.ts";
import { summaryOf, type CaseSummary } from "../domain/case/case-summary.ts";
import type { CaseId, WorkstationCode } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { caseRowTable } from "./schema.ts";
import type { RecordHead } from "./confirmed-events.ts";
import { foldForSearch, gramsOf } from "./search-grams.ts";

/** The lists' projection of the cases: one row each, and its grams for the search. */
export interface CaseRows {
  /** Writes the row of a case as its trail tells it. */
  save(current: Case, trail: readonly StampedEvent[], ownCodes: readonly WorkstationCode[], head: RecordHead): void;
  /** Where the case's record ended when the row was last written; undefined when nobody kept it. */
  findHead(caseId: CaseId): RecordHead | undefined;
  /** A case whose reception came to nothing. */
  remove(caseId: CaseId): void;
  find(caseId: CaseId): CaseSummary | undefined;
  /** The cases that have not ended. */
  openCaseIds(): CaseId[];
}

const handlingKinds: ReadonlySet<StampedEvent["kind"]> = new Set(["caseReceived", "correctionRequested", "caseAccepted", "caseRefused", "caseDecided", "caseWithdrawn", "paymentRecorded", "noticeDelivered", "resultHandedOver", "caseClosed"]);

export function createCaseRows({ db, client }: RecordsDatabase): CaseRows {
  const insertGrams = client.prepare("INSERT INTO case_search (rowid, grams) VALUES (?, ?)");
  const deleteGrams = client.prepare("DELETE FROM case_search WHERE rowid = ?");
  const rowOf = (caseId: CaseId) => db.select().from(caseRowTable).where(eq(caseRowTable.caseId, caseId)).get();

  return {
    find: (caseId) => rowOf(caseId)?.summary,
    openCaseIds: () => db.select({ caseId: caseRowTable.caseId }).from(caseRowTable).where(eq(caseRowTable.isOpen, true)).all().map(({ caseId }) => caseId),
    findHead: (caseId) => {
      const row = rowOf(caseId);
      return row === undefined || row.recordHash === "" ? undefined : { version: row.recordVersion, hash: row.recordHash };
    },
    save: (current, trail, ownCodes, head) => {
      const summary = summaryOf(current);
      const values = {
        officeId: summary.officeId,
        stage: summary.stage,
        isOpen: !isEnded(summary.stage),
        receivedAt: summary.receivedAt,
        nextDueAt: summary.nextDeadline?.dueAt ?? pauseEnd(summary),
        handledHereAt: handledHereAt(trail, ownCodes),
        searchText: searchTextOf(summary),
        summary,
        recordVersion: head.version,
        recordHash: head.hash,
      };
      const before = rowOf(summary.caseId);
      const { rowid } =
        before === undefined
          ? db.insert(caseRowTable).values({ caseId: summary.caseId, ...values }).returning({ rowid: caseRowTable.rowid }).get()
          : before;
      if (before !== undefined) db.update(caseRowTable).set(values).where(eq(caseRowTable.rowid, rowid)).run();
      if (before?.searchText === values.searchText) return;
      if (before !== undefined) deleteGrams.run(rowid);
      insertGrams.run(rowid, gramsOf(values.searchText));
    },
    remove: (caseId) => {
      const row = rowOf(caseId);
      if (row === undefined) return;
      deleteGrams.run(row.rowid);
      db.delete(caseRowTable).where(eq(caseRowTable.rowid, row.rowid)).run();
    },
  };
}

/** Paused work is less urgent than any that runs out before the clock goes on; null would sort it before all. */
function pauseEnd({ pause }: CaseSummary): Instant | null {
  return pause && (pause.until ?? ("9999-12-31T00:00:00.000Z" as Instant));
}

function searchTextOf(summary: CaseSummary): string {
  const { applicantName, contactName, contactMobile, projectName, number, identityNumber } = summary;
  return [applicantName, contactName, projectName, contactMobile, number, identityNumber].map(foldForSearch).join("\n");
}

function handledHereAt(trail: readonly StampedEvent[], ownCodes: readonly WorkstationCode[]): Instant | null {
  const last = trail.findLast(
    (event) => handlingKinds.has(event.kind) && event.workstationCode !== null && ownCodes.includes(event.workstationCode),
  );
  return last?.occurredAt ?? null;
}
