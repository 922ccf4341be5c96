import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actorWith, CaseDriver, completing, granting, receptionOf, reviewerWith, signed } from "../../../test/fixtures/cases.ts";
import { paidItem, paying } from "../../../test/fixtures/results.ts";
import { calendar2026 } from "../../calendar/calendar-2026.ts";
import { limitEnd, workingCalendarSchema, type WorkingCalendar } from "../../calendar/working-calendar.ts";
import { addDays, addMs, atTimeOfDay, regionDateOf, type Instant, type RegionDate } from "../../time/instant.ts";
import type { CommandBody } from "../case-command.ts";
import { answerEndOf, correctionEndOf, paymentEndOf } from "./limits.ts";

const day = (text: string) => text as RegionDate;
const closing = (date: string): Instant => atTimeOfDay(day(date), calendar2026.closesAt);

/** 2027 with a first break longer than the law's one day, and a second calendar that works the Saturday after it. */
const longBreak = announced(["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"], []);
const shortBreak = announced(["2027-01-01"], ["2027-01-02"]);

function announced(holidays: string[], workdays: string[]): WorkingCalendar {
  const { holidays: before, workdays: workedBefore } = calendar2026;
  return workingCalendarSchema.parse({ ...calendar2026, knownUntil: "2027-12-31", holidays: [...before, ...holidays], workdays: [...workedBefore, ...workdays] });
}

/** A case received late enough that its answer is due in the year after. */
class YearEndDriver extends CaseDriver {
  constructor(rules: ConstructorParameters<typeof CaseDriver>[1] = {}) {
    super(1, rules);
    this.now = atTimeOfDay(day("2026-12-28"), "10:00");
  }

  /** As it would go on where another calendar is known. */
  knowing(calendar: WorkingCalendar, now: Instant, rules: ConstructorParameters<typeof CaseDriver>[1] = {}): CaseDriver {
    const driver = new CaseDriver(1, { ...rules, calendar });
    driver.current = this.current;
    driver.events.push(...this.events);
    driver.now = now;
    return driver;
  }
}

const deem: CommandBody = { kind: "deemAccepted", payload: {} };
const accept: CommandBody = { kind: "acceptCase", payload: {} };
const correct: CommandBody = { kind: "requestCorrection", payload: { limitWorkingDays: 5, defects: [{ materialCode: null, problem: "缺", remedy: "补" }] } };
const deliver: CommandBody = { kind: "deliverCorrection", payload: { note: "" } };
const refuseUndelivered: CommandBody = {
  kind: "refuseCase",
  payload: { ground: "correction-not-delivered", reason: "逾期未补正", legalBasis: { law: "《中华人民共和国行政许可法》", article: "第三十二条" } },
};
const system = actorWith("system");
const farLater = closing("2027-01-20");
const estimated = (dueAt: Instant) => ({ code: "limit-estimated", dueAt, knownUntil: "2026-12-31" });

describe("an answer owed past the announced holidays (R-RECV-3)", () => {
  const received = () => new YearEndDriver().mustGive(receptionOf(1), ...completing) as YearEndDriver;

  it("is recorded with the law's own day off stepped over", () => {
    expect(received().case.answerDueAt).toBe(closing("2027-01-05"));
  });

  it("never counts as given by silence, however long ago it seems due", () => {
    const driver = received();
    driver.now = farLater;
    expect(driver.give(deem, system)).toEqual(estimated(closing("2027-01-05")));
    driver.mustGive(accept);
    expect(driver.case.acceptance).toMatchObject({ isDeemed: false, acceptedFrom: farLater });
  });

  it("is counted again by the calendar once that is known, and the record stays as it was", () => {
    const driver = received();
    const atOldEnd = driver.knowing(longBreak, addMs(closing("2027-01-05"), 1));
    expect(atOldEnd.give(deem, system)).toEqual({ code: "answer-not-yet-late", dueAt: closing("2027-01-06") });
    const atNewEnd = driver.knowing(longBreak, addMs(closing("2027-01-06"), 1));
    expect(atNewEnd.give(deem, system)).toBeUndefined();
    expect(atNewEnd.case).toMatchObject({ answerDueAt: closing("2027-01-05"), acceptance: { isDeemed: true, acceptedFrom: driver.case.receivedAt } });
  });

  it("is not due earlier than the applicant was told, even if a weekend turns out to be worked", () => {
    const driver = received().knowing(shortBreak, addMs(closing("2027-01-04"), 1));
    expect(limitEnd(shortBreak, driver.case.receivedAt, 5)).toBe(closing("2027-01-04"));
    expect(driver.give(deem, system)).toEqual({ code: "answer-not-yet-late", dueAt: closing("2027-01-05") });
  });

  it("takes the deemed one's place when it was given in time by the calendar that came to be known", () => {
    const driver = received().knowing(longBreak, addMs(closing("2027-01-06"), 1));
    driver.mustGiveAs(system, deem);
    driver.now = closing("2027-01-06");
    driver.mustGive(accept);
    expect(driver.case.acceptance).toMatchObject({ isDeemed: false });
  });
});

