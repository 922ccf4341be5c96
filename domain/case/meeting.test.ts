import { describe, expect, it } from "vitest";
import {
  agreeing, callingMeeting, CaseDriver, completing, contextAt, denying, disagreeing, granting, meetingHeld, receptionOf, reviewerWith, signed, testItem,
} from "../../test/fixtures/cases.ts";
import { calendar2026 } from "../calendar/calendar-2026.ts";
import type { Instant, RegionDate } from "../time/instant.ts";
import { availableActions } from "./available-actions.ts";
import type { CommandBody, CommandPayload } from "./case-command.ts";
import { findCurrentStep } from "./case-state.ts";
import { earlierStepsOf } from "./rules/steps.ts";

const handler = reviewerWith("handler");
const sectionHead = reviewerWith("section-head");
const deputyLeader = reviewerWith("deputy-leader");
const chiefLeader = reviewerWith("chief-leader");

function accepted(item = testItem): CaseDriver {
  return new CaseDriver(1, { ...contextAt("2026-11-23T02:00:00.000Z" as Instant), item, calendar: calendar2026 }).mustGive(
    receptionOf(1), ...completing, { kind: "acceptCase", payload: {} },
  );
}

const atJoint = (item = testItem): CaseDriver => accepted(item).mustGiveAs(handler, agreeing("examine"));
const split = (item = testItem): CaseDriver => atJoint(item).mustGiveAs(sectionHead, disagreeing("joint")).mustGiveAs(deputyLeader, agreeing("joint"));
const stepOf = (driver: CaseDriver): string | undefined => findCurrentStep(driver.case)?.code;
const held = (change: Partial<CommandPayload<"recordMeeting">>): CommandBody => ({
  kind: "recordMeeting",
  payload: { ...(meetingHeld.payload as CommandPayload<"recordMeeting">), ...change },
});

describe("the leaders' meeting (R-FLOW-6)", () => {
  it("is where a joint review that ends split goes by itself, with a limit of its own", () => {
    const driver = split();
    expect(findCurrentStep(driver.case)).toMatchObject({ code: "meeting", role: "chief-leader", isMeeting: true, dueAt: "2026-11-30T09:00:00.000Z" });
    driver.mustGiveAs(chiefLeader, meetingHeld);
    expect(driver.case.meetings).toMatchObject([{ heldOn: "2026-11-23", attendees: ["甲", "乙"], resolution: "agree", stayIndex: 2, by: { name: chiefLeader.name } }]);
    expect(findCurrentStep(driver.case)).toMatchObject({ code: "decision", isDecision: true });
    driver.mustGiveAs(chiefLeader, granting);
  });

  it("is not where one goes whose signers agree, or agree after a correction, or whose item has none", () => {
    expect(stepOf(signed(accepted()))).toBe("decision");
    const words = { opinionNumber: 2, verdict: "agree", text: "更正", reasons: "", legalBasis: null } as const;
    const [asked, correction]: [CommandBody, CommandBody] = [{ kind: "askOpinionCorrection", payload: { ...words, why: "看错了" } }, { kind: "correctOpinion", payload: words }];
    const corrected = atJoint().mustGiveAs(sectionHead, disagreeing("joint"), asked).mustGiveAs(deputyLeader, correction, agreeing("joint"));
    expect(stepOf(corrected)).toBe("decision");
    expect(stepOf(split({ ...testItem, meeting: null }))).toBe("decision");
  });

  it("is not called for by an earlier step's other opinion", () => {
    const driver = accepted().mustGiveAs(handler, disagreeing("examine")).mustGiveAs(deputyLeader, agreeing("joint"));
    expect(stepOf(driver)).toBe("decision");
  });

  it("can be called at a joint review by its chair, and the case goes on behind it", () => {
    const driver = atJoint();
    expect(driver.give(callingMeeting, sectionHead)).toMatchObject({ code: "step-not-yours", neededRole: "deputy-leader" });
    driver.mustGiveAs(deputyLeader, callingMeeting).mustGiveAs(chiefLeader, held({ resolution: "disagree" }));
    expect(stepOf(driver)).toBe("decision");
    driver.mustGiveAs(chiefLeader, denying);
  });

  it("can be called by who decides, and comes back there", () => {
    const driver = signed(accepted()).mustGiveAs(chiefLeader, callingMeeting, meetingHeld);
    expect(driver.case.stays.map(({ code }) => code)).toEqual(["examine", "joint", "decision", "meeting", "decision"]);
  });

  it("comes before the step that follows the review, also where that is not the decision", () => {
    const [reception, examine, joint, decision, delivery] = testItem.flow as [never, never, never, never, never];
    const check = { code: "check", name: "复核", role: "section-head", limitWorkingDays: 1, isJointReview: false } as const;
    const driver = split({ ...testItem, flow: [reception, examine, joint, check, decision, delivery] });
    expect(earlierStepsOf({ flow: [reception, examine, joint, check, decision, delivery] }, driver.case).map(({ code }) => code)).toEqual(["examine", "joint"]);
    driver.mustGiveAs(chiefLeader, meetingHeld);
    expect(stepOf(driver)).toBe("check");
  });

  it("was called by nobody at another step, and is called at no other", () => {
    expect(signed(accepted()).give(meetingHeld, chiefLeader)).toEqual({ code: "meeting-not-called", stepName: "签发" });
    expect(accepted().give(callingMeeting, handler)).toEqual({ code: "step-unfit", kind: "referToMeeting", stepName: "审查" });
    expect(split().give(callingMeeting, chiefLeader)).toEqual({ code: "step-unfit", kind: "referToMeeting", stepName: "局长办公会" });
  });

  it("cannot be called where the item has none, and is not offered", () => {
    const item = { ...testItem, meeting: null };
    const driver = signed(accepted(item));
    expect(driver.give(callingMeeting, chiefLeader)).toEqual({ code: "meeting-not-provided" });
    expect(availableActions(driver.case, chiefLeader, item)).not.toContain("referToMeeting");
    expect(availableActions(driver.case, chiefLeader, testItem)).toContain("referToMeeting");
  });

  it("has minutes, no opinions and no decision", () => {
    const driver = split();
    expect(driver.give(agreeing("meeting"), chiefLeader)).toEqual({ code: "meeting-due", stepName: "局长办公会" });
    expect(driver.give(granting, chiefLeader)).toEqual({ code: "decision-not-due", stepName: "局长办公会" });
    expect(driver.give(meetingHeld, deputyLeader)).toMatchObject({ code: "step-not-yours", neededRole: "chief-leader" });
  });

  it.each(["2026-11-22", "2026-11-25"])("was not held on %s when it was called on the 23rd and is recorded on the 24th", (date) => {
    const driver = split();
    driver.now = "2026-11-24T02:00:00.000Z" as Instant;
    expect(driver.give(held({ heldOn: date as RegionDate }), chiefLeader)).toEqual({ code: "meeting-date-wrong", heldOn: date, calledOn: "2026-11-23" });
  });

  it("can send back to the steps before it, and the review then counts anew", () => {
    const driver = split().mustGiveAs(chiefLeader, { kind: "sendBack", payload: { toStepCode: "joint", reason: "重新会审" } });
    expect(stepOf(driver)).toBe("joint");
    driver.mustGiveAs(deputyLeader, agreeing("joint"));
    expect(stepOf(driver)).toBe("decision");
    expect(split().give({ kind: "sendBack", payload: { toStepCode: "decision", reason: "退" } }, chiefLeader)).toEqual({ code: "step-not-earlier", stepCode: "decision" });
  });
});
