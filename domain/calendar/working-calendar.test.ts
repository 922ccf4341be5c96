import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, atTimeOfDay, dayOfWeek, epochMsOf, instantOf, isWeekend, regionDateOf } from "../time/instant.ts";
import type { Instant, RegionDate } from "../time/instant.ts";
import { calendar2026 } from "./calendar-2026.ts";
import { statutoryHolidaysOf } from "./statutory-holidays.ts";
import {
  addWorkingDays,
  findKnownDaysLeft,
  isLimitEndEstimated,
  isOpen,
  isWorkingDay,
  limitEnd,
  nextWorkingDay,
  workingCalendarSchema,
  workingDaysBetween,
  type WorkingCalendar,
} from "./working-calendar.ts";

const day = (text: string) => text as RegionDate;
/** `2026-09-30 16:59` as the region's clocks show it. */
const at = (text: string): Instant => atTimeOfDay(day(text.slice(0, 10)), text.slice(11));

const anyDay = fc.integer({ min: 0, max: 500 }).map((days) => addDays(day("2025-11-01"), days));
const anyInstant = fc.integer({ min: Date.parse("2025-11-01"), max: Date.parse("2027-03-01") }).map(instantOf);
const anyLimit = fc.integer({ min: 0, max: 40 });
/** 2027 as it might be announced: some weekdays off, some weekends worked, all that the law gives off. */
const anyNextYear = fc
  .record({ off: fc.array(fc.nat({ max: 364 }), { maxLength: 30 }), worked: fc.array(fc.nat({ max: 364 }), { maxLength: 10 }) })
  .map(({ off, worked }): WorkingCalendar => {
    const days = (offsets: readonly number[]): RegionDate[] => [...new Set(offsets)].map((offset) => addDays(day("2027-01-01"), offset));
    const holidays = [...new Set([...days(off), ...statutoryHolidaysOf(2027)])];
    const workdays = days(worked).filter((date) => isWeekend(date) && !holidays.includes(date));
    return workingCalendarSchema.parse({ ...calendar2026, knownUntil: "2027-12-31", holidays: [...calendar2026.holidays, ...holidays], workdays: [...calendar2026.workdays, ...workdays] });
  });

describe("the calendar of 2026", () => {
  it("has the announced number of days off and make-up days at weekends", () => {
    expect(calendar2026.holidays).toHaveLength(3 + 9 + 3 + 5 + 3 + 3 + 7);
    expect(calendar2026.workdays.map(dayOfWeek).every((weekday) => weekday === 0 || weekday === 6)).toBe(true);
  });

  it.each([
    ["2026-01-03", false],
    ["2026-01-04", true],
    ["2026-02-14", true],
    ["2026-02-16", false],
    ["2026-02-23", false],
    ["2026-02-24", true],
    ["2026-02-28", true],
    ["2026-04-06", false],
    ["2026-05-09", true],
    ["2026-05-10", false],
    ["2026-09-20", true],
    ["2026-10-07", false],
    ["2026-10-10", true],
    ["2026-10-11", false],
    ["2026-11-21", false],
    ["2026-11-23", true],
  ])("%s working: %s", (date, expected) => {
    expect(isWorkingDay(calendar2026, day(date))).toBe(expected);
  });

  it("leaves 248 working days in the year", () => {
    expect(workingDaysBetween(calendar2026, day("2025-12-31"), day("2026-12-31"))).toBe(248);
  });
});

describe("limits (R-SUP-1)", () => {
  it("count from the day after", () => {
    expect(addWorkingDays(calendar2026, day("2026-11-23"), 1)).toBe("2026-11-24");
    expect(limitEnd(calendar2026, at("2026-11-23 09:00"), 5)).toBe(at("2026-11-30 17:00"));
  });

  it("do not depend on the hour of the day on which they start", () => {
    expect(limitEnd(calendar2026, at("2026-11-23 23:59"), 5)).toBe(limitEnd(calendar2026, at("2026-11-23 00:00"), 5));
  });

  it("belong to the region's day, not to UTC's", () => {
    const justAfterMidnight = at("2026-11-24 00:30");
    expect(justAfterMidnight.slice(0, 10)).toBe("2026-11-23");
    expect(limitEnd(calendar2026, justAfterMidnight, 1)).toBe(at("2026-11-25 17:00"));
  });

  it("step over the National Day break and count its make-up day", () => {
    expect(limitEnd(calendar2026, at("2026-09-30 16:59"), 3)).toBe(at("2026-10-10 17:00"));
  });

  it("step over the Spring Festival and count the Saturday before it", () => {
    expect(limitEnd(calendar2026, at("2026-02-13 10:00"), 2)).toBe(at("2026-02-24 17:00"));
  });

  it("start on a day off like on any other", () => {
    expect(limitEnd(calendar2026, at("2026-10-03 10:00"), 1)).toBe(at("2026-10-08 17:00"));
  });

  it("of no days end when the offices next close", () => {
    expect(limitEnd(calendar2026, at("2026-11-23 16:59"), 0)).toBe(at("2026-11-23 17:00"));
    expect(limitEnd(calendar2026, at("2026-11-23 17:00"), 0)).toBe(at("2026-11-24 17:00"));
    expect(limitEnd(calendar2026, at("2026-11-21 10:00"), 0)).toBe(at("2026-11-23 17:00"));
  });

  it("past the announced holidays step over what the law gives, and are estimates", () => {
    expect(limitEnd(calendar2026, at("2026-12-28 10:00"), 4)).toBe(at("2027-01-04 17:00"));
    expect(limitEnd(calendar2026, at("2027-02-05 10:00"), 1)).toBe(at("2027-02-12 17:00"));
    expect(isLimitEndEstimated(calendar2026, limitEnd(calendar2026, at("2026-12-28 10:00"), 3))).toBe(false);
    expect(isLimitEndEstimated(calendar2026, limitEnd(calendar2026, at("2026-12-28 10:00"), 4))).toBe(true);
  });

  it("refuse a number of days that is none", () => {
    for (const workingDays of [-1, 1.5, Number.NaN]) {
      expect(() => limitEnd(calendar2026, at("2026-11-23 10:00"), workingDays)).toThrow(RangeError);
    }
  });
});

