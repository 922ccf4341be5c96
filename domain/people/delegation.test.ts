import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actorWith, decidingOffice, monday, reviewerWith, testId } from "../../test/fixtures/cases.ts";
import type { PersonId } from "../ids.ts";
import { addMs, type Instant } from "../time/instant.ts";
import { capacitiesOf, findCapacity } from "./capacity.ts";
import { decideDelegation, endOf, isInForce, type Colleague, type Delegation, type DelegationId, type DelegationKind, type DelegationRequest } from "./delegation.ts";
import type { Role } from "./role.ts";

const dayMs = 24 * 3_600_000;
const day = (count: number): Instant => addMs(monday, count * dayMs);
const person = (count: number, ...roles: Role[]): Colleague => ({ personId: testId(2, count) as PersonId, name: `人员${count}`, officeId: decidingOffice, roles, isActive: true });

const head = person(1, "section-head");
const deputy = person(2, "handler");
const otherHead = person(3, "section-head", "handler");
const leader = person(4, "deputy-leader");
const stranger: Colleague = { ...person(5, "handler"), officeId: actorWith("handler").officeId };
const retired: Colleague = { ...person(6, "section-head"), isActive: false };
const people = [head, deputy, otherHead, leader, stranger, retired];

let count = 0;
function request(from: Colleague, to: Colleague, change: Partial<DelegationRequest> = {}): DelegationRequest {
  count += 1;
  const id = testId(7, count) as DelegationId;
  return { id, kind: "delegated", fromPersonId: from.personId, toPersonId: to.personId, role: "section-head", validFrom: day(1), validUntil: day(3), ...change };
}

function given(asked: DelegationRequest, existing: readonly Delegation[] = []): Delegation {
  const decision = decideDelegation(asked, existing, people, monday);
  if (decision.outcome === "refused") throw new Error(JSON.stringify(decision.refusal));
  return decision.delegation;
}
const refusalOf = (asked: DelegationRequest, existing: readonly Delegation[] = [], now = monday) => {
  const decision = decideDelegation(asked, existing, people, now);
  return decision.outcome === "refused" ? decision.refusal : undefined;
};

describe("giving a delegation (R-FLOW-3)", () => {
  it("lets a head's colleague sign for a period to come", () => {
    const delegation = given(request(head, deputy));
    expect(delegation).toMatchObject({ kind: "delegated", officeId: decidingOffice, from: { name: head.name }, to: { name: deputy.name }, role: "section-head", endedAt: null });
    expect([isInForce(delegation, addMs(day(1), -1)), isInForce(delegation, day(1)), isInForce(delegation, addMs(day(3), -1)), isInForce(delegation, day(3))]).toEqual([false, true, true, false]);
  });

  it("covers nothing that is signed already: a beginning that has passed counts from now", () => {
    expect(given(request(head, deputy, { validFrom: day(-5) })).validFrom).toBe(monday);
  });

  it.each<[string, DelegationRequest, string]>([
    ["to oneself", request(head, head), "delegation-to-oneself"],
    ["without a length", request(head, deputy, { validUntil: day(1) }), "delegation-period-empty"],
    ["ending before it begins", request(head, deputy, { validFrom: day(3), validUntil: day(1) }), "delegation-period-empty"],
    ["that is over", request(head, deputy, { validFrom: day(-3), validUntil: monday }), "delegation-period-past"],
    ["of a role not held", request(head, deputy, { role: "deputy-leader" }), "delegation-role-not-held"],
    ["of a handler's role as a head's", request(deputy, otherHead, { role: "handler" }), "delegation-role-unfit"],
    ["of a head's role as a handler's", request(head, deputy, { kind: "b-role" }), "delegation-role-unfit"],
    ["of the window's role", request(head, deputy, { role: "window-clerk" }), "delegation-role-unfit"],
    ["to another office", request(head, stranger), "delegation-receiver-unfit"],
    ["to somebody who has left", request(head, retired), "delegation-receiver-unfit"],
    ["to somebody unknown", request(head, person(9)), "delegation-receiver-unfit"],
    ["by somebody who has left", request(retired, deputy), "delegation-role-not-held"],
  ])("is not possible %s", (_what, asked, code) => expect(refusalOf(asked)).toMatchObject({ code }));

  it("is not chained: what is held by delegation only is not passed on", () => {
    const first = given(request(head, deputy));
    expect(refusalOf(request(deputy, otherHead), [first])).toEqual({ code: "delegation-chained", role: "section-head", otherName: head.name });
  });

  it("is not chained the other way: nobody receives a role whose own they gave away, nor gives their own away while they hold another's", () => {
    const away = given(request(otherHead, deputy));
    expect(refusalOf(request(head, otherHead), [away])).toEqual({ code: "delegation-chained", role: "section-head", otherName: deputy.name });
    const received = given(request(head, otherHead));
    expect(refusalOf(request(otherHead, deputy), [received])).toEqual({ code: "delegation-chained", role: "section-head", otherName: head.name });
    expect(refusalOf(request(otherHead, deputy, { validFrom: day(3), validUntil: day(4) }), [received])).toBeUndefined();
    expect(refusalOf(request(otherHead, deputy, { kind: "b-role", role: "handler" }), [received])).toBeUndefined();
  });

  it("rests with one person at a time, and is free again once ended", () => {
    const first = given(request(head, deputy));
    const again = request(head, leader, { validFrom: day(2), validUntil: day(5) });
    expect(refusalOf(again, [first])).toEqual({ code: "delegation-overlaps", role: "section-head", otherName: deputy.name, validFrom: day(1), validUntil: day(3) });
    expect(refusalOf(again, [{ ...first, endedAt: day(2) }])).toBeUndefined();
    expect(refusalOf({ ...again, validFrom: day(3) }, [first])).toBeUndefined();
  });

  it("is never in force before it began when it was ended before", () => {
    const ended = { ...given(request(head, deputy)), endedAt: monday };
    for (const at of [monday, day(1), day(2)]) expect(isInForce(ended, at)).toBe(false);
  });
});

