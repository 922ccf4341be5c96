import { z } from "zod";
import { officeIdSchema, personIdSchema, type OfficeId, type PersonId } from "../ids.ts";
import { instantSchema, type Instant } from "../time/instant.ts";
import { roleSchema, type Role } from "./role.ts";

/** 授权: a head lets another sign; 代: the B-role of a handler stands in (AB 岗, R-FLOW-3). */
export const delegationKindSchema = z.enum(["delegated", "b-role"]);
export type DelegationKind = z.infer<typeof delegationKindSchema>;

export const delegationIdSchema = z.uuid().brand("DelegationId");
export type DelegationId = z.infer<typeof delegationIdSchema>;

const partySchema = z.object({ personId: personIdSchema, name: z.string().min(1) });

/** Somebody signs for somebody, in one role, for a period given in advance (R-FLOW-3). It never changes but to end early. */
export const delegationSchema = z.object({
  id: delegationIdSchema,
  kind: delegationKindSchema,
  officeId: officeIdSchema,
  from: partySchema,
  to: partySchema,
  role: roleSchema,
  validFrom: instantSchema,
  validUntil: instantSchema,
  /** When it was ended before its time. */
  endedAt: instantSchema.nullable(),
});
export type Delegation = z.infer<typeof delegationSchema>;

/** Who may pass on what. */
const rolesOf: Readonly<Record<DelegationKind, readonly Role[]>> = {
  delegated: ["section-head", "deputy-leader", "chief-leader"],
  "b-role": ["handler"],
};

export interface DelegationRequest {
  id: DelegationId;
  kind: DelegationKind;
  fromPersonId: PersonId;
  toPersonId: PersonId;
  role: Role;
  /** A beginning that has passed counts from now: what is signed already is covered by nothing. */
  validFrom: Instant;
  validUntil: Instant;
}

/** An account, as far as it matters here. */
export interface Colleague {
  personId: PersonId;
  name: string;
  officeId: OfficeId;
  roles: readonly Role[];
  isActive: boolean;
}

export type DelegationRefusal =
  | { code: "delegation-to-oneself" }
  | { code: "delegation-receiver-unfit" }
  | { code: "delegation-role-unfit"; kind: DelegationKind; role: Role }
  | { code: "delegation-role-not-held"; role: Role }
  | { code: "delegation-chained"; role: Role; otherName: string }
  | { code: "delegation-period-empty" }
  | { code: "delegation-period-past"; validUntil: Instant }
  | { code: "delegation-overlaps"; role: Role; otherName: string; validFrom: Instant; validUntil: Instant };

export type DelegationDecision = { outcome: "given"; delegation: Delegation } | { outcome: "refused"; refusal: DelegationRefusal };

/**
 * Whether a delegation may be given now (R-FLOW-3): by who holds the role themselves, to another active person of the office, for a
 * period to come. Nobody passes on what they hold by delegation only, and over any time a role given away rests with who received
 * it: neither may the receiver have given theirs away then, nor the giver be holding another's.
 * `existing` are all delegations of the two.
 */
export function decideDelegation(request: DelegationRequest, existing: readonly Delegation[], people: readonly Colleague[], now: Instant): DelegationDecision {
  const { id, kind, role, validUntil } = request;
  const from = people.find(({ personId }) => personId === request.fromPersonId);
  const to = people.find(({ personId }) => personId === request.toPersonId);
  const validFrom = request.validFrom < now ? now : request.validFrom;
  const refused = (refusal: DelegationRefusal): DelegationDecision => ({ outcome: "refused", refusal });

  if (request.fromPersonId === request.toPersonId) return refused({ code: "delegation-to-oneself" });
  if (request.validUntil <= request.validFrom) return refused({ code: "delegation-period-empty" });
  if (validUntil <= now) return refused({ code: "delegation-period-past", validUntil });
  if (!rolesOf[kind].includes(role)) return refused({ code: "delegation-role-unfit", kind, role });
  const sameTime = existing.filter((other) => other.role === role && overlap(other, { validFrom, validUntil }));
  const received = sameTime.find((other) => other.to.personId === request.fromPersonId);
  if (received !== undefined) return refused({ code: "delegation-chained", role, otherName: received.from.name });
  if (from === undefined || !from.isActive || !from.roles.includes(role)) return refused({ code: "delegation-role-not-held", role });
  if (to === undefined || !to.isActive || to.officeId !== from.officeId) return refused({ code: "delegation-receiver-unfit" });
  const passedOn = sameTime.find((other) => other.from.personId === request.toPersonId);
  if (passedOn !== undefined) return refused({ code: "delegation-chained", role, otherName: passedOn.to.name });
  const given = sameTime.find((other) => other.from.personId === request.fromPersonId);
  if (given !== undefined) {
    return refused({ code: "delegation-overlaps", role, otherName: given.to.name, validFrom: given.validFrom, validUntil: endOf(given) });
  }
  const party = ({ personId, name }: Colleague) => ({ personId, name });
  return { outcome: "given", delegation: { id, kind, officeId: from.officeId, from: party(from), to: party(to), role, validFrom, validUntil, endedAt: null } };
}

/** When it ends or ended. */
export function endOf({ validUntil, endedAt }: Pick<Delegation, "validUntil" | "endedAt">): Instant {
  return endedAt !== null && endedAt < validUntil ? endedAt : validUntil;
}

/** From its beginning up to, but not including, its end. */
export function isInForce(delegation: Delegation, at: Instant): boolean {
  return delegation.validFrom <= at && at < endOf(delegation);
}

function overlap(one: Pick<Delegation, "validFrom" | "validUntil" | "endedAt">, other: { validFrom: Instant; validUntil: Instant }): boolean {
  return one.validFrom < other.validUntil && other.validFrom < endOf(one);
}
