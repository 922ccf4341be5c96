import type { CaseId, Sha256 } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Attentions } from "./attentions.ts";
import type { CaseRows } from "./case-rows.ts";
import type { PageFiles } from "./page-files.ts";
import type { PageUploads } from "./page-uploads.ts";
import type { RecordsDatabase } from "./records-database.ts";
import type { StoredFailure, WaitingUpload } from "./store-types.ts";

/** The pictures and their way to the centre. */
export interface PageShelf {
  /** Durable when it returns; call it before the command that names the page. */
  put(bytes: Uint8Array): Sha256;
  putAll(pages: readonly Uint8Array[]): Sha256[];
  /** A copy fetched from the centre. @throws Failure `page-content-wrong` */
  putFromCentre(sha256: Sha256, bytes: Uint8Array): void;
  has(sha256: Sha256): boolean;
  find(sha256: Sha256): Buffer | undefined;
  /** Pages the centre still lacks, oldest first, each once, without those given up. */
  nextUploads(limit: number): WaitingUpload[];
  /** The centre has verified them; these copies are a cache from now on. Answers the cases that named them. */
  markSent(sha256s: readonly Sha256[]): CaseId[];
  /** It cannot be sent: a row of attention for every case that names it; the page stays (R-OFF-3). */
  giveUp(sha256: Sha256, failure: StoredFailure): CaseId[];
  /** Tries again what was given up. */
  retryGivenUp(): void;
  /** Keeps the cache of pages the centre has within `limitBytes`. */
  trim(limitBytes: number): number;
}

interface PageShelfParts {
  records: RecordsDatabase;
  files: PageFiles;
  uploads: PageUploads;
  attentions: Attentions;
  rows: CaseRows;
  now: () => Instant;
}

export function createPageShelf({ records, files, uploads, attentions, rows, now }: PageShelfParts): PageShelf {
  return {
    put: (bytes) => files.put(bytes, now()),
    putAll: (pages) => files.putAll(pages, now()),
    putFromCentre: (sha256, bytes) => files.putFromCentre(sha256, bytes, now()),
    has: files.has,
    find: files.find,
    nextUploads: uploads.next,
    markSent: (sha256s) => {
      // The other way round a power cut between the two would leave pages that are never thrown away.
      files.markAtCentre(sha256s);
      return records.transact(() => {
        const caseIds = new Set(sha256s.flatMap(uploads.casesNaming));
        for (const sha256 of sha256s) uploads.done(sha256);
        return [...caseIds];
      });
    },
    giveUp: (sha256, failure) =>
      records.transact(() => {
        const caseIds = uploads.casesNaming(sha256);
        uploads.fail(sha256, failure);
        for (const caseId of caseIds.length === 0 ? [null] : caseIds) {
          const summary = caseId === null ? undefined : rows.find(caseId);
          const { number: caseNumber = null, applicantName = null } = summary ?? {};
          attentions.add({ caseId, caseNumber, applicantName, at: now(), cause: { kind: "page-not-sent", sha256, failure } });
        }
        return caseIds;
      }),
    retryGivenUp: uploads.retryFailed,
    trim: files.trim,
  };
}
