import { eq } from "drizzle-orm";
import type { RecordsDatabase } from "./records-database.ts";
import { settingTable } from "./schema.ts";

/** Small named values, as JSON. Whoever reads one checks its shape. */
export interface Settings {
  find(key: string): unknown;
  set(key: string, value: unknown): void;
  remove(key: string): void;
}

export function createSettings({ db }: RecordsDatabase): Settings {
  return {
    find: (key) => db.select().from(settingTable).where(eq(settingTable.key, key)).get()?.value,
    set: (key, value) =>
      void db.insert(settingTable).values({ key, value }).onConflictDoUpdate({ target: settingTable.key, set: { value } }).run(),
    remove: (key) => void db.delete(settingTable).where(eq(settingTable.key, key)).run(),
  };
}
