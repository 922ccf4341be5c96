import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { CaseId, Sha256 } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { pageUploadTable } from "./schema.ts";
import type { StoredFailure, WaitingUpload } from "./store-types.ts";

/** Which pages the centre still lacks and which cases name them. Rows go when the centre has the page. */
export interface PageUploads {
  want(caseId: CaseId | "", pages: readonly { sha256: Sha256; byteLength: number }[], at: Instant): void;
  /** Oldest first, without those given up. */
  next(limit: number): WaitingUpload[];
  casesNaming(sha256: Sha256): CaseId[];
  /** What the case wants sent; also what may belong to it, for nobody here knows whose it is. */
  wantedBy(caseId: CaseId): { sha256: Sha256; isGivenUp: boolean }[];
  /** The case names it no more. */
  unwant(caseId: CaseId, sha256: Sha256): void;
  done(sha256: Sha256): void;
  /** Given up until `retryFailed`; the page stays here. */
  fail(sha256: Sha256, failure: StoredFailure): void;
  retryFailed(): void;
}

export function createPageUploads({ db }: RecordsDatabase): PageUploads {
  return {
    want: (caseId, pages, at) => {
      for (const { sha256, byteLength } of pages) {
        db.insert(pageUploadTable).values({ sha256, caseId, byteLength, wantedAt: at, failure: null }).onConflictDoNothing().run();
      }
    },
    next: (limit) =>
      db
        .select({
          sha256: pageUploadTable.sha256,
          byteLength: pageUploadTable.byteLength,
          wantedAt: sql<Instant>`min(${pageUploadTable.wantedAt})`,
        })
        .from(pageUploadTable)
        .where(isNull(pageUploadTable.failure))
        .groupBy(pageUploadTable.sha256)
        .orderBy(asc(sql`min(${pageUploadTable.wantedAt})`))
        .limit(limit)
        .all(),
    casesNaming: (sha256) =>
      db
        .select({ caseId: pageUploadTable.caseId })
        .from(pageUploadTable)
        .where(eq(pageUploadTable.sha256, sha256))
        .all()
        .flatMap(({ caseId }) => (caseId === "" ? [] : [caseId])),
    wantedBy: (caseId) =>
      db
        .select({ sha256: pageUploadTable.sha256, failure: pageUploadTable.failure })
        .from(pageUploadTable)
        .where(inArray(pageUploadTable.caseId, [caseId, ""]))
        .all()
        .map(({ sha256, failure }) => ({ sha256, isGivenUp: failure !== null })),
    unwant: (caseId, sha256) =>
      void db
        .delete(pageUploadTable)
        .where(and(eq(pageUploadTable.sha256, sha256), inArray(pageUploadTable.caseId, [caseId, ""])))
        .run(),
    done: (sha256) => void db.delete(pageUploadTable).where(eq(pageUploadTable.sha256, sha256)).run(),
    fail: (sha256, failure) => void db.update(pageUploadTable).set({ failure }).where(eq(pageUploadTable.sha256, sha256)).run(),
    retryFailed: () => void db.update(pageUploadTable).set({ failure: null }).run(),
  };
}
