import { describe, expect, it } from "vitest";
import {
  actorWith, agreeing, askingUpward, callingMeeting, CaseDriver, completing, decidingOffice, disagreeing, granting, meetingHeld, monday, receptionOf, resuming,
  reviewerWith, suspending, testId, testItem, windowOffice,
} from "../../test/fixtures/cases.ts";
import { capacitiesOf } from "../people/capacity.ts";
import type { Delegation, DelegationId } from "../people/delegation.ts";
import type { Role } from "../people/role.ts";
import { addMs } from "../time/instant.ts";
import { availableActions } from "./available-actions.ts";
import type { CommandBody } from "./case-command.ts";
import { summaryOf } from "./case-summary.ts";
import { isTurnOf } from "./turn.ts";

const reviewers = (["handler", "section-head", "deputy-leader", "chief-leader", "certificate-officer"] as const).map(reviewerWith);
const [handler, sectionHead, deputyLeader, chiefLeader] = reviewers as [(typeof reviewers)[0], (typeof reviewers)[0], (typeof reviewers)[0], (typeof reviewers)[0]];

const accepted = (): CaseDriver => new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
const atReview = (): CaseDriver => accepted().mustGiveAs(handler, agreeing("examine"));
const atDecision = (): CaseDriver => atReview().mustGiveAs(deputyLeader, agreeing("joint"));
const backToExamination: CommandBody = { kind: "sendBack", payload: { toStepCode: "examine", reason: "请补充" } };
const askingCorrection: CommandBody = {
  kind: "askOpinionCorrection", payload: { opinionNumber: 1, verdict: "agree", text: "经核实，同意", reasons: "", legalBasis: null, why: "看错了图纸" },
};

function waitedFor(driver: CaseDriver): Role[] {
  const summary = summaryOf(driver.case);
  return reviewers.filter((reviewer) => isTurnOf(summary, [reviewer])).flatMap(({ roles }) => roles);
}

describe("whose turn it is", () => {
  const joint = ["handler", "section-head", "deputy-leader", "chief-leader"];
  it.each<[string, () => CaseDriver, readonly string[]]>([
    ["nobody's before acceptance", () => new CaseDriver().mustGive(receptionOf(1)), []],
    ["the step's own role's", accepted, ["handler"]],
    ["everybody's who may join a joint review", atReview, joint],
    ["not theirs any more who have joined it", () => atReview().mustGiveAs(sectionHead, disagreeing("joint")), ["handler", "deputy-leader", "chief-leader"]],
    ["theirs again at the next review", () => atReview().mustGiveAs(sectionHead, agreeing("joint")).mustGiveAs(deputyLeader, backToExamination).mustGiveAs(handler, agreeing("examine")), joint],
    ["the deciding role's", atDecision, ["chief-leader"]],
    ["the deputy leader's too while a correction is asked for (R-FLOW-2)", () => atDecision().mustGiveAs(handler, askingCorrection), ["deputy-leader", "chief-leader"]],
    ["its chair's at the leaders' meeting", () => atReview().mustGiveAs(deputyLeader, callingMeeting), ["chief-leader"]],
    ["the deciding role's after the meeting", () => atReview().mustGiveAs(deputyLeader, callingMeeting).mustGiveAs(chiefLeader, meetingHeld), ["chief-leader"]],
    ["nobody's during a special procedure (R-FLOW-4)", () => atReview().mustGiveAs(deputyLeader, suspending), []],
    ["as before once it goes on", () => atReview().mustGiveAs(deputyLeader, suspending, resuming), joint],
    ["theirs who may record an answer from above (R-FLOW-7)", () => atDecision().mustGiveAs(chiefLeader, askingUpward), ["handler", "section-head", "chief-leader"]],
    ["nobody's once decided", () => atDecision().mustGiveAs(chiefLeader, granting), []],
  ])("is %s", (_what, stand, roles) => {
    const driver = stand();
    expect(waitedFor(driver)).toEqual(roles);
    const signs = (kind: string): boolean => ["signOpinion", "correctOpinion", "decideCase", "recordMeeting", "recordUpperAnswer"].includes(kind);
    expect(reviewers.filter((reviewer) => availableActions(driver.case, reviewer, testItem).some(signs)).flatMap((reviewer) => reviewer.roles)).toEqual(roles);
  });

  it("is nobody's of another office", () => {
    expect(isTurnOf(summaryOf(accepted().case), [{ ...handler, officeId: windowOffice }, actorWith("window-clerk")])).toBe(false);
  });

  it("is a colleague's too who stands in for one who has not signed (R-FLOW-3)", () => {
    const party = ({ personId, name }: typeof handler) => ({ personId, name });
    const delegation: Delegation = {
      id: testId(7, 1) as DelegationId, kind: "delegated", officeId: decidingOffice, from: party(sectionHead), to: party(handler), role: "section-head",
      validFrom: monday, validUntil: addMs(monday, 86_400_000), endedAt: null,
    };
    const driver = atReview().mustGiveAs(handler, agreeing("joint"));
    const turnOfHandler = (): boolean => isTurnOf(summaryOf(driver.case), capacitiesOf(handler, [delegation], monday));
    expect([isTurnOf(summaryOf(driver.case), [handler]), turnOfHandler()]).toEqual([false, true]);
    driver.mustGiveAs(sectionHead, agreeing("joint"));
    expect(turnOfHandler()).toBe(false);
  });
});
