import { describe, expect, it } from "vitest";
import { agreeing, CaseDriver, completing, decidingOffice, monday, receptionOf, recordOf, reviewerWith, testId } from "../../test/fixtures/cases.ts";
import { textHash } from "../../test/fixtures/signing.ts";
import type { Delegation, DelegationId } from "../people/delegation.ts";
import { addMs } from "../time/instant.ts";
import { findUncoveredAct } from "./uncovered-act.ts";

const minuteMs = 60_000;
const handler = reviewerWith("handler");
const sectionHead = reviewerWith("section-head");
const delegation: Delegation = {
  id: testId(7, 1) as DelegationId,
  kind: "b-role",
  officeId: decidingOffice,
  from: { personId: handler.personId, name: handler.name },
  to: { personId: sectionHead.personId, name: sectionHead.name },
  role: "handler",
  validFrom: monday,
  validUntil: addMs(monday, 30 * 24 * 60 * minuteMs),
  endedAt: null,
};
const opinion = agreeing("examine");
const driver = new CaseDriver(1, { delegations: [delegation] })
  .mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} })
  .mustGiveAs(sectionHead, { ...opinion, payload: { ...opinion.payload, onBehalfOf: { delegationId: delegation.id } } } as never);
const events = recordOf(driver.events, textHash);
const signed = events.at(-1)!;
const uncoveredWith = (known: Delegation | undefined) => findUncoveredAct(events, new Map(known && [[known.id, known]]));

describe("an act in somebody's place, on the record", () => {
  it("is covered by the delegation it names", () => {
    expect(signed.payload).toHaveProperty("onBehalfOf");
    expect(uncoveredWith(delegation)).toBeUndefined();
  });

  it.each([
    ["there is none such", undefined],
    ["it is of another kind", { ...delegation, kind: "delegated" }],
    ["it is given by another", { ...delegation, from: { ...delegation.from, personId: sectionHead.personId } }],
    ["it is of another name", { ...delegation, from: { ...delegation.from, name: "别人" } }],
    ["it is given to another", { ...delegation, to: { ...delegation.to, personId: handler.personId } }],
    ["it is of another office", { ...delegation, officeId: testId(1, 99) as never }],
    ["it had not begun", { ...delegation, validFrom: addMs(signed.occurredAt, 1) }],
    ["it had run out", { ...delegation, validUntil: signed.occurredAt }],
    ["it had been ended", { ...delegation, endedAt: addMs(signed.occurredAt, -minuteMs) }],
  ] as const)("is named when %s", (_why, known) => {
    expect(uncoveredWith(known as Delegation | undefined)).toBe(signed);
  });

  it("stands beside an end of the same moment", () => {
    expect(uncoveredWith({ ...delegation, endedAt: addMs(signed.occurredAt, -minuteMs + 1) })).toBeUndefined();
  });
});
