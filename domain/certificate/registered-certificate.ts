import { z } from "zod";
import { caseIdSchema, officeIdSchema, sha256Schema } from "../ids.ts";
import { legalBasisSchema } from "../item/item-definition.ts";
import { instantSchema, regionDateSchema, type RegionDate } from "../time/instant.ts";

/** What the register says of a certificate (R-CERT-4). `reissued`: another took its place. */
export const certificateStateSchema = z.enum(["valid", "reissued", "revoked", "expired"]);
export type CertificateState = z.infer<typeof certificateStateSchema>;

/** One entry of a register of certificates. */
export const registeredCertificateSchema = z.object({
  officeId: officeIdSchema,
  register: z.string(),
  number: z.string(),
  /** What the certificate is called. */
  name: z.string(),
  issuer: z.string(),
  caseId: caseIdSchema,
  /** Counted by the case, from 1. */
  issueNumber: z.int().min(1),
  holderName: z.string(),
  holderIdentityNumber: z.string(),
  projectName: z.string(),
  /** Of the sealed PDF. */
  sha256: sha256Schema,
  issuedAt: instantSchema,
  validFrom: regionDateSchema,
  /** Its last day; null when it is valid until revoked. */
  validUntil: regionDateSchema.nullable(),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
  revocation: z.object({ at: instantSchema, reason: z.string(), legalBasis: legalBasisSchema }).nullable(),
});
export type RegisteredCertificate = z.infer<typeof registeredCertificateSchema>;

/** A revocation counts before all else, then a replacement: whoever holds the paper is to be told why it is worth nothing. */
export function certificateStateOn({ revocation, replacedBy, validUntil }: Pick<RegisteredCertificate, "revocation" | "replacedBy" | "validUntil">, today: RegionDate): CertificateState {
  if (revocation !== null) return "revoked";
  if (replacedBy !== null) return "reissued";
  return validUntil !== null && validUntil < today ? "expired" : "valid";
}
