import { and, asc, count, eq, isNull } from "drizzle-orm";
import type { Instant } from "../domain/time/instant.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { attentionTable } from "./schema.ts";
import type { StoredAttention } from "./store-types.ts";

/** What a person must look at; a settled row stays on the disk, out of the list. */
export interface Attentions {
  list(): StoredAttention[];
  count(): number;
  add(attention: Omit<StoredAttention, "attentionId">): void;
  settle(attentionId: string, at: Instant): void;
}

export function createAttentions({ db }: RecordsDatabase, newId: () => string): Attentions {
  const isOpen = isNull(attentionTable.settledAt);
  return {
    list: () =>
      db
        .select()
        .from(attentionTable)
        .where(isOpen)
        .orderBy(asc(attentionTable.at))
        .all()
        .map(({ settledAt: _settledAt, ...attention }) => attention),
    count: () => db.select({ count: count() }).from(attentionTable).where(isOpen).get()?.count ?? 0,
    add: (attention) => void db.insert(attentionTable).values({ ...attention, attentionId: newId() }).run(),
    settle: (attentionId, at) =>
      void db.update(attentionTable).set({ settledAt: at }).where(and(eq(attentionTable.attentionId, attentionId), isOpen)).run(),
  };
}
