import { z } from "zod";
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

export const staffCardStateSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("not-configured") }),
  z.object({ kind: z.literal("absent") }),
  z.object({
    kind: z.literal("present"),
    /** What the card calls itself. */
    label: z.string(),
    /** Whose certificate is on it; null when it cannot be read, which using the card explains. */
    holder: z.string().nullable(),
    pin: pinStateShownSchema,
    /** Whoever is signed in signs with it now. */
    isInUse: z.boolean(),
  }),
  /** Library missing, reader held by another program, … */
  z.object({ kind: z.literal("trouble"), failure: wireFailureSchema }),
]);
export type StaffCardState = z.infer<typeof staffCardStateSchema>;

const pin = z.string().min(1).max(64);

/** All that take a PIN throw `staff-card-…` and `native-driver-…`. */
export const staffCardChannels = {
  "staffCard.get": { input: z.object({}), output: staffCardStateSchema },
  "staffCard.settings": { input: z.object({}), output: z.object({ settings: staffCardSettingsSchema.nullable() }) },
  "staffCard.configure": { input: z.object({ settings: staffCardSettingsSchema.nullable() }), output: staffCardStateSchema },
  /** Who is signed in signs with the card from now on; the first time the centre registers it in their name, and must be reached. */
  "staffCard.use": { input: z.object({ pin }), output: workplaceSchema },
  /** R-SEC-1. Without the centre for cards registered before and used at this PC. */
  "session.signInWithCard": { input: z.object({ pin }), output: workplaceSchema },
} as const;

export const staffCardTopics = { "staffCard.changed": staffCardStateSchema } as const;
