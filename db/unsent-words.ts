import { and, desc, eq, notInArray } from "drizzle-orm";
import { rolesAllowed } from "../domain/case/available-actions.ts";
import type { CommandKind } from "../domain/case/case-command.ts";
import type { CaseId, PersonId } from "../domain/ids.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { caseRowTable, queuedCommandTable, unsentWordsTable } from "./schema.ts";
import type { StoredWords } from "./store-types.ts";

/** What people typed into forms of acts and have not given yet (R-OFF-2): each person's own. */
export interface UnsentWordsBook {
  /** The newest first. */
  of(personId: PersonId): StoredWords[];
  save(personId: PersonId, words: StoredWords): void;
  drop(personId: PersonId, place: Pick<StoredWords, "caseId" | "form" | "detail">): void;
  /** The act was given: nothing this person typed for one of its kind on the case waits any more. */
  dropGiven(personId: PersonId, caseId: CaseId, kind: CommandKind): void;
  /** Part of opening: what nobody can give any more, for the case has ended, is forgotten. An end still to be judged by the centre is none yet. */
  dropEnded(): void;
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
    dropEnded: () => {
      const waiting = db.select({ caseId: queuedCommandTable.caseId }).from(queuedCommandTable);
      const ended = db
        .selectDistinct({ caseId: on, form: of, stage: caseRowTable.stage })
        .from(unsentWordsTable)
        .innerJoin(caseRowTable, eq(caseRowTable.caseId, on))
        .where(and(eq(caseRowTable.isOpen, false), notInArray(on, waiting)))
        .all();
      for (const { caseId, form, stage } of ended) {
        if (rolesAllowed(stage, form).length === 0) db.delete(unsentWordsTable).where(and(eq(on, caseId), eq(of, form))).run();
      }
    },
  };
}
