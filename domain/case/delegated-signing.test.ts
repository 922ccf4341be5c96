import { describe, expect, it } from "vitest";
import {
  actorWith, agreeing, askingUpward, answeredFromAbove, callingMeeting, CaseDriver, completing, decidingOffice, disagreeing, granting, meetingHeld, monday, receptionOf,
  resuming, reviewerWith, suspending, testId, testItem,
} from "../../test/fixtures/cases.ts";
import type { Delegation, DelegationId } from "../people/delegation.ts";
import { capacitiesOf } from "../people/capacity.ts";
import type { Actor, Role } from "../people/role.ts";
import { addMs, type Instant } from "../time/instant.ts";
import { availableActions } from "./available-actions.ts";
import type { CommandBody } from "./case-command.ts";
import { findCurrentStep } from "./case-state.ts";
import { isSigningKind } from "./signing.ts";

const handler = reviewerWith("handler");
const sectionHead = reviewerWith("section-head");
const deputyLeader = reviewerWith("deputy-leader");
const chiefLeader = reviewerWith("chief-leader");
const dayMs = 24 * 3_600_000;
const until = addMs(monday, 30 * dayMs);

let count = 0;
function delegationOf(from: Actor, to: Actor, role: Role, kind: Delegation["kind"] = "delegated"): Delegation {
  count += 1;
  const party = ({ personId, name }: Actor) => ({ personId, name });
  return { id: testId(7, count) as DelegationId, kind, officeId: decidingOffice, from: party(from), to: party(to), role, validFrom: monday, validUntil: until, endedAt: null };
}

const forChief = delegationOf(chiefLeader, deputyLeader, "chief-leader");
const forDeputy = delegationOf(deputyLeader, sectionHead, "deputy-leader");
const forHandler = delegationOf(handler, sectionHead, "handler", "b-role");
const delegations = [forChief, forDeputy, forHandler];

function accepted(): CaseDriver {
  return new CaseDriver(1, { delegations }).mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
}
const by = ({ id }: Delegation, body: CommandBody): CommandBody => ({ ...body, payload: { ...body.payload, onBehalfOf: { delegationId: id } } }) as CommandBody;

