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

  it("names each action once", () => {
    const driver = accepted().mustGiveAs(handler, agreeing("examine"));
    const deputy = { ...standIn, role: "deputy-leader" as const };
    const { actions } = chooseActions(driver.case, capacitiesOf(head, [deputy], monday), testItem);
    expect(actions).toEqual([...new Set(actions)]);
  });
});
