import { z } from "zod";
import { caseNumberSchema } from "../domain/case/case-number.ts";
import { caseIdSchema, personIdSchema } from "../domain/ids.ts";
import { instantSchema } from "../domain/time/instant.ts";

/** Of a message to an applicant: waiting for its next attempt, handed to the gateway, given up, or told by telephone after that. */
export const messageStateSchema = z.enum(["queued", "sent", "given-up", "told"]);

const placeSchema = z.object({ queuedAt: instantSchema, messageId: z.uuid() });

/** `GET /api/messages`: newest first; `before` is the last one's `queuedAt/messageId`. */
export const messagesQuerySchema = z.object({
  state: messageStateSchema.optional(),
  before: z
    .string()
    .transform((text) => ({ queuedAt: text.split("/")[0], messageId: text.split("/")[1] }))
    .pipe(placeSchema)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type MessagesQuery = z.infer<typeof messagesQuerySchema>;

export const listedMessageSchema = z.object({
  messageId: z.uuid(),
  caseId: caseIdSchema,
  template: z.string(),
  mobile: z.string(),
  body: z.string(),
  queuedAt: instantSchema,
  state: messageStateSchema,
  attempts: z.int(),
  nextAttemptAt: instantSchema.nullable(),
  /** Of the last attempt, when it failed. */
  failure: z.object({ code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])), at: instantSchema }).nullable(),
  sentAt: instantSchema.nullable(),
  reference: z.string().nullable(),
  toldAt: instantSchema.nullable(),
  toldBy: z.object({ personId: personIdSchema, name: z.string() }).nullable(),
});
export type ListedMessage = z.infer<typeof listedMessageSchema>;

export const messageListSchema = z.object({
  messages: z.array(listedMessageSchema),
  counts: z.object({ queued: z.int(), sent: z.int(), "given-up": z.int(), told: z.int() }),
});

/** What somebody of the receiving window is to tell an applicant by telephone, for no message reached them: a case's messages that were given up. */
export const callSchema = z.object({
  caseId: caseIdSchema,
  caseNumber: caseNumberSchema,
  applicantName: z.string(),
  contactName: z.string(),
  /** As it was given, which need not be a mobile number. */
  contactNumber: z.string(),
  /** The oldest first. */
  messages: z.array(z.object({ messageId: z.uuid(), body: z.string(), queuedAt: instantSchema, failure: z.object({ code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) }) })).min(1),
});
export type Call = z.infer<typeof callSchema>;
export const callListSchema = z.object({ calls: z.array(callSchema) });

/** `POST /api/messages/told`: those told, by whoever is signed in. */
export const toldRequestSchema = z.object({ messageIds: z.array(z.uuid()).min(1).max(500) });
