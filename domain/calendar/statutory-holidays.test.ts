import { describe, expect, it } from "vitest";
import { addDays, isWeekend, type RegionDate } from "../time/instant.ts";
import { calendar2026 } from "./calendar-2026.ts";
import { isStatutoryDayOff, statutoryHolidaysOf } from "./statutory-holidays.ts";

const day = (text: string) => text as RegionDate;
const years = Array.from({ length: 10 }, (_, index) => 2026 + index);

it("are thirteen in every year the moon is known for, and seven after that", () => {
  for (const year of years) expect(statutoryHolidaysOf(year)).toHaveLength(13);
  expect(statutoryHolidaysOf(2036)).toEqual(["2036-01-01", "2036-04-04", "2036-05-01", "2036-05-02", "2036-10-01", "2036-10-02", "2036-10-03"]);
});

it("are all among the announced days off of 2026", () => {
  expect(statutoryHolidaysOf(2026).filter((date) => !calendar2026.holidays.includes(date))).toEqual([]);
});

describe("what follows from the moon", () => {
  const format = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "UTC", month: "numeric", day: "numeric" });
  const lunarDate = (date: RegionDate): string => format.format(new Date(`${date}T00:00:00.000Z`));

  it.each(years)("agrees with ICU's Chinese calendar in %s", (year) => {
    const holidays = statutoryHolidaysOf(year);
    for (const expected of ["1/1", "1/2", "1/3", "5/5", "8/15"]) expect(holidays.filter((date) => lunarDate(date) === expected)).not.toEqual([]);
    const eve = holidays.find((date) => lunarDate(addDays(date, 1)) === "1/1");
    expect(eve).toBeDefined();
  });
});

describe("清明", () => {
  /** The sun's apparent longitude in degrees at the region's midnight that begins the day; good to a hundredth of a degree, a quarter of an hour. */
  function sunAt(date: RegionDate): number {
    const centuries = (Date.parse(`${date}T00:00:00.000+08:00`) / 86_400_000 + 2_440_587.5 - 2_451_545) / 36_525;
    const anomaly = ((357.52911 + 35_999.05029 * centuries) * Math.PI) / 180;
    const centre = 1.914602 * Math.sin(anomaly) + 0.019993 * Math.sin(2 * anomaly) + 0.000289 * Math.sin(3 * anomaly);
    const node = ((125.04 - 1934.136 * centuries) * Math.PI) / 180;
    return (280.46646 + 36_000.76983 * centuries + centre - 0.00569 - 0.00478 * Math.sin(node)) % 360;
  }

  it.each(years)("is the day on which the sun passes 15° in %s", (year) => {
    const found = statutoryHolidaysOf(year).filter((date) => date.slice(5, 7) === "04");
    expect(found).toHaveLength(1);
    expect(sunAt(found[0]!)).toBeLessThan(15);
    expect(sunAt(addDays(found[0]!, 1))).toBeGreaterThan(15);
  });
});

describe("days off by the law alone", () => {
  it.each([
    ["2027-01-01", true],
    ["2027-01-04", false],
    // 除夕 and 初一 of 2027 are Saturday and Sunday.
    ["2027-02-08", true],
    ["2027-02-09", true],
    ["2027-02-10", true],
    ["2027-02-11", true],
    ["2027-02-12", false],
    // 中秋 and the third day of the National Day are one day in 2028, and its first is a Sunday.
    ["2028-10-03", true],
    ["2028-10-05", true],
    ["2028-10-06", false],
  ])("%s: %s", (date, expected) => {
    expect(isStatutoryDayOff(day(date))).toBe(expected);
  });

  it("take thirteen working days from every year", () => {
    for (const year of years) {
      let taken = 0;
      for (let date = day(`${year}-01-01`); date <= day(`${year}-12-31`); date = addDays(date, 1)) if (isStatutoryDayOff(date) && !isWeekend(date)) taken += 1;
      expect(taken).toBe(13);
    }
  });
});
