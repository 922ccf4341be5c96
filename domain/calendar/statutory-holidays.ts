import { addDays, isWeekend, regionDateSchema, type RegionDate } from "../time/instant.ts";

/**
 * What the government's yearly announcement is still to say can be known in part: the days off that the law itself gives
 * (全国年节及纪念日放假办法, State Council Order 795, in force since 2025-01-01). Their dates are fixed, or follow from the
 * sun (清明) or the moon. Which weekends are exchanged for them nobody knows before it is announced.
 */

/** 正月初一, 端午 and 中秋 by GB/T 33661-2017, as ICU's Chinese calendar computes them (a test compares). Later years have the fixed days alone. */
const lunarDays: Readonly<Record<number, readonly [springFestival: string, dragonBoat: string, midAutumn: string]>> = {
  2026: ["02-17", "06-19", "09-25"],
  2027: ["02-07", "06-09", "09-15"],
  2028: ["01-26", "05-28", "10-03"],
  2029: ["02-13", "06-16", "09-22"],
  2030: ["02-02", "06-05", "09-12"],
  2031: ["01-23", "06-24", "10-01"],
  2032: ["02-11", "06-12", "09-19"],
  2033: ["01-31", "06-01", "09-08"],
  2034: ["02-19", "06-20", "09-27"],
  2035: ["02-08", "06-10", "09-16"],
};

const fixedDays = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];

/** The year's days off by Article 2, in order; one on which two festivals meet is there twice. */
export function statutoryHolidaysOf(year: number): RegionDate[] {
  const on = (monthAndDay: string): RegionDate => regionDateSchema.parse(`${year}-${monthAndDay}`);
  const days = [...fixedDays.map(on), qingmingOf(year)];
  const lunar = lunarDays[year];
  if (lunar !== undefined) {
    const [springFestival, dragonBoat, midAutumn] = lunar;
    // From New Year's eve to the third day of the first month.
    for (const offset of [-1, 0, 1, 2]) days.push(addDays(on(springFestival), offset));
    days.push(on(dragonBoat), on(midAutumn));
  }
  return days.sort();
}

const daysOffByYear = new Map<number, ReadonlySet<RegionDate>>();

/**
 * Whether nobody works on that day by the law alone: a statutory day, or the working day that by Article 6 stands in for one at a
 * weekend, taken as the next one. Two festivals on one day count as two, as they were announced in 2020. So what is not announced
 * yet costs nobody time: such a day never counts as a working day.
 */
export function isStatutoryDayOff(date: RegionDate): boolean {
  const year = Number(date.slice(0, 4));
  let daysOff = daysOffByYear.get(year);
  if (daysOff === undefined) daysOffByYear.set(year, (daysOff = daysOffOf(statutoryHolidaysOf(year))));
  return daysOff.has(date);
}

function daysOffOf(holidays: readonly RegionDate[]): Set<RegionDate> {
  const daysOff = new Set(holidays);
  for (const [index, holiday] of holidays.entries()) {
    if (!isWeekend(holiday) && holidays.indexOf(holiday) === index) continue;
    let inLieu = holiday;
    while (isWeekend(inLieu) || daysOff.has(inLieu)) inLieu = addDays(inLieu, 1);
    daysOff.add(inLieu);
  }
  return daysOff;
}

/** 清明, when the sun stands at 15°: the usual formula of a whole day for the years 2000 to 2099. */
function qingmingOf(year: number): RegionDate {
  const inCentury = year % 100;
  const day = Math.floor(inCentury * 0.2422 + 4.81) - Math.floor(inCentury / 4);
  return regionDateSchema.parse(`${year}-04-${String(day).padStart(2, "0")}`);
}
