import { eq } from "drizzle-orm";
import type { Queryable, Transaction } from "../database/connection.ts";
import { settings } from "../database/schema.ts";

const settingName = "record-epoch";

/** Names this run of the record: made with the database, and anew by a restore, which may have set the record back. */
export async function readRecordEpoch(database: Queryable): Promise<string> {
  const [row] = await database.select().from(settings).where(eq(settings.name, settingName));
  if (row === undefined) throw new Error("the record has no epoch");
  return row.value;
}

export async function ensureRecordEpoch(database: Queryable, newId: () => string): Promise<void> {
  await database.insert(settings).values({ name: settingName, value: newId() }).onConflictDoNothing();
}

export async function beginRecordEpoch(database: Queryable, newId: () => string): Promise<void> {
  const value = newId();
  await database.insert(settings).values({ name: settingName, value }).onConflictDoUpdate({ target: settings.name, set: { value } });
}

/** For what one process at a time may do on the whole record, until the transaction ends. */
export async function lockRecordEpoch(transaction: Transaction): Promise<void> {
  await transaction.select().from(settings).where(eq(settings.name, settingName)).for("update");
}
