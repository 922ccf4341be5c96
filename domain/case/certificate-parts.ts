import { z } from "zod";
import { personIdSchema, sha256Schema } from "../ids.ts";
import { legalBasisSchema } from "../item/item-definition.ts";
import { regionDateSchema } from "../time/instant.ts";

export const certificateNumberSchema = z.string().trim().min(1).max(60);

/** `first`; `reprint` (补打) of the same content; `reissue` (换发) of a changed or lost one. Each has a number of its own. */
export const issueKindSchema = z.enum(["first", "reprint", "reissue"]);
export type IssueKind = z.infer<typeof issueKindSchema>;

/** A certificate numbered, sealed and signed by the centre; `sha256` and `byteLength` are of the PDF. */
export const certificateIssueSchema = z.object({
  issue: issueKindSchema,
  number: certificateNumberSchema,
  /** The number it takes the place of; null for the first. */
  replaces: certificateNumberSchema.nullable(),
  reason: z.string().trim().max(500),
  sha256: sha256Schema,
  byteLength: z.int().min(1),
  validFrom: regionDateSchema,
  validUntil: regionDateSchema.nullable(),
  /** The first of two officers; null where one is enough. */
  preparedBy: personIdSchema.nullable(),
});
export type CertificateIssue = z.infer<typeof certificateIssueSchema>;

export const certificateRevocationSchema = z.object({
  number: certificateNumberSchema,
  reason: z.string().trim().min(1).max(2000),
  legalBasis: legalBasisSchema,
});

/** A sheet of numbered certificate paper that went through the printer, well or not: every serial is accounted for. */
export const certificatePrintSchema = z.object({
  number: certificateNumberSchema,
  /** As counted by the case, so that a print of one issue is never taken for another's. */
  issueNumber: z.int().min(1),
  paperSerial: z.string().trim().min(1).max(40),
  outcome: z.enum(["printed", "spoilt"]),
  note: z.string().trim().max(200),
});
export type CertificatePrint = z.infer<typeof certificatePrintSchema>;
