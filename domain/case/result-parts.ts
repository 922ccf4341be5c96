import { z } from "zod";
import { resultCertificateSchema } from "../item/item-definition.ts";
import { instantSchema } from "../time/instant.ts";
import { documentKindSchema } from "./case-parts.ts";
import { pageSchema } from "./page.ts";

/**
 * What is owed once the result stands: granted with nothing left to pay, or denied. The limits are computed then;
 * `handOverDueAt` is null when the item's flow ends without a step of the window.
 */
export const resultStartSchema = z.object({
  /** Null when the result is a denial, or the item has no certificate. */
  certificate: resultCertificateSchema.pick({ officersNeeded: true }).nullable(),
  handOverDueAt: instantSchema.nullable(),
  publishDueAt: instantSchema,
});
export type ResultStart = z.infer<typeof resultStartSchema>;

export const handedOverDocumentSchema = z.enum([...documentKindSchema.options, "certificate"]);
export type HandedOverDocument = z.infer<typeof handedOverDocumentSchema>;

/** Who took the result, what it was, and the signature for it: drawn on a pad or scanned from the signed slip (R-CERT-3). */
export const handOverSchema = z.object({
  recipient: z.object({
    /** As long as an applicant's: who comes themselves bears that name. */
    name: z.string().trim().min(1).max(120),
    relation: z.enum(["self", "agent"]),
    identityNumber: z.string().trim().min(1).max(40),
  }),
  documents: z.array(handedOverDocumentSchema).min(1).max(handedOverDocumentSchema.options.length),
  signature: z.object({ kind: z.enum(["pad", "slip"]), page: pageSchema }),
});
export type HandOver = z.infer<typeof handOverSchema>;

/** Where the public can read the result (R-FLOW-9). */
export const publicationSchema = z.object({ place: z.string().trim().min(1).max(100), url: z.url().max(500).nullable() });
export type Publication = z.infer<typeof publicationSchema>;
