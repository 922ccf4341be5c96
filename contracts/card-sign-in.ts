import { z } from "zod";
import { instantSchema } from "../domain/time/instant.ts";

/** `POST /api/card-challenges`, by an enrolled workstation: something new for a staff card to sign, good once and not for long. */
export const cardChallengeSchema = z.object({ challenge: z.base64().min(43).max(88), expiresAt: instantSchema });
export type CardChallenge = z.infer<typeof cardChallengeSchema>;

/**
 * `POST /api/card-sessions`: signs in whoever the card's key is registered for (`signing-keys.ts`), and answers as signing in by password does.
 * Refused with `card-challenge-over`, `card-unknown`, `signing-key-revoked`, `card-over`, `card-proof-wrong`.
 */
export const cardSignInRequestSchema = z.object({
  challenge: z.base64().max(88),
  /** SubjectPublicKeyInfo, DER. */
  publicKey: z.base64().min(1).max(8000),
  /** Over `bytesOfCardSignIn`, as a `Signer` gives it. */
  signature: z.base64().min(1).max(8000),
});
export type CardSignInRequest = z.infer<typeof cardSignInRequestSchema>;
