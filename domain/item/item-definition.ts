import { z } from "zod";
import { officeIdSchema } from "../ids.ts";
import { roleSchema } from "../people/role.ts";
import { canonicalJson } from "../record/canonical-json.ts";

/** A field of the application form; the order given is the order asked. */
export const formFieldSchema = z.object({
  key: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
  label: z.string().min(1),
  kind: z.enum(["text", "longText", "number", "date", "choice", "fen"]),
  isRequired: z.boolean(),
  choices: z.array(z.string()).optional(),
  unit: z.string().optional(),
  hint: z.string().optional(),
});
export type FormField = z.infer<typeof formFieldSchema>;

/**
 * One material of an item's checklist. `group` names the package it is exported in (R-SCAN-3). `condition` says in words
 * when a material that is not always required is needed; the clerk decides.
 */
export const materialDefinitionSchema = z.object({
  code: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  group: z.string().min(1),
  isRequired: z.boolean(),
  condition: z.string().optional(),
  copies: z.int().min(1),
  form: z.enum(["original", "copy", "original-and-copy"]),
  /** Drawings and the like may travel as paper (R-SCAN-4). */
  mayStayOnPaper: z.boolean(),
  /** Code of the register whose valid certificate may stand in for this material (R-RECV-9). */
  certificateRegister: z.string().optional(),
  note: z.string().optional(),
});
export type MaterialDefinition = z.infer<typeof materialDefinitionSchema>;

export const legalBasisSchema = z.object({ law: z.string().min(1), article: z.string(), text: z.string().optional() });
export type LegalBasis = z.infer<typeof legalBasisSchema>;

/** One step of an item's flow (R-FLOW-1): who signs and within how many working days. */
export const flowStepSchema = z.object({
  code: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  role: roleSchema,
  limitWorkingDays: z.int().min(0),
  isJointReview: z.boolean(),
});
export type FlowStep = z.infer<typeof flowStepSchema>;

/** The leaders' meeting (厅长办公会): outside the flow's order, for what is split or major (R-FLOW-6). `role` chairs it and records it. */
export const meetingStepSchema = flowStepSchema
  .omit({ isJointReview: true })
  .extend({ role: roleSchema.extract(["handler", "section-head", "deputy-leader", "chief-leader"]) });
export type MeetingStep = z.infer<typeof meetingStepSchema>;

/** A meeting is no step of the flow, and must not be taken for one. */
export function hasOwnMeetingCode({ flow, meeting }: { flow: readonly FlowStep[]; meeting: MeetingStep | null }): boolean {
  return meeting === null || flow.every((step) => step.code !== meeting.code);
}

function haveOwnCodes(steps: readonly FlowStep[]): boolean {
  return new Set(steps.map((step) => step.code)).size === steps.length;
}

export const feeSchema = z.object({
  name: z.string().min(1),
  amountFen: z.int().min(0),
  basis: z.string().min(1),
});
export type Fee = z.infer<typeof feeSchema>;

/** What a granted case ends in (R-CERT-1, R-CERT-2). */
export const resultCertificateSchema = z.object({
  name: z.string().min(1),
  /** Null when it is valid until revoked. */
  validMonths: z.int().min(1).nullable(),
  /** Code of the template it is printed from. */
  template: z.string().regex(/^[a-z0-9-]+$/),
  /** Code of the register its number comes from. */
  register: z.string().regex(/^[a-z0-9-]+$/),
  /** With two, one prepares the certificate and another issues it. */
  officersNeeded: z.union([z.literal(1), z.literal(2)]),
});
export type ResultCertificate = z.infer<typeof resultCertificateSchema>;

/**
 * One version of an item of the catalogue (权力库). A version never changes once cases refer to it: a change is the next
 * version, with author, reason and date (R-ITEM-1, R-ITEM-2).
 */
export const itemDefinitionSchema = z.object({
  code: z.string().regex(/^[A-Z0-9-]+$/),
  version: z.int().min(1),
  name: z.string().min(1),
  kind: z.enum(["licence", "approval", "filing"]),
  officeId: officeIdSchema,
  officeName: z.string().min(1),
  phones: z.array(z.string()),
  legalBasis: z.array(legalBasisSchema).min(1),
  conditions: z.array(z.string()).min(1),
  form: z.array(formFieldSchema),
  /** What the case's project or subject is called on the form: `工程名称`, `单位名称`. */
  projectLabel: z.string().min(1),
  materials: z.array(materialDefinitionSchema).min(1),
  flow: z.array(flowStepSchema).min(1).refine(haveOwnCodes, "steps share a code"),
  /** Null where the office decides without one. */
  meeting: meetingStepSchema.nullable().default(null),
  statutoryWorkingDays: z.int().min(1),
  promisedWorkingDays: z.int().min(1),
  correctionWorkingDays: z.int().min(1),
  /** The standard charged when the case is granted (R-FEE-1); empty, or all zero, for a free item. */
  fees: z.array(feeSchema),
  /** How long the applicant has to pay once told (R-FLOW-7). */
  feeLimitWorkingDays: z.int().min(1),
  resultCertificate: resultCertificateSchema.nullable(),
  onlineClass: z.enum(["A", "B", "C", "D"]),
  change: z.object({ author: z.string().min(1), reason: z.string().min(1), date: z.iso.date() }),
});
export type ItemDefinition = z.infer<typeof itemDefinitionSchema>;

/** Whether two versions differ in nothing but their number and what is said of the change. */
export function hasSameContent(one: ItemDefinition, other: ItemDefinition): boolean {
  return contentOf(one) === contentOf(other);
}

/** Read anew, for a definition kept from before a part had its default says the same without it. */
function contentOf(definition: ItemDefinition): string {
  const { version: _version, change: _change, ...content } = itemDefinitionSchema.parse(definition);
  return canonicalJson(content);
}
