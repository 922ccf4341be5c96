import { z } from "zod";

/** A moment: ISO 8601 in UTC with milliseconds, `2026-11-21T08:30:00.000Z`. Sorts as text. */
export const instantSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/).brand<"Instant">();
export type Instant = z.infer<typeof instantSchema>;

/** A day in the region, `2026-11-21`. Sorts as text. */
export const regionDateSchema = z.iso.date().brand<"RegionDate">();
export type RegionDate = z.infer<typeof regionDateSchema>;

/** All of the country keeps one time, eight hours ahead of UTC, with no summer time. */
const regionOffsetMs = 8 * 3_600_000;
const dayMs = 24 * 3_600_000;

export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

export function epochMsOf(instant: Instant): number {
  return Date.parse(instant);
}

export function addMs(instant: Instant, ms: number): Instant {
  return instantOf(epochMsOf(instant) + ms);
}

/** The region's calendar day at that moment. */
export function regionDateOf(instant: Instant): RegionDate {
  return new Date(epochMsOf(instant) + regionOffsetMs).toISOString().slice(0, 10) as RegionDate;
}

/** The moment at which the region's clocks show `timeOfDay` (`HH:MM`) on that day. */
export function atTimeOfDay(date: RegionDate, timeOfDay: string): Instant {
  return instantOf(Date.parse(`${date}T${timeOfDay}:00.000Z`) - regionOffsetMs);
}

export function addDays(date: RegionDate, days: number): RegionDate {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10) as RegionDate;
}

/** How many days after `from` the day `to` is; negative when it is before. */
export function daysBetween(from: RegionDate, to: RegionDate): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** 0 Sunday … 6 Saturday. */
export function dayOfWeek(date: RegionDate): number {
  return new Date(`${date}T00:00:00.000Z`).getUTCDay();
}

export function isWeekend(date: RegionDate): boolean {
  const weekday = dayOfWeek(date);
  return weekday === 0 || weekday === 6;
}
