import { z } from "zod";
import { regionDateSchema } from "../time/instant.ts";
import { documentKindSchema } from "./case-parts.ts";
import { handOverSchema } from "./result-parts.ts";

/** The documents the centre makes before or beside the result; the decision is handed over with the result, against a signature of its own. */
export const noticeKindSchema = documentKindSchema.extract(["special-procedure-notice", "fee-notice", "withdrawal-decision"]);
export type NoticeKind = z.infer<typeof noticeKindSchema>;

export function isNoticeKind(document: string): document is NoticeKind {
  return (noticeKindSchema.options as readonly string[]).includes(document);
}

/**
 * How a notice reached the applicant: `in-person` at the window, also after a message called them there; `by-post`; `left`, where who was to
 * take it would not sign and a witness was there.
 */
export const deliveryMethodSchema = z.enum(["in-person", "by-post", "left"]);
export type DeliveryMethod = z.infer<typeof deliveryMethodSchema>;

/** Which of a case's notices is meant. */
export const noticeReferenceSchema = z.object({
  document: noticeKindSchema,
  /** Its own, from the centre's register: a notice without one does not exist yet. */
  number: z.string().trim().min(1).max(60),
});
export type NoticeReference = z.infer<typeof noticeReferenceSchema>;

/** One notice in the applicant's hand (R-FLOW-4, R-FEE-1, R-RECV-6). The minute it was recorded is in the event's stamp. */
export const noticeDeliverySchema = noticeReferenceSchema.extend({
  method: deliveryMethodSchema,
  recipient: handOverSchema.shape.recipient.pick({ name: true, relation: true }),
  /** Of the letter; empty for what was not sent. */
  postNumber: z.string().trim().max(60),
  /** The day it was taken, which of a letter is told later. */
  deliveredOn: regionDateSchema,
  /** Null where nobody signed here: a letter's own slip is the carrier's. */
  signature: handOverSchema.shape.signature.nullable(),
  note: z.string().trim().max(500),
});
export type NoticeDelivery = z.infer<typeof noticeDeliverySchema>;

/** What this way of delivery asks for besides. */
export function missingOfDelivery({ method, postNumber, note }: Pick<NoticeDelivery, "method" | "postNumber" | "note">): "postNumber" | "note" | undefined {
  if (method === "by-post" && postNumber.trim() === "") return "postNumber";
  return method === "left" && note.trim() === "" ? "note" : undefined;
}
