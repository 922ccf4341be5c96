import { findKnownDaysLeft } from "../domain/calendar/working-calendar.ts";
import { isFailure } from "../domain/failure.ts";
import { regionDateOf, type RegionDate } from "../domain/time/instant.ts";
import { getCalendar } from "./catalogue/catalogue.ts";
import type { Centre } from "./centre.ts";
import { onceADay, tooEarly } from "./once-a-day.ts";

/** Too few days of the calendar are known; negative when even today is not. */
export interface CalendarShortage {
  knownUntil: RegionDate;
  daysLeft: number;
}

/** At its first call and then once a day it tells when too few days of the calendar are known; while there is none, it looks again at each. */
export function watchCalendar({ database, now }: Pick<Centre, "database" | "now">, tell: (shortage: CalendarShortage) => void): () => Promise<void> {
  return onceADay(now, async () => {
    const calendar = await getCalendar(database).catch((error: unknown) => {
      // A centre that is just being set up; without a calendar it serves nobody, and says so to everybody.
      if (isFailure(error, "calendar-missing")) return undefined;
      throw error;
    });
    if (calendar === undefined) return tooEarly;
    const daysLeft = findKnownDaysLeft(calendar, regionDateOf(now()));
    return daysLeft === undefined ? undefined : tell({ knownUntil: calendar.knownUntil, daysLeft });
  });
}
