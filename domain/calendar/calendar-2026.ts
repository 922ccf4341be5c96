import { addDays, regionDateSchema } from "../time/instant.ts";
import type { RegionDate } from "../time/instant.ts";
import { workingCalendarSchema } from "./working-calendar.ts";
import type { WorkingCalendar } from "./working-calendar.ts";

/** First and last day of each break, as the State Council's office announced them for 2026 on 2025-11-04. */
const breaks2026: readonly (readonly [name: string, first: string, last: string])[] = [
  ["元旦", "2026-01-01", "2026-01-03"],
  ["春节", "2026-02-15", "2026-02-23"],
  ["清明节", "2026-04-04", "2026-04-06"],
  ["劳动节", "2026-05-01", "2026-05-05"],
  ["端午节", "2026-06-19", "2026-06-21"],
  ["中秋节", "2026-09-25", "2026-09-27"],
  ["国庆节", "2026-10-01", "2026-10-07"],
];

const workdays2026 = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"];

function daysOf(first: RegionDate, last: RegionDate): RegionDate[] {
  const days: RegionDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The country's calendar of 2026 with the office hours of the sample region, Nanchang (360100). */
export const calendar2026: WorkingCalendar = workingCalendarSchema.parse({
  regionCode: "360100",
  opensAt: "09:00",
  closesAt: "17:00",
  knownUntil: "2026-12-31",
  holidays: breaks2026.flatMap(([, first, last]) => daysOf(regionDateSchema.parse(first), regionDateSchema.parse(last))),
  workdays: workdays2026,
});
