import { z } from "zod";
import { personIdSchema, workstationCodeSchema } from "../domain/ids.ts";
import { signatureAlgorithmSchema } from "../domain/signature/signer.ts";
import { keyCarrierSchema, signingTrustSchema } from "../domain/signature/signing-trust.ts";
import { instantSchema } from "../domain/time/instant.ts";

const der = z.base64().min(1).max(8000);

/**
 * `POST /api/signing-keys`, with the person's token: the centre's authority certifies the key somebody will sign with. Asked again
 * for the same key it answers with the same certificate, or with the next one when that runs out soon. `proof` is the key's own
 * signature (`domain/signature/signing-trust.ts`).
 *
 * Refused with `signing-key-invalid`, `signing-key-proof-wrong`, `signing-key-revoked` (a new one must be made), `signing-key-of-another`.
 */
export const signingKeyRequestSchema = z.discriminatedUnion("carrier", [
  /** SubjectPublicKeyInfo. */
  z.object({ carrier: z.literal("software"), publicKey: der, proof: der }),
  /** The card's own certificate, whoever issued it; its key is the one that is certified. */
  z.object({ carrier: z.literal("card"), cardCertificate: der, proof: der }),
]);
export type SigningKeyRequest = z.infer<typeof signingKeyRequestSchema>;

export const certifiedKeySchema = z.object({ certificate: der, validUntil: instantSchema, trust: signingTrustSchema });
export type CertifiedKey = z.infer<typeof certifiedKeySchema>;

/** `GET /api/people/:personId/signing-keys`: for administrators, and for the person. */
export const listedSigningKeySchema = z.object({
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  fingerprint: z.string(),
  personId: personIdSchema,
  carrier: keyCarrierSchema,
  workstationCode: workstationCodeSchema,
  algorithm: signatureAlgorithmSchema,
  validFrom: instantSchema,
  validUntil: instantSchema,
  registeredAt: instantSchema,
  revokedAt: instantSchema.nullable(),
  revocationReason: z.string().nullable(),
});
export type ListedSigningKey = z.infer<typeof listedSigningKeySchema>;

/** `POST /api/signing-keys/:fingerprint/revocation`, for administrators: nothing signed from now on is taken. What was signed before stays valid. */
export const revocationSchema = z.object({ reason: z.string().trim().min(1).max(500) });
