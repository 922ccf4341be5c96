import { asc, eq } from "drizzle-orm";
import type { Person } from "../../contracts/sync.ts";
import { Failure } from "../../domain/failure.ts";
import { personIdSchema, type OfficeId, type PersonId } from "../../domain/ids.ts";
import type { Role } from "../../domain/people/role.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable, type Transaction } from "../database/connection.ts";
import { offices, people, personTokens, signInFailures } from "../database/schema.ts";
import { writeAudit } from "./audit.ts";
import { endLostDelegations } from "./delegations.ts";
import { getOffice } from "./offices.ts";
import { hashPassword } from "./secrets.ts";

export interface NewPerson {
  personId?: PersonId;
  account: string;
  name: string;
  officeId: OfficeId;
  roles: readonly Role[];
  passwordHash: string;
  /** True when anybody but the person knows the password. */
  mustChangePassword: boolean;
}

const personColumns = {
  personId: people.personId,
  account: people.account,
  name: people.name,
  officeId: people.officeId,
  officeName: offices.name,
  roles: people.roles,
};

export async function findPersonById(database: Queryable, personId: PersonId): Promise<(Person & { isActive: boolean }) | undefined> {
  const [row] = await database
    .select({ ...personColumns, isActive: people.isActive })
    .from(people)
    .innerJoin(offices, eq(offices.officeId, people.officeId))
    .where(eq(people.personId, personId));
  return row;
}

export async function listPeople(database: Queryable): Promise<(Person & { isActive: boolean })[]> {
  return database
    .select({ ...personColumns, isActive: people.isActive })
    .from(people)
    .innerJoin(offices, eq(offices.officeId, people.officeId))
    .orderBy(asc(people.account));
}

/** Throws `office-unknown`, `account-taken`. */
export async function createPerson(centre: Centre, person: NewPerson, createdBy: PersonId | null): Promise<Person> {
  const personId = person.personId ?? personIdSchema.parse(centre.newId());
  return inTransaction(centre.database, async (transaction) => {
    const office = await getOffice(transaction, person.officeId);
    const [namesake] = await transaction.select({ account: people.account }).from(people).where(eq(people.account, person.account));
    if (namesake !== undefined) throw new Failure("account-taken", { details: { account: person.account } });
    const { account, name, officeId, passwordHash, mustChangePassword } = person;
    const roles = [...person.roles];
    await transaction.insert(people).values({ personId, account, name, officeId, roles, passwordHash, mustChangePassword, isActive: true, createdAt: centre.now() });
    await writeAudit(transaction, centre, { personId: createdBy, act: "create-person", subject: personId, details: { account, officeId, roles } });
    return { personId, account, name, officeId, officeName: office.name, roles };
  });
}

export async function setRoles(centre: Centre, personId: PersonId, roles: readonly Role[], changedBy: PersonId | null): Promise<void> {
  await changePerson(centre, personId, { roles: [...roles] }, { personId: changedBy, act: "set-roles", details: { roles } });
}

/** Whoever leaves is signed out everywhere and cannot come back; what they did stays on the record. */
export async function deactivate(centre: Centre, personId: PersonId, changedBy: PersonId | null): Promise<void> {
  await changePerson(centre, personId, { isActive: false }, { personId: changedBy, act: "deactivate-person", details: {} });
}

/** Signs the person out everywhere and lifts the wait after wrong passwords. At their next sign-in they choose a password of their own. */
export async function resetPassword(centre: Centre, personId: PersonId, password: string, changedBy: PersonId | null): Promise<void> {
  const passwordHash = await hashPassword(password);
  await changePerson(centre, personId, { passwordHash, mustChangePassword: true }, { personId: changedBy, act: "reset-password", details: {} });
}

/** Throws `person-unknown`. Ends the person's sessions unless only the roles change: those are looked up on every request. */
async function changePerson(
  centre: Centre,
  personId: PersonId,
  change: Partial<Pick<typeof people.$inferInsert, "roles" | "isActive" | "passwordHash" | "mustChangePassword">>,
  act: { personId: PersonId | null; act: string; details: Record<string, unknown> },
): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    const [changed] = await transaction.update(people).set(change).where(eq(people.personId, personId)).returning({ account: people.account });
    if (changed === undefined) throw new Failure("person-unknown", { details: { personId } });
    if (change.roles === undefined) await endSessions(transaction, personId);
    if (change.roles !== undefined || change.isActive === false) await endLostDelegations(transaction, personId, change.roles, centre.now());
    if (change.passwordHash !== undefined) await transaction.delete(signInFailures).where(eq(signInFailures.account, changed.account));
    await writeAudit(transaction, centre, { ...act, subject: personId });
  });
}

async function endSessions(transaction: Transaction, personId: PersonId): Promise<void> {
  await transaction.delete(personTokens).where(eq(personTokens.personId, personId));
}
