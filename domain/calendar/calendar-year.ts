import { addDays, type RegionDate } from "../time/instant.ts";
import { isWorkingDay, workingCalendarSchema, type WorkingCalendar } from "./working-calendar.ts";

/** One year of the calendar, as the government announces it. Days are in order. */
export interface CalendarYear {
  year: number;
  holidays: readonly RegionDate[];
  workdays: readonly RegionDate[];
}

export interface YearBounds {
  first: RegionDate;
  last: RegionDate;
}

export function boundsOf(year: number): YearBounds {
  return { first: `${year}-01-01` as RegionDate, last: `${year}-12-31` as RegionDate };
}

/** Whether the calendar has no unknown day before that year, so that it can be added. */
export function isNextTo({ knownUntil }: WorkingCalendar, year: number): boolean {
  return addDays(knownUntil, 1) >= boundsOf(year).first;
}

/** The calendar with that year as given: all earlier was said of it is dropped. A New Year's break may begin in the December before. */
export function withYear(calendar: WorkingCalendar, { year, holidays, workdays }: CalendarYear): WorkingCalendar {
  const { first, last } = boundsOf(year);
  const listed = new Set([...holidays, ...workdays]);
  const keptOf = (days: readonly RegionDate[]): RegionDate[] => days.filter((day) => (day < first || day > last) && !listed.has(day));
  return workingCalendarSchema.parse({
    ...calendar,
    knownUntil: calendar.knownUntil > last ? calendar.knownUntil : last,
    holidays: [...keptOf(calendar.holidays), ...holidays].sort(),
    workdays: [...keptOf(calendar.workdays), ...workdays].sort(),
  });
}

/** The years the calendar says something of, each with its own days. */
export function yearsOf({ holidays, workdays }: WorkingCalendar): CalendarYear[] {
  const years = new Set([...holidays, ...workdays].map((day) => Number(day.slice(0, 4))));
  return [...years].sort().map((year) => {
    const isOfYear = (day: RegionDate): boolean => Number(day.slice(0, 4)) === year;
    return { year, holidays: holidays.filter(isOfYear).sort(), workdays: workdays.filter(isOfYear).sort() };
  });
}

export function countWorkingDays(calendar: WorkingCalendar, year: number): number {
  const { first, last } = boundsOf(year);
  let count = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count += 1;
  return count;
}
