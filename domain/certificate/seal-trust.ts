import { z } from "zod";
import { officeIdSchema } from "../ids.ts";
import { instantSchema } from "../time/instant.ts";

const sealInUseSchema = z.object({ officeId: officeIdSchema, officeName: z.string(), validUntil: instantSchema });
export type SealInUse = z.infer<typeof sealInUseSchema>;

/** All a workstation needs to verify a sealed PDF by itself, and to say in time that a seal runs out. */
export const sealTrustSchema = z.object({
  /** Certificates, DER in base64, of every authority that certified seals at this centre. */
  roots: z.array(z.base64()),
  /** Signers whose key somebody else may have; `fingerprint` is the SHA-256 of their certificate. */
  revocations: z.array(z.object({ fingerprint: z.string(), revokedAt: instantSchema })),
  /** Each office's seal in use, and how long every certificate of its chain is good. */
  inUse: z.array(sealInUseSchema),
});
export type SealTrust = z.infer<typeof sealTrustSchema>;
