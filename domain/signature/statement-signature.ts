import { z } from "zod";
import { signatureAlgorithmSchema } from "./signer.ts";

/**
 * A person's signature under an act on a case, made over the canonical text of its statement (`statement.ts`). Names the record
 * the signer had before them: its version and the hash of its last event (R-FLOW-2, R-SEC-3).
 */
export const statementSignatureSchema = z.object({
  algorithm: signatureAlgorithmSchema,
  /** What the centre's own authority issued for the signer's key, X.509 in DER, as base64. */
  certificate: z.base64().min(1).max(8000),
  /** The signature as the `Signer` gave it, as base64. */
  value: z.base64().min(1).max(2000),
  /** 0 before anything of the case was on the record. */
  recordVersion: z.int().min(0),
  recordHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type StatementSignature = z.infer<typeof statementSignatureSchema>;

/**
 * In the payload of every act that is signed. It may only be missing on a record from before signatures were asked for: the centre
 * takes no such act without it.
 */
export const signedPart = { signature: statementSignatureSchema.optional() } as const;