describe("the days that are known", () => {
  it.each([
    ["2026-11-01", undefined],
    ["2026-11-02", 59],
    ["2026-12-31", 0],
    ["2027-01-02", -2],
  ])("on %s are too few: %s", (today, expected) => {
    expect(findKnownDaysLeft(calendar2026, day(today))).toBe(expected);
  });
});

describe("opening hours", () => {
  it.each([
    ["2026-11-23 08:59", false],
    ["2026-11-23 09:00", true],
    ["2026-11-23 16:59", true],
    ["2026-11-23 17:00", false],
    ["2026-11-22 10:00", false],
    ["2026-10-10 10:00", true],
  ])("%s open: %s", (text, expected) => {
    expect(isOpen(calendar2026, at(text))).toBe(expected);
  });
});

describe("the schema", () => {
  it.each([
    ["a day that is both", { holidays: ["2026-05-09"] }],
    ["closing before opening", { closesAt: "08:00" }],
    ["a day past knownUntil", { workdays: ["2027-01-03"] }],
    ["a day that does not exist", { holidays: ["2026-02-30"] }],
  ])("refuses %s", (_what, change) => {
    expect(workingCalendarSchema.safeParse({ ...calendar2026, ...change }).success).toBe(false);
  });
});

describe("for any day and limit", () => {
  it("the end of one or more days is a working day, after the start, with exactly that many in between", () => {
    fc.assert(
      fc.property(anyDay, anyLimit, (date, workingDays) => {
        const end = addWorkingDays(calendar2026, date, workingDays);
        expect(workingDaysBetween(calendar2026, date, end)).toBe(workingDays);
        expect(countedBackwards(date, end)).toBe(workingDays);
        expect(workingDaysBetween(calendar2026, end, date) + workingDays).toBe(0);
        if (workingDays > 0) expect(isWorkingDay(calendar2026, end) && end > date).toBe(true);
      }),
    );
  });

  it("limits add up and never shrink", () => {
    fc.assert(
      fc.property(anyDay, anyLimit, anyLimit, (date, first, second) => {
        const together = addWorkingDays(calendar2026, date, first + second);
        expect(addWorkingDays(calendar2026, addWorkingDays(calendar2026, date, first), second)).toBe(together);
        expect(together >= addWorkingDays(calendar2026, date, first)).toBe(true);
      }),
    );
  });

  it("a limit ends at closing time, after its start, and a later start never ends earlier", () => {
    fc.assert(
      fc.property(anyInstant, fc.nat({ max: 30 * 24 * 3_600_000 }), anyLimit, (from, laterMs, workingDays) => {
        const end = limitEnd(calendar2026, from, workingDays);
        expect(end > from).toBe(true);
        expect(end.slice(11)).toBe("09:00:00.000Z");
        expect(isWorkingDay(calendar2026, regionDateOf(end))).toBe(true);
        expect(limitEnd(calendar2026, instantOf(epochMsOf(from) + laterMs), workingDays) >= end).toBe(true);
      }),
    );
  });

  it("no working day lies between a day and the next working day", () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        const next = nextWorkingDay(calendar2026, date);
        for (let between = addDays(date, 1); between < next; between = addDays(between, 1)) {
          expect(isWorkingDay(calendar2026, between)).toBe(false);
        }
      }),
    );
  });
});

describe("once the next year is announced", () => {
  it("a limit that was no estimate ends as it did, and an estimated one is none any more", () => {
    fc.assert(
      fc.property(anyInstant, anyLimit, anyNextYear, (from, workingDays, announced) => {
        const before = limitEnd(calendar2026, from, workingDays);
        const after = limitEnd(announced, from, workingDays);
        if (!isLimitEndEstimated(calendar2026, before)) expect(after).toBe(before);
        else expect(after > `${calendar2026.knownUntil}T`).toBe(true);
        expect(isLimitEndEstimated(announced, after)).toBe(regionDateOf(after) > "2027-12-31");
      }),
    );
  });

  it("an estimate is never later than the end by an announcement that gives what the law gives and works no weekend for it", () => {
    fc.assert(
      fc.property(anyInstant, anyLimit, anyNextYear, (from, workingDays, announced) => {
        const observed = { ...announced, workdays: calendar2026.workdays, holidays: [...announced.holidays, ...inLieu2027] };
        expect(limitEnd(observed, from, workingDays) >= limitEnd(calendar2026, from, workingDays)).toBe(true);
      }),
    );
  });
});

/** The working days that stand in for statutory ones at weekends of 2027. */
const inLieu2027 = ["2027-02-10", "2027-02-11", "2027-05-03", "2027-05-04", "2027-10-04", "2027-10-05"].map(day);

/** Counted apart from the code under test: working days after `date` up to `end`. */
function countedBackwards(date: RegionDate, end: RegionDate): number {
  let count = 0;
  for (let each = end; each > date; each = addDays(each, -1)) if (isWorkingDay(calendar2026, each)) count += 1;
  return count;
}
