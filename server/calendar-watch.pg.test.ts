import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { calendar2026 } from "../domain/calendar/calendar-2026.ts";
import { workingCalendarSchema } from "../domain/calendar/working-calendar.ts";
import { atTimeOfDay, epochMsOf, type RegionDate } from "../domain/time/instant.ts";
import { postgresFlavours, type TestPostgres } from "../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../test/centre/trial-centre.ts";
import { watchCalendar, type CalendarShortage } from "./calendar-watch.ts";
import { setCalendar } from "./catalogue/catalogue.ts";
import { calendars } from "./database/schema.ts";

const [flavour] = postgresFlavours.filter(({ isAvailable }) => isAvailable);

describe("the watch over the calendar", () => {
  let postgres: TestPostgres;
  let centre: TrialCentre;
  let told: CalendarShortage[];
  let look: () => Promise<void>;

  beforeAll(async () => {
    postgres = await flavour!.start();
    centre = await startTrialCentre(postgres);
    return async () => {
      await centre.close();
      await postgres.stop();
    };
  });
  beforeEach(() => {
    told = [];
    look = watchCalendar(centre.centre, (shortage) => told.push(shortage));
  });
  const waitUntil = (date: string, timeOfDay: string): void => centre.pass(epochMsOf(atTimeOfDay(date as RegionDate, timeOfDay)) - epochMsOf(centre.now()));

  it("tells at the first look and once a day that fewer than 60 days are known", async () => {
    waitUntil("2026-11-20", "09:00");
    await look();
    await look();
    waitUntil("2026-11-20", "23:00");
    await look();
    waitUntil("2026-11-21", "00:01");
    await look();
    waitUntil("2027-01-02", "00:01");
    await look();
    expect(told).toEqual([41, 40, -2].map((daysLeft) => ({ knownUntil: "2026-12-31", daysLeft })));
  });

  it("says nothing once the next year is known, nor before there is a calendar", async () => {
    await setCalendar(centre.centre, workingCalendarSchema.parse({ ...calendar2026, knownUntil: "2027-12-31" }), null);
    await look();
    await centre.centre.database.delete(calendars);
    waitUntil("2027-01-03", "00:01");
    await look();
    expect(told).toEqual([]);
    await setCalendar(centre.centre, calendar2026, null);
    await look();
    expect(told).toEqual([{ knownUntil: "2026-12-31", daysLeft: -3 }]);
  });
});
