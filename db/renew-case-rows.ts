import type { CaseBook } from "./case-book.ts";
import type { CommandQueue } from "./command-queue.ts";
import type { ConfirmedEvents } from "./confirmed-events.ts";
import type { RecordsDatabase } from "./records-database.ts";
import type { Settings } from "./settings.ts";

/** Raised with every change of what a case's row holds (`summaryOf`, the columns of `case-rows.ts`). */
export const caseRowVersion = 4;
const versionKey = "case-row-version";

/** Told that so many of `total` cases are done, every few hundred. */
export type OnOpening = (done: number, total: number) => void;
const toldEvery = 250;

interface RowSources {
  records: RecordsDatabase;
  settings: Settings;
  events: Pick<ConfirmedEvents, "caseIds">;
  queue: Pick<CommandQueue, "caseIds">;
  book: Pick<CaseBook, "refresh">;
}

/**
 * Tells every case's row anew when another version of the program wrote it: rows are a projection, and the lists of this program
 * read what the earlier one did not know. Once, in one transaction; a power cut leaves it to the next start.
 */
export function renewCaseRows({ records, settings, events, queue, book }: RowSources, onOpening?: OnOpening): void {
  if (settings.find(versionKey) === caseRowVersion) return;
  records.transact(() => {
    const caseIds = [...new Set([...events.caseIds(), ...queue.caseIds()])];
    caseIds.forEach((caseId, index) => {
      if (index % toldEvery === 0) onOpening?.(index, caseIds.length);
      book.refresh(caseId);
    });
    settings.set(versionKey, caseRowVersion);
  });
}