describe("signing for somebody else (R-FLOW-3)", () => {
  it("goes where the other would have signed, and shows both: 代 of a handler, 授权 of a head", () => {
    const driver = accepted().mustGiveAs(sectionHead, by(forHandler, agreeing("examine")), by(forDeputy, agreeing("joint"))).mustGiveAs(deputyLeader, by(forChief, granting));
    const shown = ({ id: delegationId, kind, from }: Delegation) => ({ delegationId, kind, ...from });
    const signer = { personId: sectionHead.personId, name: sectionHead.name };
    expect(driver.case.opinions).toMatchObject([{ by: signer, onBehalfOf: shown(forHandler) }, { by: signer, onBehalfOf: shown(forDeputy) }]);
    expect(driver.case.decision).toMatchObject({ by: { name: deputyLeader.name }, onBehalfOf: shown(forChief) });
    expect(driver.case.stage).toBe("granted");
    expect(driver.events.at(-1)).toMatchObject({ actor: deputyLeader, payload: { onBehalfOf: shown(forChief) } });
  });

  it("is said of a correction too that its signer asks for, and of none that another does", () => {
    const words = { opinionNumber: 1, verdict: "agree", text: "更正", reasons: "", legalBasis: null } as const;
    const [asking, correcting]: [CommandBody, CommandBody] = [{ kind: "askOpinionCorrection", payload: { ...words, why: "看错了" } }, { kind: "correctOpinion", payload: words }];
    const askedBy = (actor: Actor) => accepted().mustGiveAs(sectionHead, by(forHandler, agreeing("examine"))).mustGiveAs(actor, asking).mustGiveAs(deputyLeader, correcting).case.opinions[1];
    expect(askedBy(sectionHead)).toMatchObject({ by: { name: sectionHead.name }, onBehalfOf: { name: handler.name } });
    for (const actor of [handler, deputyLeader]) expect(askedBy(actor)).toMatchObject({ by: { name: actor.name }, onBehalfOf: null });
  });

  it("shows nothing where somebody signs for themselves", () => {
    const driver = accepted().mustGiveAs(handler, agreeing("examine"));
    expect(driver.case.opinions).toMatchObject([{ onBehalfOf: null }]);
    expect(driver.events.at(-1)?.payload).not.toHaveProperty("onBehalfOf");
  });

  it("goes with every act of a step", () => {
    const driver = accepted().mustGiveAs(sectionHead, by(forHandler, suspending), by(forHandler, resuming), by(forHandler, agreeing("examine")), by(forDeputy, callingMeeting));
    driver.mustGiveAs(deputyLeader, by(forChief, meetingHeld), by(forChief, askingUpward), by(forChief, answeredFromAbove));
    driver.mustGiveAs(deputyLeader, by(forChief, { kind: "sendBack", payload: { toStepCode: "examine", reason: "核实" } }));
    expect(driver.case.meetings).toMatchObject([{ onBehalfOf: { name: chiefLeader.name } }]);
    expect(findCurrentStep(driver.case)?.code).toBe("examine");
  });

  it("needs the role of the step in the delegation, whatever other roles the signer has", () => {
    expect(accepted().give(by(forDeputy, agreeing("examine")), sectionHead)).toMatchObject({ code: "step-not-yours", neededRole: "handler" });
    expect(accepted().give(agreeing("examine"), sectionHead)).toMatchObject({ code: "step-not-yours" });
    const clerk = { ...actorWith("window-clerk"), officeId: decidingOffice, personId: sectionHead.personId };
    expect(accepted().give(by(forHandler, agreeing("examine")), clerk)).toBeUndefined();
  });

  it.each<[string, Actor, Delegation, Instant, object]>([
    ["somebody else's", deputyLeader, forHandler, monday, { code: "delegation-not-for-you", toName: sectionHead.name }],
    ["of another office", { ...sectionHead, officeId: actorWith("handler").officeId }, forHandler, monday, { code: "delegation-not-for-you" }],
    ["that has not begun", sectionHead, forHandler, addMs(monday, -1), { code: "delegation-not-in-force", fromName: handler.name, validFrom: monday, validUntil: until }],
    ["that is over", sectionHead, forHandler, until, { code: "delegation-not-in-force" }],
    ["nobody knows", sectionHead, delegationOf(handler, sectionHead, "handler"), monday, { code: "delegation-unknown" }],
  ])("is refused by a delegation %s", (_what, actor, delegation, at, refusal) => {
    const driver = accepted();
    driver.now = at;
    expect(driver.give(by(delegation, agreeing("examine")), actor)).toMatchObject(refusal);
  });

  it("counts in a joint review as the opinion of whom it is signed for", () => {
    const driver = accepted().mustGiveAs(handler, agreeing("examine")).mustGiveAs(sectionHead, agreeing("joint"), by(forHandler, disagreeing("joint")));
    expect(driver.give(agreeing("joint"), handler)).toMatchObject({ code: "already-signed" });
    expect(driver.give(by(forHandler, agreeing("joint")), sectionHead)).toMatchObject({ code: "already-signed" });
    driver.mustGiveAs(sectionHead, by(forDeputy, agreeing("joint")));
    expect(findCurrentStep(driver.case)?.code).toBe("meeting");
  });

  it("is offered in each capacity in force, and in none that is over", () => {
    const driver = accepted();
    const offered = (at: Instant) => capacitiesOf(sectionHead, delegations, at).map((capacity) => availableActions(driver.case, capacity, testItem).filter(isSigningKind));
    expect(offered(monday)).toEqual([[], [], ["signOpinion", "sendBack", "suspendCase"]]);
    expect(offered(until)).toEqual([[]]);
  });
});
