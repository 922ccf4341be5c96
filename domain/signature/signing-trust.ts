import { z } from "zod";
import type { PersonId } from "../ids.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import { instantSchema } from "../time/instant.ts";

/** Where a signing key is: kept by a workstation for its person, or in their staff card. */
export const keyCarrierSchema = z.enum(["software", "card"]);
export type KeyCarrier = z.infer<typeof keyCarrierSchema>;

/** All a workstation needs to check the signatures of a record by itself. */
export const signingTrustSchema = z.object({
  /** The certificates, DER in base64, of every authority that certified people's keys at this centre. */
  authorities: z.array(z.base64()),
  /** Signed acts recorded from then on have a signature; earlier ones may be of a program that had none. */
  requiredSince: instantSchema,
});
export type SigningTrust = z.infer<typeof signingTrustSchema>;

/** What a key signs to show that whoever has it certified also holds it. The public key is SubjectPublicKeyInfo, DER in base64. */
export function bytesOfKeyProof(personId: PersonId, publicKey: string): Uint8Array {
  return new TextEncoder().encode(canonicalJson({ purpose: "yichuang-signing-key", personId, publicKey }));
}
