import { and, desc, eq } from "drizzle-orm";
import type { CommandKind } from "../domain/case/case-command.ts";
import type { CaseId, PersonId } from "../domain/ids.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { unsentWordsTable } from "./schema.ts";
import type { StoredWords } from "./store-types.ts";

/** What people typed into forms of acts and have not given yet (R-OFF-2): each person's own. */
export interface UnsentWordsBook {
  /** The newest first. */
  of(personId: PersonId): StoredWords[];
  save(personId: PersonId, words: StoredWords): void;
  drop(personId: PersonId, place: Pick<StoredWords, "caseId" | "form" | "detail">): void;
  /** The act was given: nothing this person typed for one of its kind on the case waits any more. */
  dropGiven(personId: PersonId, caseId: CaseId, kind: CommandKind): void;
}

export function createUnsentWords({ db, client }: RecordsDatabase): UnsentWordsBook {
  const { personId: by, caseId: on, form: of, detail: which } = unsentWordsTable;
  // Part of every act: prepared once.
  const dropGiven = client.prepare("DELETE FROM unsent_words WHERE person_id = ? AND case_id = ? AND form = ?");
  return {
    of: (personId) =>
      db
        .select({ caseId: on, form: of, detail: which, words: unsentWordsTable.words, savedAt: unsentWordsTable.savedAt })
        .from(unsentWordsTable)
        .where(eq(by, personId))
        .orderBy(desc(unsentWordsTable.savedAt))
        .all(),
    save: (personId, { caseId, form, detail, words, savedAt }) => {
      const values = { words, savedAt };
      db.insert(unsentWordsTable).values({ personId, caseId, form, detail, ...values }).onConflictDoUpdate({ target: [by, on, of, which], set: values }).run();
    },
    drop: (personId, { caseId, form, detail }) =>
      void db.delete(unsentWordsTable).where(and(eq(by, personId), eq(on, caseId), eq(of, form), eq(which, detail))).run(),
    dropGiven: (personId, caseId, kind) => void dropGiven.run(personId, caseId, kind),
  };
}
