import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, isWeekend, type RegionDate } from "../time/instant.ts";
import { calendar2026 } from "./calendar-2026.ts";
import { readCalendarFile, writeCalendarFile, type CalendarFileProblem } from "./calendar-file.ts";
import { countWorkingDays, isNextTo, withYear, yearsOf, type CalendarYear } from "./calendar-year.ts";
import { statutoryHolidaysOf } from "./statutory-holidays.ts";
import { isWorkingDay } from "./working-calendar.ts";

const day = (text: string) => text as RegionDate;
/** Invented: what 2027 may look like. */
const lines = [
  "# 2027 年部分节假日安排", "年度 2027", "放假 2027-01-01 2027-01-03 元旦", "放假 2027-02-05 2027-02-12 春节", "放假 2027-04-03 2027-04-05  清明节  # 不调休",
  "放假 2027-05-01 2027-05-05 劳动节", "放假 2027-06-09 端午节", "放假 2027-09-15", "放假 2027-10-01 2027-10-07 国庆节", "上班 2027-02-20", "上班 2027-10-09",
];
const read2027 = (): CalendarYear => {
  const read = readCalendarFile(lines.join("\n"));
  if (!read.ok) throw new Error(JSON.stringify(read));
  return read.years[0]!;
};

describe("a file of a year's holidays", () => {
  it("is read whatever its line ends and its mark of order", () => {
    const { year, holidays, workdays } = read2027();
    expect({ year, count: holidays.length, workdays }).toEqual({ year: 2027, count: 3 + 8 + 3 + 5 + 1 + 1 + 7, workdays: ["2027-02-20", "2027-10-09"] });
    expect(readCalendarFile(`\uFEFF${lines.join("\r\n")}\r\n`)).toEqual({ ok: true, years: [read2027()] });
  });

  it("tells the calendar of 2026 as it is", () => {
    const file = writeCalendarFile(yearsOf(calendar2026));
    expect(file).toContain("放假 2026-02-15 2026-02-23");
    const read = readCalendarFile(file.join("\n"));
    expect(read.ok && read.years.reduce(withYear, calendar2026)).toEqual(calendar2026);
  });

  it.each<[CalendarFileProblem, number, string, (all: string[]) => string[]]>([
    ["word-unknown", 3, "休息", (all) => all.with(2, "休息 2027-01-01")],
    ["year-invalid", 2, "27", (all) => all.with(1, "年度 27")],
    ["year-missing", 2, "放假", (all) => all.toSpliced(1, 1)],
    ["year-missing", 0, "", () => ["# 空"]],
    ["year-twice", 12, "2027", (all) => [...all, "年度 2027"]],
    ["date-invalid", 10, "2027-02-30", (all) => all.with(9, "上班 2027-02-30")],
    ["date-invalid", 3, "2027-1-3", (all) => all.with(2, "放假 2027-01-01 2027-1-3")],
    ["date-invalid", 10, "", (all) => all.with(9, "上班")],
    ["date-outside-year", 12, "2028-01-01", (all) => [...all, "放假 2028-01-01"]],
    ["date-outside-year", 12, "2026-12-20", (all) => [...all, "上班 2026-12-20"]],
    ["break-backwards", 3, "2027-01-01", (all) => all.with(2, "放假 2027-01-03 2027-01-01")],
    ["break-too-long", 4, "2027-03-05", (all) => all.with(3, "放假 2027-02-05 2027-03-05")],
    ["day-twice", 12, "2027-05-05", (all) => [...all, "放假 2027-05-05 2027-05-06"]],
    ["day-twice", 12, "2027-10-02", (all) => [...all, "上班 2027-10-02"]],
    ["workday-not-weekend", 10, "2027-02-22", (all) => all.with(9, "上班 2027-02-22")],
    ["statutory-day-missing", 2, "2027-06-09", (all) => all.toSpliced(6, 1)],
    ["nothing-listed", 2, "2027", (all) => all.slice(0, 2)],
  ])("is not taken for %s, and the line is named", (problem, line, text, change) => {
    expect(readCalendarFile(change([...lines]).join("\n"))).toEqual({ ok: false, problem, line, text });
  });
});

describe("a year added to the calendar", () => {
  it("leaves the years before as they were and is known to its end", () => {
    const calendar = withYear(calendar2026, read2027());
    expect(calendar.knownUntil).toBe("2027-12-31");
    expect(yearsOf(calendar)).toEqual([...yearsOf(calendar2026), read2027()]);
    expect(isWorkingDay(calendar, day("2027-02-20"))).toBe(true);
    // 365 days less 104 of weekends, less 18 weekdays off, and 2 Saturdays worked.
    expect(countWorkingDays(calendar, 2027)).toBe(245);
  });

  it("may begin its first break in December, against what was known of those days", () => {
    const early = withYear(calendar2026, { ...read2027(), holidays: [day("2026-12-31"), ...read2027().holidays] });
    expect(isWorkingDay(early, day("2026-12-31"))).toBe(false);
    expect(isWorkingDay(early, day("2026-12-30"))).toBe(true);
  });

  it("follows the last one known without a gap", () => {
    expect([2025, 2026, 2027, 2028].map((year) => isNextTo(calendar2026, year))).toEqual([true, true, true, false]);
  });

  it("reads back from its file, whichever days it has, and given twice is given once", () => {
    const offsets = fc.uniqueArray(fc.nat({ max: 364 }), { maxLength: 40 });
    fc.assert(
      fc.property(offsets, offsets, (off, worked) => {
        const dayOf = (offset: number): RegionDate => addDays(day("2027-01-01"), offset);
        // No break longer than a file may have: every tenth day stays as the week has it.
        const holidays = [...new Set([...statutoryHolidaysOf(2027), ...off.filter((offset) => offset % 10 !== 0).map(dayOf)])].sort();
        const workdays = worked.map(dayOf).filter((date) => isWeekend(date) && !holidays.includes(date)).sort();
        const year = { year: 2027, holidays, workdays };
        expect(readCalendarFile(writeCalendarFile([year]).join("\n"))).toEqual({ ok: true, years: [year] });
        const calendar = withYear(calendar2026, year);
        expect(withYear(calendar, year)).toEqual(calendar);
      }),
    );
  });
});
