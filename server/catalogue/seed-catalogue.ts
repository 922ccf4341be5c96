import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import { hasSameContent, type ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Centre } from "../centre.ts";
import { inTransaction } from "../database/connection.ts";
import { calendars } from "../database/schema.ts";
import { insertVersion, listVersions, setCalendar } from "./catalogue.ts";

/**
 * Adds the shipped items that are not there yet, and the calendar when there is none. A shipped item that was changed since is the next
 * version of what is there (R-ITEM-2): the cases keep theirs. What was there as any version is not added again, so that a version an
 * item administrator made of it stays the newest.
 */
export async function seedCatalogue(centre: Centre, items: readonly ItemDefinition[], calendar: WorkingCalendar): Promise<void> {
  for (const item of items) await seedItem(centre, item);
  const known = await centre.database.select({ regionCode: calendars.regionCode }).from(calendars).limit(1);
  if (known.length === 0) await setCalendar(centre, calendar, null);
}

async function seedItem(centre: Centre, item: ItemDefinition): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    const there = await listVersions(transaction, item.code);
    if (there.some((version) => hasSameContent(version, item))) return;
    await insertVersion(transaction, centre, { ...item, version: (there.at(-1)?.version ?? 0) + 1 }, null);
  });
}
