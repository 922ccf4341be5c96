import { and, asc, desc, eq, gt, inArray, isNull, notInArray, or } from "drizzle-orm";
import type { NewDelegation } from "../../contracts/delegations.ts";
import type { Person } from "../../contracts/sync.ts";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import { Failure } from "../../domain/failure.ts";
import type { OfficeId, PersonId } from "../../domain/ids.ts";
import { decideDelegation, delegationIdSchema, endOf, type Delegation, type DelegationId } from "../../domain/people/delegation.ts";
import type { Role } from "../../domain/people/role.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable, type Transaction } from "../database/connection.ts";
import { delegations, people } from "../database/schema.ts";
import { writeAudit } from "./audit.ts";

/** What was signed by one that is over may still be waiting at a workstation without the network. */
const keptAfterEndMs = 60 * 24 * 3_600_000;

type Row = typeof delegations.$inferSelect;

function delegationOf({ delegationId: id, kind, officeId, fromPersonId, fromName, toPersonId, toName, role, validFrom, validUntil, endedAt }: Row): Delegation {
  return { id, kind, officeId, from: { personId: fromPersonId, name: fromName }, to: { personId: toPersonId, name: toName }, role, validFrom, validUntil, endedAt };
}

/** Those that run, are to come, or are over not long ago. */
export async function listCurrentDelegations(database: Queryable, now: Instant, officeId?: OfficeId): Promise<Delegation[]> {
  const rows = await database
    .select()
    .from(delegations)
    .where(and(gt(delegations.validUntil, addMs(now, -keptAfterEndMs)), officeId && eq(delegations.officeId, officeId)))
    .orderBy(desc(delegations.validFrom), asc(delegations.delegationId));
  return rows.map(delegationOf);
}

/** Every one ever given, for a check of the whole record. */
export async function readDelegations(database: Queryable): Promise<Map<DelegationId, Delegation>> {
  return new Map((await database.select().from(delegations)).map((row) => [row.delegationId, delegationOf(row)]));
}

/** What the command names, if anything; however long it is over. */
export async function findNamedDelegations(database: Queryable, { payload }: Pick<CaseCommand, "payload">): Promise<Delegation[]> {
  const named = "onBehalfOf" in payload ? payload.onBehalfOf : undefined;
  if (named === undefined) return [];
  return (await database.select().from(delegations).where(eq(delegations.delegationId, named.delegationId))).map(delegationOf);
}

export async function listColleagues(database: Queryable, officeId: OfficeId): Promise<{ personId: PersonId; name: string; roles: Role[] }[]> {
  return database
    .select({ personId: people.personId, name: people.name, roles: people.roles })
    .from(people)
    .where(and(eq(people.officeId, officeId), eq(people.isActive, true)))
    .orderBy(asc(people.name), asc(people.personId));
}

/** R-FLOW-3. Throws the refusals of `decideDelegation` as failures. */
export async function giveDelegation(centre: Centre, giver: Person, request: NewDelegation): Promise<Delegation> {
  return inTransaction(centre.database, async (transaction) => {
    const parties = [giver.personId, request.toPersonId];
    // Locked in one order: two that give to each other at once are judged one after the other.
    const colleagues = await transaction.select().from(people).where(inArray(people.personId, parties)).orderBy(asc(people.personId)).for("update");
    const rows = await transaction
      .select()
      .from(delegations)
      .where(and(gt(delegations.validUntil, centre.now()), or(inArray(delegations.fromPersonId, parties), inArray(delegations.toPersonId, parties))));
    const id = delegationIdSchema.parse(centre.newId());
    const now = centre.now();
    const decision = decideDelegation({ ...request, id, fromPersonId: giver.personId }, rows.map(delegationOf), colleagues, now);
    if (decision.outcome === "refused") {
      const { code, ...details } = decision.refusal;
      throw new Failure(code, { details });
    }
    const { delegation } = decision;
    const { kind, officeId, from, to, role, validFrom, validUntil } = delegation;
    await transaction.insert(delegations).values({
      delegationId: id, kind, officeId, fromPersonId: from.personId, fromName: from.name, toPersonId: to.personId, toName: to.name, role, validFrom, validUntil, endedAt: null, givenAt: now,
    });
    await writeAudit(transaction, centre, { personId: giver.personId, act: "give-delegation", subject: id, details: { kind, toPersonId: to.personId, role, validFrom, validUntil } });
    return delegation;
  });
}

/** By the giver alone, at once. Throws `delegation-missing`, `delegation-not-own`, `delegation-over`. */
export async function endDelegation(centre: Centre, giver: Person, delegationId: DelegationId): Promise<Delegation> {
  return inTransaction(centre.database, async (transaction) => {
    const [row] = await transaction.select().from(delegations).where(eq(delegations.delegationId, delegationId)).for("update");
    if (row === undefined || row.officeId !== giver.officeId) throw new Failure("delegation-missing");
    if (row.fromPersonId !== giver.personId) throw new Failure("delegation-not-own", { details: { fromName: row.fromName } });
    const endedAt = centre.now();
    const delegation = delegationOf(row);
    if (endOf(delegation) <= endedAt) throw new Failure("delegation-over", { details: { endedAt: endOf(delegation) } });
    await transaction.update(delegations).set({ endedAt }).where(eq(delegations.delegationId, delegationId));
    await writeAudit(transaction, centre, { personId: giver.personId, act: "end-delegation", subject: delegationId, details: {} });
    return { ...delegation, endedAt };
  });
}

/** What somebody gave in a role they no longer hold has ended with it; of whoever leaves (no `roles`), also what they received. */
export async function endLostDelegations(transaction: Transaction, personId: PersonId, roles: readonly Role[] | undefined, now: Instant): Promise<void> {
  const given = eq(delegations.fromPersonId, personId);
  const lost = roles === undefined ? or(given, eq(delegations.toPersonId, personId)) : and(given, roles.length > 0 ? notInArray(delegations.role, [...roles]) : undefined);
  await transaction.update(delegations).set({ endedAt: now }).where(and(lost, isNull(delegations.endedAt), gt(delegations.validUntil, now)));
}
