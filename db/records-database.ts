import type { Database } from "better-sqlite3";
import { drizzle, type BetterSQLite3Database } from "drizzle-orm/better-sqlite3";

/** `records.db`: what drizzle queries, and the transaction every change of more than one row runs in. */
export interface RecordsDatabase {
  db: BetterSQLite3Database;
  client: Database;
  /** All or nothing; a call inside another's work joins it. */
  transact<T>(work: () => T): T;
}

export function recordsDatabase(client: Database): RecordsDatabase {
  return {
    db: drizzle({ client }),
    client,
    transact: (work) => (client.inTransaction ? work() : client.transaction(work).immediate()),
  };
}
