import { desc, eq } from "drizzle-orm";
import type { RecordsDatabase } from "./records-database.ts";
import { draftTable } from "./schema.ts";
import type { StoredDraft } from "./store-types.ts";

/** Cases half typed in (R-OFF-2). */
export interface Drafts {
  list(): StoredDraft[];
  save(draft: StoredDraft): void;
  drop(draftId: string): void;
}

export function createDrafts({ db }: RecordsDatabase): Drafts {
  return {
    list: () => db.select().from(draftTable).orderBy(desc(draftTable.savedAt)).all(),
    save: ({ draftId, itemCode, application, savedAt }) => {
      const values = { itemCode, application, savedAt };
      db.insert(draftTable).values({ draftId, ...values }).onConflictDoUpdate({ target: draftTable.draftId, set: values }).run();
    },
    drop: (draftId) => void db.delete(draftTable).where(eq(draftTable.draftId, draftId)).run(),
  };
}
