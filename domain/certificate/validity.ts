import { addDays, regionDateSchema, type RegionDate } from "../time/instant.ts";

/** The last day of a term of whole months that begins on `validFrom`: the day before the same day of the month, or that month's last day. */
export function issueEnd(validFrom: RegionDate, validMonths: number): RegionDate {
  const [year = 0, month = 0, day = 0] = validFrom.split("-").map(Number);
  const months = year * 12 + (month - 1) + validMonths;
  const firstOfMonth = regionDateSchema.parse(`${Math.trunc(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}-01`);
  const sameDay = addDays(firstOfMonth, day - 1);
  const isInMonth = sameDay.slice(0, 7) === firstOfMonth.slice(0, 7);
  return isInMonth ? addDays(sameDay, -1) : lastDayOf(firstOfMonth);
}

function lastDayOf(firstOfMonth: RegionDate): RegionDate {
  const inNextMonth = addDays(firstOfMonth, 31);
  return addDays(inNextMonth, -Number(inNextMonth.slice(8)));
}
