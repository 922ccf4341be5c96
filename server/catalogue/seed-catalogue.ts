import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import { Failure } from "../../domain/failure.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { canonicalJson } from "../../domain/record/hash-chain.ts";
import type { Centre } from "../centre.ts";
import { calendars } from "../database/schema.ts";
import { addItemVersion, setCalendar } from "./catalogue.ts";

/**
 * Adds the shipped item versions that are not there yet, and the calendar when there is none. Throws `seed-item-changed` when a
 * shipped version differs from the one in the database: cases may stand on that one, so a change must be the next version.
 */
export async function seedCatalogue(centre: Centre, items: readonly ItemDefinition[], calendar: WorkingCalendar): Promise<void> {
  for (const item of [...items].sort((a, b) => a.version - b.version)) {
    const there = await centre.itemVersions.find(centre.database, item.code, item.version);
    if (there === undefined) await addItemVersion(centre, item, null);
    else if (canonicalJson(there) !== canonicalJson(item)) {
      throw new Failure("seed-item-changed", { details: { itemCode: item.code, version: item.version } });
    }
  }
  const known = await centre.database.select({ regionCode: calendars.regionCode }).from(calendars).limit(1);
  if (known.length === 0) await setCalendar(centre, calendar, null);
}
