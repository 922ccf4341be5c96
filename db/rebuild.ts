import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { openDatabase } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { createPageFiles } from "./page-files.ts";
import { createPageUploads } from "./page-uploads.ts";
import { recordsDatabase } from "./records-database.ts";
import { salvagePages, salvageQueue } from "./salvage.ts";
import { writeSavedQueue } from "./saved-queue.ts";
import { enrolmentTable } from "./schema.ts";
import { clearFresh, freshFileOf, replaceDamaged } from "./set-aside.ts";
import { createStore, type Store, type StoreSources } from "./store.ts";

interface StoreFile {
  name: string;
  options: { pageSizeBytes: number; cacheKib: number };
  migrations: readonly string[];
}

interface RecordsRebuild {
  folder: string;
  key: string;
  setAsideFolder: string;
  sources: StoreSources;
  recordsFile: StoreFile;
  pagesFile: StoreFile;
}

/**
 * Sets a damaged `records.db` aside and puts a fresh one in its place, with the queue and the enrolments as far as they can be
 * read. Numbers given by the old one may be among what was lost, so no reception is possible before a new code (R-RECV-8).
 * Returns how many commands were saved.
 */
export function rebuildRecords({ folder, key, setAsideFolder, sources, recordsFile, pagesFile }: RecordsRebuild): number {
  const saved = salvageQueue(join(folder, recordsFile.name), key);
  writeSavedQueue(join(setAsideFolder, "saved-queue.bin"), key, saved, sources.randomBytes);

  const records = openFresh(folder, key, recordsFile);
  const pages = attempt(() => openDatabase(join(folder, pagesFile.name), key, pagesFile.options));
  try {
    const knownPages = pages && attempt(() => createPageFiles(pages).notAtCentre());
    const store = createStore({ records, pages: pages ?? records }, sources, () => undefined);
    const database = recordsDatabase(records);
    database.transact(() => {
      for (const enrolment of saved.enrolments) {
        database.db.insert(enrolmentTable).values({ ...enrolment, enrolledAt: sources.now() }).onConflictDoNothing().run();
      }
      store.enrolments.markNeedsNewCode();
      store.cases.requeue(saved.commands);
      // Pages of commands already sent are named by no queue any more, and perhaps not at the centre yet.
      createPageUploads(database).want("", knownPages ?? [], sources.now());
      store.attentions.add({
        caseId: null,
        caseNumber: null,
        applicantName: null,
        at: sources.now(),
        cause: { kind: "queue-saved", folder: setAsideFolder, commandCount: saved.commands.length },
      });
    });
  } finally {
    records.close();
    pages?.close();
  }
  replaceDamaged(folder, { fileName: recordsFile.name, setAsideFolder });
  return saved.commands.length;
}

/** Sets a damaged `pages.db` aside and puts a fresh one in its place with every page that can still be read. */
export function rebuildPages({ folder, key, setAsideFolder, pagesFile }: Pick<RecordsRebuild, "folder" | "key" | "setAsideFolder" | "pagesFile">): void {
  const client = openFresh(folder, key, pagesFile);
  try {
    const files = createPageFiles(client);
    salvagePages(join(folder, pagesFile.name), key, ({ bytes, isAtCentre, storedAt }) => {
      const sha256 = files.put(bytes, storedAt);
      if (isAtCentre) files.markAtCentre([sha256]);
    });
  } finally {
    client.close();
  }
  replaceDamaged(folder, { fileName: pagesFile.name, setAsideFolder });
}

/** Pages still to be sent that are no longer here: each becomes a row of attention, so that they are scanned again (R-OFF-3). */
export function reportLostPages(store: Store): void {
  for (const { sha256 } of store.pages.nextUploads(1_000_000)) {
    if (!store.pages.has(sha256)) store.pages.giveUp(sha256, { code: "page-lost", retryable: false, details: { sha256 } });
  }
}

function openFresh(folder: string, key: string, file: StoreFile): Database {
  clearFresh(folder, file.name);
  const client = openDatabase(freshFileOf(folder, file.name), key, file.options);
  migrate(client, file.migrations);
  return client;
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
