import { addDays, isWeekend, regionDateSchema, type RegionDate } from "../time/instant.ts";
import { boundsOf, type CalendarYear } from "./calendar-year.ts";
import { statutoryHolidaysOf } from "./statutory-holidays.ts";

/**
 * The announcement of a year's holidays, typed off as text: one line a break or make-up day, `#` begins a remark.
 *
 *     年度 2027
 *     放假 2027-01-01 2027-01-03 元旦
 *     上班 2027-02-20
 */

export type CalendarFileProblem =
  | "word-unknown"
  | "year-invalid"
  | "year-missing"
  | "year-twice"
  | "date-invalid"
  | "date-outside-year"
  | "break-backwards"
  | "break-too-long"
  | "day-twice"
  | "workday-not-weekend"
  | "statutory-day-missing"
  | "nothing-listed";

/** `line` counts from 1; 0 for what the file lacks as a whole. `text` is the word or day concerned. */
export interface CalendarFileIssue {
  line: number;
  problem: CalendarFileProblem;
  text: string;
}

export type ReadCalendarFile = { ok: true; years: CalendarYear[] } | ({ ok: false } & CalendarFileIssue);

/** Longer ones are a slip of the pen: the longest announced so far had nine days. */
const longestBreakDays = 15;
/** A New Year's break may begin, and be worked for, in these days of the December before. */
const daysBeforeYear = 10;

interface YearBeingRead {
  year: number;
  line: number;
  holidays: RegionDate[];
  workdays: RegionDate[];
}

/** Reads one or more years. The first mistake ends it. */
export function readCalendarFile(text: string): ReadCalendarFile {
  const years: YearBeingRead[] = [];
  for (const [index, raw] of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/).entries()) {
    const words = (raw.split("#")[0] ?? "").trim().split(/\s+/);
    if (words[0] === "") continue;
    const issue = readLine(words, index + 1, years);
    if (issue !== undefined) return { ok: false, line: index + 1, ...issue };
  }
  if (years.length === 0) return { ok: false, line: 0, problem: "year-missing", text: "" };
  for (const { year, line, holidays } of years) {
    if (holidays.length === 0) return { ok: false, line, problem: "nothing-listed", text: String(year) };
    const missing = statutoryHolidaysOf(year).find((day) => !holidays.includes(day));
    if (missing !== undefined) return { ok: false, line, problem: "statutory-day-missing", text: missing };
  }
  return { ok: true, years: years.map(({ year, holidays, workdays }) => ({ year, holidays: holidays.sort(), workdays: workdays.sort() })) };
}

type LineIssue = Omit<CalendarFileIssue, "line">;

function readLine([word = "", ...rest]: readonly string[], line: number, years: YearBeingRead[]): LineIssue | undefined {
  if (word === "年度") return beginYear(rest[0] ?? "", line, years);
  if (word !== "放假" && word !== "上班") return { problem: "word-unknown", text: word };
  const current = years.at(-1);
  if (current === undefined) return { problem: "year-missing", text: word };
  const first = dateOf(rest[0]);
  if (first === undefined) return { problem: "date-invalid", text: rest[0] ?? "" };
  // What comes next is the last day, or the festival's name.
  const isRange = word === "放假" && /^\d/.test(rest[1] ?? "");
  const last = isRange ? dateOf(rest[1]) : first;
  if (last === undefined) return { problem: "date-invalid", text: rest[1] ?? "" };
  if (last < first) return { problem: "break-backwards", text: last };
  const days = daysFrom(first, last);
  if (days === undefined) return { problem: "break-too-long", text: last };
  return takeDays(word === "放假" ? current.holidays : current.workdays, days, word, current);
}

function beginYear(text: string, line: number, years: YearBeingRead[]): LineIssue | undefined {
  if (!/^20\d\d$/.test(text)) return { problem: "year-invalid", text };
  const year = Number(text);
  if (years.some((earlier) => earlier.year === year)) return { problem: "year-twice", text };
  years.push({ year, line, holidays: [], workdays: [] });
  return undefined;
}

function takeDays(into: RegionDate[], days: readonly RegionDate[], word: string, { year, holidays, workdays }: YearBeingRead): LineIssue | undefined {
  const { first, last } = boundsOf(year);
  for (const day of days) {
    if (day < addDays(first, -daysBeforeYear) || day > last) return { problem: "date-outside-year", text: day };
    if (holidays.includes(day) || workdays.includes(day)) return { problem: "day-twice", text: day };
    if (word === "上班" && !isWeekend(day)) return { problem: "workday-not-weekend", text: day };
    into.push(day);
  }
  return undefined;
}

function dateOf(text: string | undefined): RegionDate | undefined {
  return regionDateSchema.safeParse(text).data;
}

/** Undefined when there are too many. */
function daysFrom(first: RegionDate, last: RegionDate): RegionDate[] | undefined {
  const days: RegionDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) if (days.push(day) > longestBreakDays) return undefined;
  return days;
}

/** The years as a file that reads back the same. */
export function writeCalendarFile(years: readonly CalendarYear[]): string[] {
  return years.flatMap(({ year, holidays, workdays }) => [
    `年度 ${year}`,
    ...breaksIn(holidays).map(([first, last]) => (first === last ? `放假 ${first}` : `放假 ${first} ${last}`)),
    ...workdays.map((day) => `上班 ${day}`),
  ]);
}

function breaksIn(holidays: readonly RegionDate[]): [first: RegionDate, last: RegionDate][] {
  const breaks: [RegionDate, RegionDate][] = [];
  for (const day of holidays) {
    const latest = breaks.at(-1);
    if (latest !== undefined && addDays(latest[1], 1) === day) latest[1] = day;
    else breaks.push([day, day]);
  }
  return breaks;
}
