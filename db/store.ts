import { isDeepStrictEqual } from "node:util";
import type { Database } from "better-sqlite3";
import type { Instant } from "../domain/time/instant.ts";
import { createAttentions, type Attentions } from "./attentions.ts";
import { createCaseBook, type CaseBook } from "./case-book.ts";
import { createListCases, type ListCases } from "./case-list.ts";
import { createCaseRows, type CaseRows } from "./case-rows.ts";
import { createCatalogueCache, type CatalogueCache } from "./catalogue-cache.ts";
import { createCentreWord, type CentreWord } from "./centre-word.ts";
import { createCommandQueue, type CommandQueue } from "./command-queue.ts";
import { createConfirmedEvents, type ConfirmedEvents } from "./confirmed-events.ts";
import { createDrafts, type Drafts } from "./drafts.ts";
import { createEnrolments, type Enrolments } from "./enrolments.ts";
import { createPageFiles, sha256Of, type PageFiles } from "./page-files.ts";
import { createPageShelf, type PageShelf } from "./page-shelf.ts";
import { createPageUploads } from "./page-uploads.ts";
import { createPeople, type People } from "./people.ts";
import { createPrintJobs, type PrintJobs } from "./print-jobs.ts";
import { recordsDatabase } from "./records-database.ts";
import { renewCaseRows, type OnOpening } from "./renew-case-rows.ts";
import { createSettings, type Settings } from "./settings.ts";
import { createSigningKeys, type SigningKeys } from "./signing-keys.ts";
import { withStoreFailures } from "./store-failure.ts";
import { createUnsentWords, type UnsentWordsBook } from "./unsent-words.ts";
import { createReadWaiting, type Waiting } from "./waiting.ts";

/** What the store needs from outside. */
export interface StoreSources {
  now: () => Instant;
  newId: () => string;
  randomBytes: (count: number) => Buffer;
}

/**
 * Everything the workstation keeps (R-SEC-2, R-OFF-2). Calls are synchronous; what a call changed is on the disk when it returns.
 * Any of them may throw a Failure: `store-disk-full`, `store-busy`, `store-unwritable` (retryable; nothing of the call was kept),
 * `store-damaged` (start again: opening sets the damaged file aside).
 */
export interface Store {
  settings: Settings;
  enrolments: Enrolments;
  catalogue: CatalogueCache;
  people: People;
  signingKeys: SigningKeys;
  drafts: Drafts;
  unsentWords: UnsentWordsBook;
  attentions: Attentions;
  printJobs: PrintJobs;
  pages: PageShelf;
  cases: CaseBook & {
    list: ListCases;
    /** Part of opening: the lists of this program over rows another version of it wrote. */
    renewRows(onOpening?: OnOpening): void;
  };
  /** What sync sends, and what it is told. */
  queue: Pick<CommandQueue, "nextToSend">;
  centre: CentreWord;
  events: Pick<ConfirmedEvents, "ofCase" | "caseIds" | "casesOfPaper" | "casesOfCertificate" | "headOf" | "rowsOf">;
  /** What the lists know of a case, whatever became of its record. */
  rows: Pick<CaseRows, "find" | "findHead">;
  readWaiting(): Waiting;
  close(): void;
}

export function createStore(files: { records: Database; pages: Database }, sources: StoreSources, onDamage: () => void): Store {
  const records = recordsDatabase(files.records);
  const settings = createSettings(records);
  const enrolments = createEnrolments(records, settings);
  const items = createCatalogueCache(records, settings);
  const drafts = createDrafts(records);
  const unsentWords = createUnsentWords(records);
  const queue = createCommandQueue(records);
  const events = createConfirmedEvents(records, sha256Of);
  const attentions = createAttentions(records, sources.newId, events.ofCase);
  const rows = createCaseRows(records);
  const uploads = createPageUploads(records);
  const pageFiles: PageFiles = createPageFiles(files.pages);
  const book = createCaseBook({ records, enrolments, catalogue: items, queue, events, rows, drafts, unsentWords, uploads, pages: pageFiles, attentions });
  const centre = createCentreWord({ records, settings, queue, events, rows, attentions, book, now: sources.now });
  const guard = <T extends object>(module: T): T => withStoreFailures(module, onDamage);

  // An item that was not known here may let waiting acts be shown that could not be decided before; another calendar moves the ends of limits.
  const catalogue: CatalogueCache = {
    ...items,
    save: (given, etag) =>
      records.transact(() => {
        const isRecounted = !isDeepStrictEqual(items.findCalendar() ?? given.calendar, given.calendar);
        items.save(given, etag);
        for (const caseId of new Set([...queue.caseIds(), ...(isRecounted ? rows.openCaseIds() : [])])) book.refresh(caseId);
      }),
  };

  return {
    settings: guard(settings),
    enrolments: guard(enrolments),
    catalogue: guard(catalogue),
    people: guard(createPeople(records, sources.randomBytes)),
    signingKeys: guard(createSigningKeys(records, sources.randomBytes)),
    drafts: guard(drafts),
    unsentWords: guard(unsentWords),
    attentions: guard(attentions),
    printJobs: guard(createPrintJobs(records)),
    pages: guard(createPageShelf({ records, files: pageFiles, uploads, attentions, rows, now: sources.now })),
    cases: guard({ ...book, list: createListCases(records, items), renewRows: (onOpening) => renewCaseRows({ records, settings, events, queue, book }, onOpening) }),
    queue: guard(queue),
    centre: guard(centre),
    events: guard(events),
    rows: guard(rows),
    ...guard({ readWaiting: createReadWaiting(records) }),
    close: () => {
      files.records.close();
      files.pages.close();
    },
  };
}
