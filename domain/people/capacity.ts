import { z } from "zod";
import { personIdSchema } from "../ids.ts";
import type { Instant } from "../time/instant.ts";
import { delegationIdSchema, delegationKindSchema, endOf, isInForce, type Delegation } from "./delegation.ts";
import type { Actor } from "./role.ts";

/** In a command: by which delegation it is signed. */
export const onBehalfOfSchema = z.object({ delegationId: delegationIdSchema });
/** On the record: for whom the actor signed, shown as 授权 or 代 with the name (R-FLOW-3). */
export const actedForSchema = onBehalfOfSchema.extend({ kind: delegationKindSchema, personId: personIdSchema, name: z.string() });
export type ActedFor = z.infer<typeof actedForSchema>;

/** In the payload of every act that may be done for somebody else; missing where somebody acts for themselves. */
export const delegatedPart = { onBehalfOf: onBehalfOfSchema.optional() } as const;
export const actedForPart = { onBehalfOf: actedForSchema.optional() } as const;

/** In which roles somebody acts: their own, or the one they hold for somebody else. */
export type Capacity = Pick<Actor, "personId" | "roles" | "officeId"> & { onBehalfOf?: ActedFor };

/** Why a delegation does not carry the act. */
export const capacityRefusals = [
  z.object({ code: z.literal("delegation-unknown") }),
  z.object({ code: z.literal("delegation-not-for-you"), toName: z.string() }),
  z.object({ code: z.literal("delegation-not-in-force"), fromName: z.string(), validFrom: z.string(), validUntil: z.string() }),
] as const;
export type CapacityRefusal = z.infer<(typeof capacityRefusals)[number]>;

/** The capacity of an act given at `now`; under a delegation, only its one role. */
export function findCapacity(actor: Actor, onBehalfOf: z.infer<typeof onBehalfOfSchema> | undefined, delegations: readonly Delegation[], now: Instant): Capacity | CapacityRefusal {
  const { personId, roles, officeId } = actor;
  if (onBehalfOf === undefined) return { personId, roles, officeId };
  const delegation = delegations.find(({ id }) => id === onBehalfOf.delegationId);
  if (delegation === undefined) return { code: "delegation-unknown" };
  const { from, to, validFrom } = delegation;
  if (to.personId !== personId || delegation.officeId !== officeId) return { code: "delegation-not-for-you", toName: to.name };
  if (!isInForce(delegation, now)) return { code: "delegation-not-in-force", fromName: from.name, validFrom, validUntil: endOf(delegation) };
  return capacityUnder(delegation);
}

/** All capacities somebody has at `now`, their own first. */
export function capacitiesOf({ personId, roles, officeId }: Actor, delegations: readonly Delegation[], now: Instant): [Capacity, ...Capacity[]] {
  const held = delegations.filter((delegation) => delegation.to.personId === personId && delegation.officeId === officeId && isInForce(delegation, now));
  return [{ personId, roles, officeId }, ...held.map(capacityUnder)];
}

function capacityUnder({ id: delegationId, kind, officeId, from, to, role }: Delegation): Capacity {
  return { personId: to.personId, roles: [role], officeId, onBehalfOf: { delegationId, kind, personId: from.personId, name: from.name } };
}

/** What was said, as it goes on the record: with the name it was said for in place of the delegation alone. */
export function asActed<P extends { onBehalfOf?: unknown }>({ onBehalfOf: _, ...said }: P, { onBehalfOf }: Capacity): Omit<P, "onBehalfOf"> & { onBehalfOf?: ActedFor } {
  return { ...said, ...(onBehalfOf && { onBehalfOf }) };
}