describe("any sequence of delegations", () => {
  const trio = [person(11, "section-head", "handler"), person(12, "section-head", "handler"), person(13, "section-head"), person(14, "handler")];
  const index = fc.nat({ max: trio.length - 1 });
  const act = fc.record({
    from: index, to: index, role: fc.constantFrom<Role>("section-head", "handler"), kind: fc.constantFrom<DelegationKind>("delegated", "b-role"),
    startsIn: fc.integer({ min: -3, max: 8 }), lastsDays: fc.integer({ min: 0, max: 5 }), waitDays: fc.nat({ max: 3 }), endsOne: fc.option(fc.nat({ max: 5 })),
  });

  it("never leaves a chain, a double or one to oneself in force at any moment", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        let now = monday;
        let all: Delegation[] = [];
        for (const { from, to, role, kind, startsIn, lastsDays, waitDays, endsOne } of acts) {
          now = addMs(now, waitDays * dayMs);
          all = all.map((delegation, place) => (place === endsOne && endOf(delegation) > now ? { ...delegation, endedAt: now } : delegation));
          const validFrom = addMs(now, startsIn * dayMs);
          const asked = request(trio[from]!, trio[to]!, { role, kind, validFrom, validUntil: addMs(validFrom, lastsDays * dayMs) });
          const decision = decideDelegation(asked, all, trio, now);
          if (decision.outcome === "given") all = [...all, decision.delegation];
        }
        for (const at of all.flatMap(({ validFrom, validUntil }) => [validFrom, addMs(validUntil, -1)])) {
          const inForce = all.filter((delegation) => isInForce(delegation, at));
          for (const one of inForce) {
            expect(one.from.personId).not.toBe(one.to.personId);
            for (const other of inForce.filter((candidate) => candidate !== one && candidate.role === one.role)) {
              expect(other.from.personId).not.toBe(one.from.personId);
              expect(other.from.personId).not.toBe(one.to.personId);
            }
          }
        }
      }),
    );
  });
});

describe("the capacity of an act", () => {
  const actor = { ...reviewerWith("handler"), personId: deputy.personId, name: deputy.name };
  const delegation = given(request(head, deputy));
  const named = { delegationId: delegation.id };

  it("is one's own, or the one role held for somebody", () => {
    expect(findCapacity(actor, undefined, [delegation], day(2))).toEqual({ personId: actor.personId, roles: ["handler"], officeId: decidingOffice });
    const onBehalfOf = { delegationId: delegation.id, kind: "delegated", personId: head.personId, name: head.name };
    expect(findCapacity(actor, named, [delegation], day(2))).toEqual({ personId: actor.personId, roles: ["section-head"], officeId: decidingOffice, onBehalfOf });
  });

  it("is none outside the period, after the end, by somebody else or by nothing known", () => {
    const notInForce = { code: "delegation-not-in-force", fromName: head.name, validFrom: day(1), validUntil: day(3) };
    expect(findCapacity(actor, named, [delegation], monday)).toEqual(notInForce);
    expect(findCapacity(actor, named, [delegation], day(3))).toEqual(notInForce);
    expect(findCapacity(actor, named, [{ ...delegation, endedAt: day(2) }], day(2))).toEqual({ ...notInForce, validUntil: day(2) });
    expect(findCapacity({ ...actor, personId: leader.personId }, named, [delegation], day(2))).toEqual({ code: "delegation-not-for-you", toName: deputy.name });
    expect(findCapacity({ ...actor, officeId: stranger.officeId }, named, [delegation], day(2))).toMatchObject({ code: "delegation-not-for-you" });
    expect(findCapacity(actor, named, [], day(2))).toEqual({ code: "delegation-unknown" });
  });

  it("can be chosen among those in force", () => {
    expect(capacitiesOf(actor, [delegation], day(2)).map(({ roles }) => roles)).toEqual([["handler"], ["section-head"]]);
    expect(capacitiesOf(actor, [delegation], day(3))).toHaveLength(1);
  });
});
