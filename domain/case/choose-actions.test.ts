import { describe, expect, it } from "vitest";
import { addMs } from "../time/instant.ts";
import { capacitiesOf } from "../people/capacity.ts";
import type { Delegation, DelegationId } from "../people/delegation.ts";
import { agreeing, CaseDriver, completing, monday, receptionOf, reviewerWith, testId, testItem } from "../../test/fixtures/cases.ts";
import { chooseActions } from "./available-actions.ts";

const dayMs = 24 * 3_600_000;
const [handler, head] = [reviewerWith("handler"), reviewerWith("section-head")];
const standIn: Delegation = {
  id: testId(7, 1) as DelegationId, kind: "b-role", officeId: handler.officeId, role: "handler",
  from: { personId: handler.personId, name: handler.name }, to: { personId: head.personId, name: head.name },
  validFrom: monday, validUntil: addMs(monday, dayMs), endedAt: null,
};
const accepted = () => new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });

describe("chooseActions (R-FLOW-3)", () => {
  it("offers a colleague's step to who stands in, and says under which delegation", () => {
    const { actions, actingFor } = chooseActions(accepted().case, capacitiesOf(head, [standIn], monday), testItem);
    expect(actions).toContain("signOpinion");
    expect(actingFor).toMatchObject({ actedFor: { kind: "b-role", name: handler.name } });
    expect(actingFor?.kinds).toContain("signOpinion");
    expect(actingFor?.kinds).not.toContain("handOverPaper");
  });

  it("offers nothing of it before the period, after it, or once it was ended", () => {
    const { case: current } = accepted();
    for (const [delegation, at] of [[standIn, addMs(monday, -1)], [standIn, addMs(monday, dayMs)], [{ ...standIn, endedAt: monday }, monday]] as const) {
      expect(chooseActions(current, capacitiesOf(head, [delegation], at), testItem)).toMatchObject({ actingFor: null });
    }
  });

  it("lets people act in their own place first", () => {
    const reverse: Delegation = { ...standIn, role: "deputy-leader", from: standIn.to, to: standIn.from };
    expect(chooseActions(accepted().case, capacitiesOf(handler, [reverse], monday), testItem)).toMatchObject({ actingFor: null });
  });

  it("offers the correction of an opinion to who stands in for the deputy leader, at their own step too", () => {
    const deputy = reviewerWith("deputy-leader");
    const forDeputy: Delegation = { ...standIn, kind: "delegated", role: "deputy-leader", from: { personId: deputy.personId, name: deputy.name } };
    const words = { verdict: "agree", text: "同意。", reasons: "", legalBasis: null } as const;
    const driver = new CaseDriver(1, { delegations: [forDeputy] }).mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} })
      .mustGiveAs(handler, agreeing("examine"), { kind: "askOpinionCorrection", payload: { ...words, opinionNumber: 1, why: "看错了" } });
    const atOwnStep = chooseActions(driver.case, capacitiesOf(head, [forDeputy], monday), testItem);
    expect(atOwnStep.actions).toEqual(expect.arrayContaining(["signOpinion", "correctOpinion"]));
    expect(atOwnStep.actingFor).toMatchObject({ actedFor: { kind: "delegated", name: deputy.name }, kinds: expect.arrayContaining(["correctOpinion", "declineOpinionCorrection"]) as never });
    // And it is taken as it was offered.
    const onBehalfOf = { delegationId: forDeputy.id };
    driver.mustGiveAs(head, { kind: "correctOpinion", payload: { ...words, opinionNumber: 1, onBehalfOf } });
    expect(driver.case.opinions.at(-1)).toMatchObject({ correctsNumber: 1, by: { name: handler.name }, approvedBy: { name: head.name } });
  });

  it("takes the delegation that signs at the step before one that only corrects", () => {
    const [deputy, chief] = [reviewerWith("deputy-leader"), reviewerWith("chief-leader")];
    const driver = accepted().mustGiveAs(handler, agreeing("examine")).mustGiveAs(deputy, agreeing("joint"));
    const standing = { ...head, roles: [] };
    const to = { personId: standing.personId, name: standing.name };
    const delegated = (id: number, { personId, name, roles: [role] }: typeof deputy): Delegation => ({ ...standIn, id: testId(7, id) as DelegationId, kind: "delegated", role: role!, from: { personId, name }, to });
    const { actingFor } = chooseActions(driver.case, capacitiesOf(standing, [delegated(1, deputy), delegated(2, chief)], monday), testItem);
    expect(actingFor).toMatchObject({ actedFor: { name: chief.name } });
    expect(actingFor?.kinds).toContain("decideCase");
  });

  it("names each action once", () => {
    const driver = accepted().mustGiveAs(handler, agreeing("examine"));
    const deputy = { ...standIn, role: "deputy-leader" as const };
    const { actions } = chooseActions(driver.case, capacitiesOf(head, [deputy], monday), testItem);
    expect(actions).toEqual([...new Set(actions)]);
  });
});
