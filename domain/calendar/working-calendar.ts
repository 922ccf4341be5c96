import { z } from "zod";
import { addDays, atTimeOfDay, daysBetween, isWeekend, regionDateOf, regionDateSchema } from "../time/instant.ts";
import type { Instant, RegionDate } from "../time/instant.ts";
import { isStatutoryDayOff } from "./statutory-holidays.ts";

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * The working days of a region: Monday to Friday, less `holidays`, plus the make-up `workdays` (调休上班). Holidays are announced
 * a year at a time: they are known up to and including `knownUntil`; later days follow the week and the days off that the law
 * itself gives, and may yet change.
 */
export const workingCalendarSchema = z
  .object({
    regionCode: z.string().regex(/^\d{6}$/),
    opensAt: timeOfDaySchema,
    closesAt: timeOfDaySchema,
    knownUntil: regionDateSchema,
    holidays: z.array(regionDateSchema),
    workdays: z.array(regionDateSchema),
  })
  .refine((calendar) => calendar.opensAt < calendar.closesAt, { path: ["closesAt"], error: "closes before it opens" })
  .refine((calendar) => !calendar.workdays.some((day) => calendar.holidays.includes(day)), {
    path: ["workdays"],
    error: "a day is both holiday and workday",
  })
  .refine((calendar) => [...calendar.holidays, ...calendar.workdays].every((day) => day <= calendar.knownUntil), {
    path: ["knownUntil"],
    error: "a day is listed after knownUntil",
  });
export type WorkingCalendar = z.infer<typeof workingCalendarSchema>;

/** No announced break comes near this; a longer one is a calendar without working days, which would never end. */
const longestBreakDays = 60;

export function isWorkingDay(calendar: WorkingCalendar, date: RegionDate): boolean {
  if (calendar.workdays.includes(date)) return true;
  if (calendar.holidays.includes(date)) return false;
  return !isWeekend(date) && (date <= calendar.knownUntil || !isStatutoryDayOff(date));
}

/** The first working day strictly after `date`. Throws if the calendar has none for two months. */
export function nextWorkingDay(calendar: WorkingCalendar, date: RegionDate): RegionDate {
  for (let days = 1; days <= longestBreakDays; days += 1) {
    const day = addDays(date, days);
    if (isWorkingDay(calendar, day)) return day;
  }
  throw new RangeError(`no working day within ${longestBreakDays} days of ${date}`);
}

/**
 * The last day of a limit of `workingDays` (a whole number, 0 or more) that starts on `date`: the first day counted is the day
 * after (R-SUP-1). With 0 it is `date` itself, working day or not.
 */
export function addWorkingDays(calendar: WorkingCalendar, date: RegionDate, workingDays: number): RegionDate {
  if (!Number.isInteger(workingDays) || workingDays < 0) throw new RangeError(`not a number of working days: ${workingDays}`);
  let day = date;
  for (let counted = 0; counted < workingDays; counted += 1) day = nextWorkingDay(calendar, day);
  return day;
}

/**
 * Working days after `from` up to and including `to`, negative when `to` is earlier. For any `n`,
 * `workingDaysBetween(c, d, addWorkingDays(c, d, n)) === n`.
 */
export function workingDaysBetween(calendar: WorkingCalendar, from: RegionDate, to: RegionDate): number {
  if (to < from) {
    const days = workingDaysBetween(calendar, to, from);
    return days === 0 ? 0 : -days;
  }
  let days = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isWorkingDay(calendar, day)) days += 1;
  }
  return days;
}

/** The moment the offices close on that day. */
export function closingTime(calendar: WorkingCalendar, date: RegionDate): Instant {
  return atTimeOfDay(date, calendar.closesAt);
}

/** True between opening (inclusive) and closing (exclusive) of a working day. */
export function isOpen(calendar: WorkingCalendar, at: Instant): boolean {
  const date = regionDateOf(at);
  return isWorkingDay(calendar, date) && at >= atTimeOfDay(date, calendar.opensAt) && at < closingTime(calendar, date);
}

/**
 * When a limit that starts at `from` ends: close of business of its last working day (R-SUP-1). A limit of 0 working days means
 * "today": it ends when the offices next close on a working day.
 */
export function limitEnd(calendar: WorkingCalendar, from: Instant, workingDays: number): Instant {
  const date = regionDateOf(from);
  if (workingDays === 0) {
    const canStillBeToday = isWorkingDay(calendar, date) && from < closingTime(calendar, date);
    return closingTime(calendar, canStillBeToday ? date : nextWorkingDay(calendar, date));
  }
  return closingTime(calendar, addWorkingDays(calendar, date, workingDays));
}

/**
 * True when the limit was counted past the announced holidays, so that its end is an estimate: whoever shows it says so, nothing
 * happens by its passing, and it is computed again once they are announced.
 */
export function isLimitEndEstimated(calendar: Pick<WorkingCalendar, "knownUntil">, end: Instant): boolean {
  return regionDateOf(end) > calendar.knownUntil;
}

/** With fewer days ahead than these the next year's holidays are overdue: they are announced in November. */
export const leastKnownDays = 60;

/** How many days after today are known, when they are too few; negative when even today is not. Undefined while there are enough. */
export function findKnownDaysLeft({ knownUntil }: Pick<WorkingCalendar, "knownUntil">, today: RegionDate): number | undefined {
  const days = daysBetween(today, knownUntil);
  return days < leastKnownDays ? days : undefined;
}
