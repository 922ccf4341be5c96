import type { RecordedEvent } from "../case/case-event.ts";
import type { ActedFor } from "../people/capacity.ts";
import { isInForce, type Delegation, type DelegationId } from "../people/delegation.ts";
import { addMs } from "../time/instant.ts";

/** Whoever ended a delegation and whoever signed by it in the same moment did not see each other. */
const sameMomentMs = 60_000;

/**
 * The first act given in somebody's place without a delegation that says so: for this person by that one, and in force when it was given
 * (R-FLOW-3). For a check where every delegation ever given is known.
 */
export function findUncoveredAct(events: readonly RecordedEvent[], delegations: ReadonlyMap<DelegationId, Delegation>): RecordedEvent | undefined {
  return events.find((event) => {
    const actedFor = "onBehalfOf" in event.payload ? event.payload.onBehalfOf : undefined;
    return actedFor !== undefined && !isCovered(event, actedFor, delegations.get(actedFor.delegationId));
  });
}

function isCovered({ actor, occurredAt }: RecordedEvent, { kind, personId, name }: ActedFor, delegation: Delegation | undefined): boolean {
  if (delegation === undefined) return false;
  const { from, to, officeId, endedAt } = delegation;
  const isTheirs = delegation.kind === kind && from.personId === personId && from.name === name && to.personId === actor.personId && officeId === actor.officeId;
  return isTheirs && isInForce({ ...delegation, endedAt: endedAt && addMs(endedAt, sameMomentMs) }, occurredAt);
}
