import { z } from "zod";
import { legalBasisSchema } from "../item/item-definition.ts";
import { roleSchema } from "../people/role.ts";
import { instantSchema } from "../time/instant.ts";

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

/** The documents of decision: numbered by the centre's register, then given to the applicant. */
export const documentKindSchema = z.enum([
  "grant-decision",
  "deny-decision",
  "withdrawal-decision",
  "special-procedure-notice",
  "fee-notice",
  "delivery-receipt",
]);
export type DocumentKind = z.infer<typeof documentKindSchema>;

/** Paper handed from one to the next (R-SCAN-4). */
export const paperHandOverSchema = z.object({
  materialCode: z.string().min(1),
  from: z.string().trim().min(1).max(60),
  to: z.string().trim().min(1).max(60),
  note: z.string().trim().max(200),
});
export type PaperHandOver = z.infer<typeof paperHandOverSchema>;

/** What an opinion says (R-FLOW-2): plainly agree or disagree; reasons and basis may be left out only when agreeing. */
export const opinionPartsSchema = z.object({
  verdict: z.enum(["agree", "disagree"]),
  text: z.string().trim().min(1).max(2000),
  reasons: z.string().trim().max(4000),
  legalBasis: legalBasisSchema.nullable(),
});
export type OpinionParts = z.infer<typeof opinionPartsSchema>;
export type Verdict = OpinionParts["verdict"];

/** The decision (R-FLOW-7): reasons, basis and remedies may be left out only when granting. */
export const decisionPartsSchema = z.object({
  outcome: z.enum(["grant", "deny"]),
  text: z.string().trim().min(1).max(2000),
  reasons: z.string().trim().max(4000),
  legalBasis: legalBasisSchema.nullable(),
  remedies: z.string().trim().max(2000),
});
export type DecisionParts = z.infer<typeof decisionPartsSchema>;
export type DecisionOutcome = DecisionParts["outcome"];

/** A step of the flow as it begins: taken from the item, with the end of its limit computed then (R-FLOW-1, R-SUP-1). */
export const stepStartSchema = z.object({
  code: z.string(),
  name: z.string(),
  /** Who signs it; in a joint review, whose signature ends it. */
  role: roleSchema,
  isJointReview: z.boolean(),
  /** The flow's last signature, which decides the case. */
  isDecision: z.boolean(),
  /** The leaders' meeting, which stands outside the flow's order (R-FLOW-6). */
  isMeeting: z.boolean(),
  dueAt: instantSchema,
});
export type StepStart = z.infer<typeof stepStartSchema>;

/**
 * A promise with an end. `explains` is the rule it comes from; `dueAt` was computed once, when it began, from the
 * calendar known then, so that every light can be explained later.
 */
export const deadlineKindSchema = z.enum([
  "answer-reception",
  "deliver-correction",
  "import-electronic-files",
  "scan-paper",
  "sign-step",
  "decide",
  "pay-fee",
  "hand-over",
  "publish-result",
]);
export type DeadlineKind = z.infer<typeof deadlineKindSchema>;
