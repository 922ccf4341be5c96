import { expect, test } from "vitest";
import { withYear } from "../domain/calendar/calendar-year.ts";
import type { CaseId, CommandId } from "../domain/ids.ts";
import { atTimeOfDay, regionDateOf, type Instant, type RegionDate } from "../domain/time/instant.ts";
import { applicationOf, catalogue, clerk, idMaker, item, officeId } from "../test/sync/fixtures.ts";
import { createMemoryCentre } from "../test/sync/memory-centre.ts";
import { openTestStore, temporaryFolder } from "../test/sync/open-test-store.ts";

const newId = idMaker();
const at = (date: string, timeOfDay = "17:00"): Instant => atTimeOfDay(date as RegionDate, timeOfDay);
/** As it may be announced late: 4 January, a Monday, is off too. */
const calendar = withYear(catalogue.calendar, { year: 2027, holidays: ["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"] as RegionDate[], workdays: [] });

test("the lists tell a limit by its counted end once the year's holidays are known; the record keeps the end that was told", () => {
  const folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const [late, early] = [newId<CaseId>(), newId<CaseId>()];
  for (const [caseId, givenAt] of [[late, at("2026-12-28", "10:00")], [early, at("2026-12-21", "10:00")]] as const) {
    const reception = { commandId: newId<CommandId>(), caseId, actor: clerk, givenAt, itemCode: item.code, itemVersion: 1, application: applicationOf("张三"), draftId: null };
    expect(store.cases.receiveCase(reception).outcome).toBe("events");
  }
  const centre = createMemoryCentre(() => at("2026-12-28", "10:05"));
  store.centre.applyAnswers(store.queue.nextToSend(10).map(({ command }) => centre.judge(command)));
  const listed = () => store.cases.list({ view: "open", officeId, capacities: [], search: "", offset: 0, limit: 10, today: regionDateOf(at("2026-12-28")) }).rows.map(({ caseId, nextDeadline }) => [caseId, nextDeadline?.dueAt]);
  expect(listed()).toEqual([[early, at("2026-12-28")], [late, at("2027-01-05")]]);
  store.catalogue.save({ ...catalogue, calendar }, undefined);
  expect(listed()).toEqual([[early, at("2026-12-28")], [late, at("2027-01-06")]]);
  expect(store.cases.find(late)?.case.answerDueAt).toBe(at("2027-01-05"));
  store.close();
  folder.remove();
});
