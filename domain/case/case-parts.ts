import { z } from "zod";

/** One defect of a correction notice: what is wrong and what would mend it. `materialCode` is null for the form itself. */
export const defectSchema = z.object({
  materialCode: z.string().nullable(),
  problem: z.string().trim().min(1).max(500),
  remedy: z.string().trim().min(1).max(500),
});
export type Defect = z.infer<typeof defectSchema>;

/** Why an application is refused at the window (不予受理). */
export const refusalGroundSchema = z.enum([
  "not-subject-to-approval",
  "not-this-authority",
  "conditions-not-met",
  "correction-not-delivered",
  "correction-insufficient",
  "false-material",
]);
export type RefusalGround = z.infer<typeof refusalGroundSchema>;

/** The papers given to the applicant. */
export const receiptKindSchema = z.enum([
  "reception-slip",
  "acceptance-notice",
  "correction-notice",
  "refusal-notice",
  "withdrawal-decision",
]);
export type ReceiptKind = z.infer<typeof receiptKindSchema>;

/** Paper handed from one to the next (R-SCAN-4). */
export const paperHandOverSchema = z.object({
  materialCode: z.string().min(1),
  from: z.string().trim().min(1).max(60),
  to: z.string().trim().min(1).max(60),
  note: z.string().trim().max(200),
});
export type PaperHandOver = z.infer<typeof paperHandOverSchema>;

/**
 * A promise with an end. `explains` is the rule it comes from; `dueAt` was computed once, when it began, from the
 * calendar known then, so that every light can be explained later.
 */
export const deadlineKindSchema = z.enum([
  "answer-reception",
  "deliver-correction",
  "import-electronic-files",
  "scan-paper",
  "decide",
]);
export type DeadlineKind = z.infer<typeof deadlineKindSchema>;
