import { and, desc, eq, gt, lt } from "drizzle-orm";
import type { CardChallenge, CardSignInRequest } from "../../contracts/card-sign-in.ts";
import type { SignIn } from "../../contracts/sync.ts";
import { isRawSignatureRight } from "../../documents/signature/raw-signature.ts";
import { Failure } from "../../domain/failure.ts";
import { bytesOfCardSignIn } from "../../domain/signature/card-sign-in.ts";
import { addMs } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { inTransaction } from "../database/connection.ts";
import { cardChallenges, signingKeys } from "../database/signing-schema.ts";
import { hashToken } from "./secrets.ts";
import { beginSession } from "./sign-in.ts";
import type { Workstation } from "./workstations.ts";

/** Long enough for a slow card, short enough that nobody collects them. */
const challengeLifeMs = 2 * 60_000;

export async function makeCardChallenge(centre: Centre, workstation: Workstation): Promise<CardChallenge> {
  const now = centre.now();
  const challenge = centre.randomBytes(32).toString("base64");
  const expiresAt = addMs(now, challengeLifeMs);
  await inTransaction(centre.database, async (transaction) => {
    await transaction.delete(cardChallenges).where(lt(cardChallenges.expiresAt, now));
    await transaction.insert(cardChallenges).values({ challengeHash: hashToken(challenge), workstationCode: workstation.code, expiresAt });
  });
  return { challenge, expiresAt };
}

/**
 * R-SEC-1: sign-in by staff card. The card's key must be registered for somebody and its challenge signed; that is two factors, the card
 * and its PIN. A challenge is spent whatever comes of it. Throws `card-challenge-over`, `card-unknown` (also for an ended account),
 * `signing-key-revoked`, `card-over`, `card-proof-wrong`.
 */
export async function signInByCard(centre: Centre, workstation: Workstation, { challenge, publicKey, signature }: CardSignInRequest): Promise<SignIn> {
  const now = centre.now();
  const spent = await centre.database
    .delete(cardChallenges)
    .where(and(eq(cardChallenges.challengeHash, hashToken(challenge)), eq(cardChallenges.workstationCode, workstation.code), gt(cardChallenges.expiresAt, now)))
    .returning({ challengeHash: cardChallenges.challengeHash });
  if (spent.length === 0) throw new Failure("card-challenge-over", { retryable: true });
  const [key] = await centre.database
    .select()
    .from(signingKeys)
    .where(and(eq(signingKeys.publicKey, publicKey), eq(signingKeys.carrier, "card")))
    .orderBy(desc(signingKeys.validUntil))
    .limit(1);
  if (key === undefined) throw new Failure("card-unknown");
  const bytes = bytesOfCardSignIn({ challenge, workstationCode: workstation.code, publicKey });
  if (!isRawSignatureRight(Buffer.from(publicKey, "base64"), key.algorithm, bytes, Buffer.from(signature, "base64"))) throw new Failure("card-proof-wrong");
  if (key.revokedAt !== null) throw new Failure("signing-key-revoked", { details: { since: key.revokedAt } });
  if (key.validUntil <= now) throw new Failure("card-over", { details: { since: key.validUntil } });
  const begun = await inTransaction(centre.database, (transaction) => beginSession(transaction, centre, workstation, key.personId));
  if (begun === undefined) throw new Failure("card-unknown");
  return begun;
}