describe("a correction awaited past the announced holidays (R-RECV-4)", () => {
  const corrected = () => new YearEndDriver().mustGive(receptionOf(1), ...completing, correct) as YearEndDriver;

  it("is taken, and nobody is refused for want of it, while its limit is an estimate", () => {
    const driver = corrected();
    driver.now = farLater;
    expect(driver.give(refuseUndelivered)).toEqual(estimated(closing("2027-01-05")));
    expect(driver.give(deliver)).toBeUndefined();
  });

  it("has its limit by the calendar once that is known", () => {
    const inTime = corrected().knowing(longBreak, closing("2027-01-06"));
    expect(inTime.give(refuseUndelivered)).toEqual({ code: "correction-not-yet-late", dueAt: closing("2027-01-06") });
    expect(inTime.give(deliver)).toBeUndefined();
    const late = corrected().knowing(longBreak, addMs(closing("2027-01-06"), 1));
    expect(late.give(deliver)).toEqual({ code: "correction-too-late", dueAt: closing("2027-01-06") });
    expect(late.give(refuseUndelivered)).toBeUndefined();
  });
});

describe("a fee owed past the announced holidays (R-FLOW-7)", () => {
  const rules = { item: paidItem };
  const lapse: CommandBody = { kind: "lapseUnpaid", payload: {} };
  const unpaid = () => {
    const driver = signed(new YearEndDriver(rules).mustGive(receptionOf(1), ...completing, accept)) as YearEndDriver;
    return driver.mustGiveAs(reviewerWith("chief-leader"), granting) as YearEndDriver;
  };

  it("does not lapse while its limit is an estimate, and money is taken", () => {
    const driver = unpaid();
    const { dueAt } = driver.case.fee!;
    expect(dueAt).toBe(limitEnd(calendar2026, driver.now, paidItem.feeLimitWorkingDays));
    driver.now = closing("2027-03-31");
    expect(driver.give(lapse, system)).toEqual(estimated(dueAt));
    expect(driver.give(paying({ receivedOn: day("2027-03-31") }))).toBeUndefined();
  });

  it("lapses by the calendar once that is known, and says which day that was", () => {
    const { fee } = unpaid().case;
    const end = paymentEndOf(fee!, paidItem, longBreak);
    expect(end > fee!.dueAt).toBe(true);
    expect(unpaid().knowing(longBreak, end, rules).give(lapse, system)).toEqual({ code: "payment-not-yet-late", dueAt: end });
    const late = unpaid().knowing(longBreak, addMs(end, 1), rules);
    expect(late.give(paying({ receivedOn: regionDateOf(end) }))).toEqual({ code: "payment-too-late", dueAt: end });
    expect(late.give(lapse, system)).toBeUndefined();
    expect(late.case.fee?.lapse?.reasons).toContain(regionDateOf(end));
  });
});

describe("for any day, limit and announced year", () => {
  const anyStart = fc.integer({ min: 0, max: 420 }).map((days) => atTimeOfDay(addDays(day("2026-01-02"), days), "10:00"));
  const anyAnnounced = fc.tuple(fc.subarray(["2027-01-04", "2027-01-05", "2027-02-05", "2027-02-12"]), fc.subarray(["2027-01-02", "2027-01-03", "2027-02-13", "2027-02-14"])).map(([off, worked]) => announced(["2027-01-01", ...off], worked));

  it("the end by the calendar known when it began is what was recorded, and no later calendar makes it earlier", () => {
    fc.assert(
      fc.property(anyStart, fc.integer({ min: 1, max: 40 }), anyAnnounced, (from, workingDays, later) => {
        const dueAt = limitEnd(calendar2026, from, workingDays);
        const correction = { defects: [], requestedAt: from, limitWorkingDays: workingDays, dueAt, deliveredAt: null, note: null };
        expect(correctionEndOf(correction, calendar2026)).toBe(dueAt);
        expect(correctionEndOf(correction, later) >= dueAt).toBe(true);
        if (dueAt.slice(0, 10) <= calendar2026.knownUntil) expect(correctionEndOf(correction, later)).toBe(dueAt);
        const answer = { correction: null, receivedAt: from, answerDueAt: limitEnd(calendar2026, from, 5) };
        expect(answerEndOf(answer, calendar2026)).toBe(answer.answerDueAt);
      }),
    );
  });
});
