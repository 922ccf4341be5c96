import { describe, expect, it } from "vitest";
import {
  actorWith, agreeing, askingUpward, answeredFromAbove, CaseDriver, completing, granting, receptionOf, resuming, reviewerWith, signed, suspending,
} from "../../test/fixtures/cases.ts";
import { explainLight } from "../deadline/light.ts";
import type { Instant } from "../time/instant.ts";
import type { CommandBody } from "./case-command.ts";
import { findCurrentStep } from "./case-state.ts";
import { summaryOf } from "./case-summary.ts";
import { deadlinesOf, findNextDeadline } from "./deadlines.ts";

const handler = reviewerWith("handler");
const chiefLeader = reviewerWith("chief-leader");
const centre = { ...reviewerWith("system"), workstationCode: null };
/** Ten in the morning in the region. */
const on = (date: string): Instant => `${date}T02:00:00.000Z` as Instant;
const closing = (date: string): Instant => `${date}T09:00:00.000Z` as Instant;

function accepted(): CaseDriver {
  return new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
}

/** Accepted on Monday the 23rd: five days to examine, ten to decide; suspended on Tuesday for three. */
function suspended(): CaseDriver {
  const driver = accepted();
  driver.now = on("2026-11-24");
  return driver.mustGiveAs(handler, suspending);
}

const limitsOf = (driver: CaseDriver) => ({ step: findCurrentStep(driver.case)?.dueAt, decide: driver.case.acceptance?.decideDueAt });

describe("a special procedure (R-FLOW-4)", () => {
  it("stops the clock until a stated moment", () => {
    const driver = suspended();
    expect(driver.case.suspension).toMatchObject({ procedure: "hearing", workingDays: 3, startedAt: driver.now, until: closing("2026-11-27"), by: { name: handler.name } });
    expect(summaryOf(driver.case)).toMatchObject({ pause: { kind: "suspended", until: closing("2026-11-27") }, nextDeadline: null });
  });

  it("shows the work as paused and never as late", () => {
    const driver = suspended();
    const running = deadlinesOf(driver.case).filter(({ kind, doneAt }) => doneAt === null && (kind === "sign-step" || kind === "decide"));
    expect(running).toHaveLength(2);
    for (const deadline of running) {
      expect(explainLight(deadline, on("2027-03-01"))).toMatchObject({ light: "green", isPaused: true, changesAt: null });
    }
    expect(findNextDeadline(driver.case)).toBeUndefined();
  });

  it("does not stop what the window owes", () => {
    const driver = new CaseDriver().mustGive(receptionOf(1), completing[0]!, completing[2]!, completing[3]!, { kind: "acceptCase", payload: {} });
    driver.mustGiveAs(handler, suspending);
    expect(findNextDeadline(driver.case)).toMatchObject({ kind: "scan-paper" });
  });

  it("refuses every signature, a second suspension and a report meanwhile, saying which and until when", () => {
    const driver = suspended();
    const refusal = { code: "case-suspended", procedure: "hearing", until: closing("2026-11-27") };
    const correcting: CommandBody = { kind: "correctOpinion", payload: { opinionNumber: 1, verdict: "agree", text: "更正", reasons: "", legalBasis: null } };
    for (const body of [{ kind: "askOpinionCorrection", payload: { ...correcting.payload, why: "看错了" } } as never, agreeing("examine"), suspending, { kind: "sendBack", payload: { toStepCode: "examine", reason: "退" } } as const]) {
      expect(driver.give(body, handler)).toEqual(refusal);
    }
    expect(driver.give(correcting, reviewerWith("deputy-leader"))).toEqual(refusal);
    for (const body of [granting, askingUpward]) expect(driver.give(body, chiefLeader)).toEqual(refusal);
  });

  it("moves both limits by the working days it really took when it ends early", () => {
    const driver = suspended();
    expect(limitsOf(driver)).toEqual({ step: closing("2026-11-30"), decide: closing("2026-12-07") });
    driver.now = on("2026-11-26");
    driver.mustGiveAs(handler, resuming);
    expect(limitsOf(driver)).toEqual({ step: closing("2026-12-02"), decide: closing("2026-12-09") });
    expect(driver.case).toMatchObject({ suspension: null, endedSuspensions: [{ procedure: "hearing", endedAt: driver.now, pausedWorkingDays: 2 }] });
    expect(findNextDeadline(driver.case)).toMatchObject({ kind: "sign-step", dueAt: closing("2026-12-02") });
    driver.mustGiveAs(handler, agreeing("examine"));
  });

  it("moves nothing when it is ended on the day it began", () => {
    const driver = suspended().mustGiveAs(handler, resuming);
    expect(limitsOf(driver)).toEqual({ step: closing("2026-11-30"), decide: closing("2026-12-07") });
  });

  it.each([["the centre", centre], ["somebody late", handler]])("moves them by no more than was stated when %s ends it after its time", (_who, actor) => {
    const driver = suspended();
    driver.now = on("2026-12-03");
    driver.mustGiveAs(actor, resuming);
    expect(limitsOf(driver)).toEqual({ step: closing("2026-12-03"), decide: closing("2026-12-10") });
  });

  it("is not ended by the centre before its time, and by nobody twice", () => {
    const driver = suspended();
    driver.now = on("2026-11-27");
    expect(driver.give(resuming, centre)).toEqual({ code: "suspension-not-over", until: closing("2026-11-27") });
    driver.now = closing("2026-11-27");
    driver.mustGiveAs(centre, resuming);
    expect(driver.give(resuming, handler)).toEqual({ code: "not-suspended" });
  });

  it("keeps what was late as late as it was", () => {
    const driver = accepted();
    driver.now = on("2026-12-02");
    driver.mustGiveAs(handler, suspending);
    driver.now = on("2026-12-04");
    driver.mustGiveAs(handler, resuming);
    expect(limitsOf(driver).step).toBe(closing("2026-12-02"));
    const next = findNextDeadline(driver.case);
    expect(next && explainLight(next, driver.now).light).toBe("red");
  });

  it.each([
    ["another step's role", reviewerWith("section-head"), { code: "step-not-yours", stepName: "审查", neededRole: "handler" }],
    ["another office", actorWith("handler"), { code: "office-not-deciding" }],
    ["the window", actorWith("window-clerk"), { code: "not-entitled", kind: "suspendCase" }],
  ])("is not begun by %s", (_who, actor, refusal) => expect(accepted().give(suspending, actor)).toMatchObject(refusal));

  it("is not begun before acceptance", () => {
    expect(new CaseDriver().mustGive(receptionOf(1)).give(suspending, handler)).toMatchObject({ code: "not-allowed-now", stage: "received" });
  });

  it("ends with the case when the applicant withdraws", () => {
    const driver = suspended().mustGive({ kind: "withdrawCase", payload: { reason: "不办了" } });
    expect(driver.case).toMatchObject({ stage: "withdrawn", suspension: null, endedSuspensions: [{ endedAt: driver.now }] });
    expect(deadlinesOf(driver.case).every(({ doneAt }) => doneAt !== null)).toBe(true);
  });

  it("counts all the same when an acceptance heard of late takes a deemed one's place", () => {
    const driver = new CaseDriver().mustGive(receptionOf(1), ...completing);
    driver.now = on("2026-12-01");
    driver.mustGiveAs(actorWith("system"), { kind: "deemAccepted", payload: {} }).mustGiveAs(handler, suspending);
    driver.now = on("2026-12-03");
    driver.mustGiveAs(handler, resuming);
    driver.now = closing("2026-11-30");
    driver.mustGive({ kind: "acceptCase", payload: {} });
    expect(driver.case.acceptance?.decideDueAt).toBe(closing("2026-12-16"));
  });
});

