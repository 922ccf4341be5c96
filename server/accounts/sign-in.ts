import { and, eq, gt, lt, ne, sql } from "drizzle-orm";
import type { Person, SignIn, SignInRequest } from "../../contracts/sync.ts";
import { Failure } from "../../domain/failure.ts";
import type { PersonId } from "../../domain/ids.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Transaction } from "../database/connection.ts";
import { people, personTokens, signInFailures, workstationPeople } from "../database/schema.ts";
import { findPersonById } from "./people.ts";
import { failuresForgottenAfterMs, findWaitEnd } from "../../domain/people/sign-in-wait.ts";
import { hashPassword, hashToken, isPasswordRight, makeToken } from "./secrets.ts";
import type { Workstation } from "./workstations.ts";

export const tokenLifeMs = 12 * 3_600_000;

let decoyHash: Promise<string> | undefined;

/**
 * R-SEC-1: sign-in with account and password at an enrolled workstation. Throws `sign-in-wrong`, which says nothing of whether the
 * account exists, and `account-waits` with `until` after too many wrong passwords, right or wrong this time. A password given by an
 * administrator lets nobody in: `password-change-needed` until a new one comes with it, `password-unchanged` when that is the same.
 */
export async function signIn(centre: Centre, workstation: Workstation, { account, password, newPassword }: SignInRequest): Promise<SignIn> {
  const now = centre.now();
  await checkWait(centre, account, now);
  const [found] = await centre.database.select().from(people).where(eq(people.account, account));
  // An unknown account takes as long as a known one, so that the time tells nothing either.
  decoyHash ??= hashPassword("no account has this");
  const isRight = await isPasswordRight(password, found?.passwordHash ?? (await decoyHash));
  if (found === undefined || !isRight || !found.isActive) {
    await countFailure(centre, account, now);
    throw new Failure("sign-in-wrong");
  }
  if (newPassword === undefined && found.mustChangePassword) throw new Failure("password-change-needed");
  const newHash = newPassword === undefined ? undefined : await hashNewPassword(newPassword, found.passwordHash);
  return inTransaction(centre.database, async (transaction) => {
    await transaction.delete(signInFailures).where(eq(signInFailures.account, account));
    if (newHash !== undefined) await replacePassword(transaction, found, newHash);
    const begun = await beginSession(transaction, centre, workstation, found.personId);
    if (begun === undefined) throw new Failure("sign-in-wrong");
    return begun;
  });
}

/** Gives somebody who has shown who they are a token for this workstation; undefined when their account was ended. */
export async function beginSession(transaction: Transaction, centre: Centre, workstation: Workstation, personId: PersonId): Promise<SignIn | undefined> {
  const person = await findPersonById(transaction, personId);
  if (person === undefined || !person.isActive) return undefined;
  const now = centre.now();
  const personToken = makeToken(centre.randomBytes);
  const expiresAt = addMs(now, tokenLifeMs);
  await transaction.delete(personTokens).where(lt(personTokens.expiresAt, now));
  await transaction.insert(personTokens).values({ tokenHash: hashToken(personToken), personId, workstationCode: workstation.code, issuedAt: now, expiresAt });
  await transaction.insert(workstationPeople).values({ workstationCode: workstation.code, personId, firstSignedInAt: now }).onConflictDoNothing();
  const { isActive: _isActive, ...said } = person;
  return { personToken, person: said, expiresAt };
}

/** The person a token stands for, at the workstation it was given at and nowhere else; throws `sign-in-needed`. */
export async function getPersonOfToken(centre: Centre, workstation: Workstation, personToken: string): Promise<Person> {
  const [token] = await centre.database
    .select({ personId: personTokens.personId })
    .from(personTokens)
    .where(
      and(
        eq(personTokens.tokenHash, hashToken(personToken)),
        eq(personTokens.workstationCode, workstation.code),
        gt(personTokens.expiresAt, centre.now()),
      ),
    );
  const person = token && (await findPersonById(centre.database, token.personId));
  if (person === undefined || !person.isActive) throw new Failure("sign-in-needed");
  return person;
}

export async function signOut(centre: Centre, personToken: string): Promise<void> {
  await centre.database.delete(personTokens).where(eq(personTokens.tokenHash, hashToken(personToken)));
}

/** Throws `sign-in-wrong` when the old password is not right, `password-unchanged` when it is the new one too; ends the person's other sessions. */
export async function changeOwnPassword(centre: Centre, personId: PersonId, passwords: { current: string; next: string }, keptToken: string): Promise<void> {
  const [found] = await centre.database.select().from(people).where(eq(people.personId, personId));
  if (found === undefined) throw new Failure("sign-in-needed");
  const now = centre.now();
  await checkWait(centre, found.account, now);
  if (!(await isPasswordRight(passwords.current, found.passwordHash))) {
    await countFailure(centre, found.account, now);
    throw new Failure("sign-in-wrong");
  }
  const newHash = await hashNewPassword(passwords.next, found.passwordHash);
  await inTransaction(centre.database, (transaction) => replacePassword(transaction, found, newHash, keptToken));
}

async function hashNewPassword(newPassword: string, oldHash: string): Promise<string> {
  if (await isPasswordRight(newPassword, oldHash)) throw new Failure("password-unchanged");
  return hashPassword(newPassword);
}

/** Throws `sign-in-wrong` when the password has been given anew since it was compared. Ends the person's sessions but the one kept. */
async function replacePassword(transaction: Transaction, { personId, passwordHash }: Pick<typeof people.$inferSelect, "personId" | "passwordHash">, newHash: string, keptToken?: string): Promise<void> {
  const replaced = await transaction
    .update(people)
    .set({ passwordHash: newHash, mustChangePassword: false })
    .where(and(eq(people.personId, personId), eq(people.passwordHash, passwordHash)))
    .returning({ personId: people.personId });
  if (replaced.length === 0) throw new Failure("sign-in-wrong");
  const others = keptToken === undefined ? undefined : ne(personTokens.tokenHash, hashToken(keptToken));
  await transaction.delete(personTokens).where(and(eq(personTokens.personId, personId), others));
}

async function checkWait(centre: Centre, account: string, now: Instant): Promise<void> {
  const [failures] = await centre.database.select().from(signInFailures).where(eq(signInFailures.account, account));
  if (failures?.lockedUntil && failures.lockedUntil > now) {
    throw new Failure("account-waits", { retryable: true, details: { account, until: failures.lockedUntil } });
  }
}

async function countFailure(centre: Centre, account: string, now: Instant): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    await transaction.delete(signInFailures).where(lt(signInFailures.lastFailedAt, addMs(now, -failuresForgottenAfterMs)));
    const [counted] = await transaction
      .insert(signInFailures)
      .values({ account, failedAttempts: 1, lastFailedAt: now })
      .onConflictDoUpdate({ target: signInFailures.account, set: { failedAttempts: sql`${signInFailures.failedAttempts} + 1`, lastFailedAt: now } })
      .returning({ failedAttempts: signInFailures.failedAttempts });
    const lockedUntil = findWaitEnd(counted?.failedAttempts ?? 0, now);
    if (lockedUntil === undefined) return;
    await transaction.update(signInFailures).set({ lockedUntil }).where(eq(signInFailures.account, account));
  });
}
