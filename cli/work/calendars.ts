import { readFile } from "node:fs/promises";
import { calendarHeader, calendarKnownUntil, calendarYearSet } from "../../contracts/wording/calendar-commands.ts";
import { readCalendarFile, writeCalendarFile } from "../../domain/calendar/calendar-file.ts";
import { countWorkingDays, isNextTo, withYear, yearsOf, type CalendarYear } from "../../domain/calendar/calendar-year.ts";
import { Failure } from "../../domain/failure.ts";
import { getCalendar, setCalendar } from "../../server/catalogue/catalogue.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { useCentre } from "./use-centre.ts";

/** Throws `calendar-missing`. */
export async function show(options: CentreChoice & { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const calendar = await useCentre(options, ({ database }) => getCalendar(database));
  if (options.json) terminal.print(JSON.stringify({ calendar }));
  else for (const line of [calendarHeader(calendar), ...writeCalendarFile(yearsOf(calendar))]) terminal.print(line);
  return 0;
}

/**
 * Adds the file's years to the calendar, all or none. At the centre's own machine: no person stands behind it in the audit. Throws
 * `calendar-file-unreadable`, `calendar-file-invalid` naming the line, `calendar-year-not-next`.
 */
export async function set(file: string, options: CentreChoice, terminal: Terminal): Promise<ExitCode> {
  const years = await readYears(file);
  const calendar = await useCentre(options, async (centre) => {
    const changed = years.reduce((before, year) => {
      if (!isNextTo(before, year.year)) throw new Failure("calendar-year-not-next", { details: { year: year.year, knownUntil: before.knownUntil } });
      return withYear(before, year);
    }, await getCalendar(centre.database));
    await setCalendar(centre, changed, null);
    return changed;
  });
  for (const { year, holidays, workdays } of years) {
    terminal.print(calendarYearSet(year, { holidays: holidays.length, workdays: workdays.length, workingDays: countWorkingDays(calendar, year) }));
  }
  terminal.print(calendarKnownUntil(calendar.knownUntil));
  return 0;
}

async function readYears(file: string): Promise<CalendarYear[]> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new Failure("calendar-file-unreadable", { cause, details: { file, reason: cause.code ?? "" } });
  });
  const read = readCalendarFile(text);
  if (read.ok) return read.years.sort((one, other) => one.year - other.year);
  const { line, problem, text: concerned } = read;
  throw new Failure("calendar-file-invalid", { details: { file, line, problem, text: concerned } });
}
