import { z } from "zod";
import { signatureAlgorithmSchema } from "../../domain/signature/signer.ts";
import { wireFailureSchema } from "../sync.ts";
import { workplaceSchema } from "./workplace.ts";

/** The vendor's library that drives this PC's staff cards; what differs between vendors says `devices/staff-card`. */
export const staffCardSettingsSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("pkcs11"),
    path: z.string().trim().min(1).max(500),
    /** Structures without gaps between their fields. Left out: on Windows yes, elsewhere no. */
    isPacked: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal("skf"),
    path: z.string().trim().min(1).max(500),
    /** Left out: told by the library. */
    ulongBytes: z.union([z.literal(4), z.literal(8)]).optional(),
    /** Of the applications on the key the one that signs. Left out: the first that can. */
    application: z.string().trim().min(1).max(64).optional(),
  }),
]);
export type StaffCardSettings = z.infer<typeof staffCardSettingsSchema>;

/** How many wrong PINs the card still bears: counted, or as a word by cards that do not count aloud. */
export const pinStateShownSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("tries"), left: z.int().positive() }),
  z.object({ kind: z.literal("enough") }),
  z.object({ kind: z.literal("few") }),
  z.object({ kind: z.literal("last") }),
  z.object({ kind: z.literal("locked") }),
]);

const shownCardSchema = z.object({
  cardId: z.string(),
  /** What the card calls itself. */
  label: z.string(),
  /** Whose certificate is on it; null when it cannot be read, which using the card explains. */
  holder: z.string().nullable(),
  pin: pinStateShownSchema,
  /** Whoever is signed in signs with it now. */
  isInUse: z.boolean(),
});
export type ShownCard = z.infer<typeof shownCardSchema>;

export const staffCardStateSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("not-configured") }),
  z.object({ kind: z.literal("absent") }),
  z.object({ kind: z.literal("present"), cards: z.array(shownCardSchema).min(1) }),
  /** Library missing, reader held by another program, … */
  z.object({ kind: z.literal("trouble"), failure: wireFailureSchema }),
]);
export type StaffCardState = z.infer<typeof staffCardStateSchema>;

/** The card is named: a PIN sent to another one, put in meanwhile or beside it, would cost that one a try. */
const pinOfCard = z.object({ cardId: z.string(), pin: z.string().min(1).max(64) });
export type PinOfCard = z.infer<typeof pinOfCard>;

/** What a card showed that was tried: it checked its PIN and signed, and its own certificate fits the signature. */
const cardTrialSchema = z.object({ algorithm: signatureAlgorithmSchema, validUntil: z.string(), isOver: z.boolean() });
export type CardTrial = z.infer<typeof cardTrialSchema>;

/** All that take a PIN throw `staff-card-…` and `native-driver-…`. */
export const staffCardChannels = {
  "staffCard.get": { input: z.object({}), output: staffCardStateSchema },
  "staffCard.settings": { input: z.object({}), output: z.object({ settings: staffCardSettingsSchema.nullable() }) },
  "staffCard.configure": { input: z.object({ settings: staffCardSettingsSchema.nullable() }), output: staffCardStateSchema },
  /** Who is signed in signs with the card from now on; the first time the centre registers it in their name, and must be reached. */
  "staffCard.use": { input: pinOfCard, output: workplaceSchema },
  /** Has a card that nobody uses now check its PIN and sign something of no meaning; it is locked again then. Throws `staff-card-in-use` too. */
  "staffCard.test": { input: pinOfCard, output: cardTrialSchema },
  /** R-SEC-1. Without the centre for cards registered before and used at this PC. */
  "session.signInWithCard": { input: pinOfCard, output: workplaceSchema },
} as const;

export const staffCardTopics = { "staffCard.changed": staffCardStateSchema } as const;
