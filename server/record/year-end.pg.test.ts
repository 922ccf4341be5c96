import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import { workingCalendarSchema } from "../../domain/calendar/working-calendar.ts";
import { replay } from "../../domain/case/evolve.ts";
import type { CaseId } from "../../domain/ids.ts";
import { atTimeOfDay, epochMsOf, type Instant, type RegionDate } from "../../domain/time/instant.ts";
import { postgresFlavours, type TestPostgres } from "../../test/centre/postgres.ts";
import { reviewersPlace, startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import type { TrialWindow } from "../../test/centre/trial-window.ts";
import { setCalendar } from "../catalogue/catalogue.ts";
import { commands } from "../database/schema.ts";
import { runDueWork } from "./due-work.ts";

const at = (date: string, timeOfDay: string): Instant => atTimeOfDay(date as RegionDate, timeOfDay);
const agreement = { stepCode: "preliminary-review", verdict: "agree", text: "同意", reasons: "", legalBasis: null } as const;
const grant = { outcome: "grant", text: "准予许可", reasons: "", legalBasis: null, remedies: "" } as const;

/** As it may be announced late: 4 January, a Monday, is off too. */
const calendar2027 = workingCalendarSchema.parse({
  ...calendar2026, knownUntil: "2027-12-31", holidays: [...calendar2026.holidays, "2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"],
});

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`limits past the announced holidays on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    let handler: TrialWindow;

    beforeAll(async () => (postgres = await start()));
    afterAll(() => postgres.stop());
    beforeEach(async () => {
      centre = await startTrialCentre(postgres);
      waitUntil(at("2026-12-28", "10:00"));
      [window, handler] = await Promise.all([centre.openWindow(), centre.openWindow(reviewersPlace)]);
      return () => centre.close();
    });
    const waitUntil = (instant: Instant, laterMs = 0): void => centre.pass(epochMsOf(instant) + laterMs - epochMsOf(centre.now()));
    const eventsOf = async (caseId: CaseId) => (await handler.pullAll()).filter((event) => event.caseId === caseId);
    const current = async (caseId: CaseId) => replay(await eventsOf(caseId))!;
    const refusedCommands = () => centre.centre.database.select({ refusal: commands.refusal }).from(commands).where(eq(commands.outcome, "rejected"));
    /** Ten minutes after the offices closed that day, and the window was heard of since. */
    const afterClosing = async (date: string): Promise<void> => {
      waitUntil(at(date, "17:10"));
      await window.pull();
    };

    it("no silence counts as acceptance until the year is known; then it counts by the calendar as it came to be (R-RECV-3)", async () => {
      const [receive] = window.reception();
      await window.push([receive!]);
      const { caseId } = receive!;
      const received = await eventsOf(caseId);
      expect(received).toMatchObject([{ kind: "caseReceived", payload: { answerDueAt: at("2027-01-05", "17:00") } }]);
      await afterClosing("2027-01-05");
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 0 });
      await setCalendar(centre.centre, calendar2027, null);
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 0 });
      // What waits is looked at, not judged again and again.
      expect(await refusedCommands()).toEqual([]);
      await afterClosing("2027-01-06");
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 1 });
      expect(await current(caseId)).toMatchObject({ stage: "accepted", acceptance: { isDeemed: true, acceptedFrom: received[0]!.occurredAt } });
      expect((await eventsOf(caseId))[0]).toEqual(received[0]);
    });

    it("a window that answers while nobody knows the calendar answers in time, weeks later", async () => {
      const reception = window.reception();
      const { caseId } = reception[0]!;
      await window.push(reception);
      await afterClosing("2027-01-29");
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 0 });
      expect(await window.push([window.command("acceptCase", caseId, {})])).toMatchObject([{ outcome: "applied" }]);
      expect(await current(caseId)).toMatchObject({ acceptance: { isDeemed: false } });
    });

    it("a special procedure ends by no estimate either, and then by the calendar (R-FLOW-4)", async () => {
      const reception = window.reception();
      const { caseId } = reception[0]!;
      await window.push([...reception, window.command("acceptCase", caseId, {})]);
      const suspension = { procedure: "hearing", workingDays: 5, reason: "听证" } as const;
      expect(await handler.push([await handler.signedCommand("suspendCase", caseId, suspension)])).toMatchObject([{ outcome: "applied", events: [{ payload: { until: at("2027-01-05", "17:00") } }] }]);
      await afterClosing("2027-01-05");
      expect(await runDueWork(centre.centre)).toMatchObject({ resumed: 0 });
      await setCalendar(centre.centre, calendar2027, null);
      expect(await runDueWork(centre.centre)).toMatchObject({ resumed: 0 });
      expect(await refusedCommands()).toEqual([]);
      await afterClosing("2027-01-06");
      expect(await runDueWork(centre.centre)).toMatchObject({ resumed: 1 });
      expect((await current(caseId)).endedSuspensions).toMatchObject([{ pausedWorkingDays: 5 }]);
    });

    it("a fee lapses neither, and lapses by the calendar once that is known (R-FLOW-7)", async () => {
      const reception = window.reception();
      const { caseId } = reception[0]!;
      await window.push([...reception, window.command("acceptCase", caseId, {})]);
      await handler.push([await handler.signedCommand("signOpinion", caseId, agreement)]);
      const chief = await centre.openWindow({ ...reviewersPlace, account: "yuanzhiming" });
      await chief.push([await chief.signedCommand("decideCase", caseId, grant)]);
      const { fee } = await current(caseId);
      expect(fee?.dueAt).toBe(at("2027-01-12", "17:00"));
      await afterClosing("2027-01-12");
      expect(await runDueWork(centre.centre)).toMatchObject({ lapsed: 0 });
      await setCalendar(centre.centre, calendar2027, null);
      expect(await runDueWork(centre.centre)).toMatchObject({ lapsed: 0 });
      await afterClosing("2027-01-13");
      expect(await runDueWork(centre.centre)).toMatchObject({ lapsed: 1 });
      expect((await current(caseId)).fee?.lapse?.reasons).toContain("2027-01-13");
    });
  });
}
