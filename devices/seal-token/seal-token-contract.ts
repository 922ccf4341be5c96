import { z } from "zod";
import { defineNativeContract } from "../native-process/native-contract.ts";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Which token of which vendor's library: a box or key that keeps the seals' private keys. */
export const sealTokenSettingsSchema = z.object({
  path: z.string().min(1),
  /** The token's label. */
  token: z.string().min(1),
  /** Structures without gaps between their fields, as the standard wants on Windows; left out: as usual on this system. */
  isPacked: z.boolean().optional(),
});
export type SealTokenSettings = z.output<typeof sealTokenSettingsSchema>;

const asked = z.object({ token: sealTokenSettingsSchema, pin: z.string().min(1).max(64), keyId: bytes });

/** What is asked of the process that has the token's library loaded. */
export const sealTokenContract = defineNativeContract({
  calls: {
    /** Makes a P-256 key that never leaves the token. The answer is its public point, uncompressed: 0x04, x, y. */
    "seal-token.makeKey": { input: asked.extend({ label: z.string().max(120) }), output: z.object({ publicPoint: bytes }), limitMs: 60_000 },
    /** ECDSA over the SHA-256 of `bytes`: r and s, 32 bytes each. */
    "seal-token.sign": { input: asked.extend({ bytes }), output: z.object({ signature: bytes }), limitMs: 30_000 },
  },
  events: {},
});
