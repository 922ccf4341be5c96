import { asc, desc, eq } from "drizzle-orm";
import type { Catalogue } from "../../contracts/sync.ts";
import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import { Failure } from "../../domain/failure.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { listCurrentDelegations } from "../accounts/delegations.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable, type Transaction } from "../database/connection.ts";
import { calendars, itemVersions } from "../database/schema.ts";
import { writeAudit } from "../accounts/audit.ts";
import { sha256Of } from "../record/append.ts";
import { readSigningTrust } from "../record/signatures-since.ts";
import { readSealTrust } from "../seal/seal-trust.ts";

/** Every item version, in order, the region's calendar, the delegations and what signatures and sealed papers are checked by, with a name for exactly this content. */
export async function readCatalogue(database: Queryable, now: Instant): Promise<{ catalogue: Catalogue; etag: string }> {
  const rows = await database.select().from(itemVersions).orderBy(asc(itemVersions.code), asc(itemVersions.version));
  const catalogue = {
    items: rows.map((row) => row.definition),
    calendar: await getCalendar(database),
    delegations: await listCurrentDelegations(database, now),
    signingTrust: await readSigningTrust(database),
    sealTrust: await readSealTrust(database),
  };
  return { catalogue, etag: `"${sha256Of(JSON.stringify(catalogue)).slice(0, 32)}"` };
}

/** One centre serves one region; throws `calendar-missing` until its calendar is set. */
export async function getCalendar(database: Queryable): Promise<WorkingCalendar> {
  const [row] = await database.select({ calendar: calendars.calendar }).from(calendars).orderBy(asc(calendars.regionCode)).limit(1);
  if (row === undefined) throw new Failure("calendar-missing");
  return row.calendar;
}

/** R-ITEM-2: a change is the next version; throws `item-version-conflict` naming the version that would be next. */
export async function addItemVersion(centre: Centre, definition: ItemDefinition, addedBy: PersonId | null): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    const nextVersion = ((await listVersions(transaction, definition.code)).at(-1)?.version ?? 0) + 1;
    if (definition.version !== nextVersion) {
      throw new Failure("item-version-conflict", { details: { itemCode: definition.code, version: definition.version, nextVersion } });
    }
    await insertVersion(transaction, centre, definition, addedBy);
  });
}

/** Every version of one item, the oldest first. */
export async function listVersions(database: Queryable, itemCode: string): Promise<ItemDefinition[]> {
  const rows = await database.select({ definition: itemVersions.definition }).from(itemVersions).where(eq(itemVersions.code, itemCode)).orderBy(asc(itemVersions.version));
  return rows.map((row) => row.definition);
}

/** The newest version of every item, by code. */
export async function listNewestVersions(database: Queryable): Promise<ItemDefinition[]> {
  const rows = await database.selectDistinctOn([itemVersions.code], { definition: itemVersions.definition }).from(itemVersions).orderBy(asc(itemVersions.code), desc(itemVersions.version));
  return rows.map((row) => row.definition);
}

/** The caller has seen to it that it is the next one; of two at once the database lets one through. */
export async function insertVersion(transaction: Transaction, centre: Centre, definition: ItemDefinition, addedBy: PersonId | null): Promise<void> {
  await transaction.insert(itemVersions).values({ code: definition.code, version: definition.version, definition, addedAt: centre.now(), addedBy });
  await writeAudit(transaction, centre, { personId: addedBy, act: "add-item-version", subject: `${definition.code} ${definition.version}`, details: definition.change });
}

export async function setCalendar(centre: Centre, calendar: WorkingCalendar, changedBy: PersonId | null): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    const row = { regionCode: calendar.regionCode, calendar, changedAt: centre.now() };
    await transaction.insert(calendars).values(row).onConflictDoUpdate({ target: calendars.regionCode, set: row });
    await writeAudit(transaction, centre, { personId: changedBy, act: "set-calendar", subject: calendar.regionCode, details: { knownUntil: calendar.knownUntil } });
  });
}