describe("reporting to the higher authority (R-FLOW-7)", () => {
  const reported = () => signed(accepted()).mustGiveAs(chiefLeader, askingUpward);

  it("stops the clock until the answer is recorded, however long it takes", () => {
    const driver = reported();
    expect(summaryOf(driver.case)).toMatchObject({ pause: { kind: "reported-upward", since: driver.now, until: null }, nextDeadline: null });
    expect(limitsOf(driver)).toEqual({ step: closing("2026-11-24"), decide: closing("2026-12-07") });
    expect(driver.give(granting, chiefLeader)).toEqual({ code: "case-reported-upward", authority: "测试厅" });
    expect(driver.give(suspending, chiefLeader)).toEqual({ code: "case-reported-upward", authority: "测试厅" });
    driver.now = on("2026-12-21");
    driver.mustGiveAs(handler, answeredFromAbove);
    expect(limitsOf(driver)).toEqual({ step: closing("2026-12-22"), decide: closing("2027-01-05") });
    expect(driver.case).toMatchObject({
      reportedUpward: null,
      answeredReports: [{ authority: "测试厅", pausedWorkingDays: 20, answer: { verdict: "agree", at: driver.now, by: { name: handler.name } } }],
    });
    driver.mustGiveAs(chiefLeader, granting);
    expect(driver.case.stage).toBe("granted");
  });

  it.each(["handler", "section-head", "chief-leader"] as const)("takes the answer from the %s", (role) => {
    expect(reported().give(answeredFromAbove, reviewerWith(role))).toBeUndefined();
  });

  it("takes it from no other, and not when nothing was asked", () => {
    expect(reported().give(answeredFromAbove, reviewerWith("deputy-leader"))).toMatchObject({ code: "step-not-yours" });
    expect(signed(accepted()).give(answeredFromAbove, handler)).toEqual({ code: "not-reported-upward" });
    expect(reported().mustGiveAs(handler, answeredFromAbove).give(answeredFromAbove, handler)).toEqual({ code: "not-reported-upward" });
  });

  it("is for who decides", () => {
    expect(accepted().give(askingUpward, handler)).toEqual({ code: "step-unfit", kind: "reportUpward", stepName: "审查" });
    expect(signed(accepted()).give(askingUpward, reviewerWith("deputy-leader"))).toMatchObject({ code: "step-not-yours" });
  });
});
