import { z } from "zod";
import { signatureAlgorithmSchema } from "../../domain/signature/signer.ts";
import { defineNativeContract } from "../native-process/native-contract.ts";
import { staffCardLibrarySettingsSchema } from "./library-settings.ts";
import { staffCardSchema } from "./staff-card.ts";

const library = staffCardLibrarySettingsSchema;
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const cardId = z.string().min(1);
const nothing = z.object({});

/** What is asked of the process that has a vendor's library loaded. A card that generates prime numbers is slow, one that signs is not. */
export const staffCardContract = defineNativeContract({
  calls: {
    "staff-card.list": { input: z.object({ library }), output: z.object({ cards: z.array(staffCardSchema) }), limitMs: 15_000 },
    "staff-card.identify": {
      input: z.object({ library, cardId }),
      output: z.object({ algorithm: signatureAlgorithmSchema, certificate: bytes, others: z.array(bytes) }),
      limitMs: 30_000,
    },
    "staff-card.unlock": { input: z.object({ library, cardId, pin: z.string().min(1).max(64) }), output: nothing, limitMs: 30_000 },
    "staff-card.lock": { input: z.object({ library, cardId }), output: nothing, limitMs: 15_000 },
    "staff-card.sign": { input: z.object({ library, cardId, bytes }), output: z.object({ signature: bytes }), limitMs: 30_000 },
  },
  events: {},
});
