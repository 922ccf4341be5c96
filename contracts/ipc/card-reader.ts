import { z } from "zod";
import { applicantSchema } from "../../domain/case/application.ts";
import { regionDateSchema } from "../../domain/time/instant.ts";

/** Rates the readers' makers document; 115,200 is what they come with. */
export const cardReaderBaudRates = [115_200, 57_600, 38_400, 19_200, 9_600] as const;

export const cardReaderSettingsSchema = z.object({
  /** `/dev/ttyUSB0`, `COM3`. */
  path: z.string().trim().min(1).max(200),
  baudRate: z.union(cardReaderBaudRates.map((rate) => z.literal(rate))).default(115_200),
});
export type CardReaderSettings = z.infer<typeof cardReaderSettingsSchema>;

export const cardReaderSetupSchema = z.object({
  /** Null while this PC has no reader. */
  reader: cardReaderSettingsSchema.nullable(),
  /** Serial ports found now, to choose from. */
  ports: z.array(z.object({ path: z.string(), manufacturer: z.string().nullable() })),
});
export type CardReaderSetup = z.infer<typeof cardReaderSetupSchema>;

const { name, identityKind, identityNumber, address, photoWlt } = applicantSchema.shape;

/** What was read from a card, as the applicant's form takes it. Everything here comes from the chip; nothing was typed. */
export const readIdentitySchema = z.object({
  name,
  identityKind,
  identityNumber,
  address,
  photoWlt,
  isReadFromCard: z.literal(true),
  cardKind: z.enum(["resident", "hong-kong-macau-taiwan", "foreigner-2017", "foreigner-2023"]),
  sex: z.enum(["male", "female"]),
  birthDate: regionDateSchema,
  validFrom: regionDateSchema,
  validUntil: z.union([regionDateSchema, z.literal("long-term")]),
  /** Past its last day on the day of the reading: the clerk is told, the form is filled all the same. */
  isExpired: z.boolean(),
});
export type ReadIdentity = z.infer<typeof readIdentitySchema>;

/** `lift-card`: a card read before may still lie there and must be lifted first; the reader cannot tell. */
export const cardStageSchema = z.enum(["waiting-for-card", "lift-card", "card-found", "reading"]);

export const cardReaderChannels = {
  "cards.settings": { input: z.object({}), output: cardReaderSetupSchema },
  "cards.configure": { input: z.object({ reader: cardReaderSettingsSchema.nullable() }), output: cardReaderSetupSchema },
  /**
   * Waits for a card and reads it. The limit is for the waiting; a card that was found is read to its end. A second call ends the first
   * with `card-read-cancelled`: a page that was loaded anew must not wait for the one that is gone.
   */
  "cards.read": { input: z.object({ waitLimitMs: z.int().min(1).max(300_000).default(30_000) }), output: readIdentitySchema },
  /** Ends a reading under way with `card-read-cancelled`; without one it does nothing. */
  "cards.cancel": { input: z.object({}), output: z.object({}) },
} as const;

export const cardReaderTopics = { "cards.stage": z.object({ stage: cardStageSchema }) } as const;
