import { z } from "zod";
import type { DocumentKind } from "../../domain/case/case-parts.ts";
import { instantSchema } from "../../domain/time/instant.ts";
import { fenSchema } from "../template/formats.ts";

const text = z.string();

/** What every document says. */
const commonSchema = z.object({
  /** From the register; null as long as none was given. */
  number: text.nullable(),
  /** The day the document bears. */
  datedAt: instantSchema,
  officeName: text,
  windowAddress: text.nullable(),
  phone: text.nullable(),
  /** 行政许可, 行政审批 or 备案: what is granted or denied. */
  actName: text,
  /** The licensing law is quoted only for what it governs. */
  isLicence: z.boolean(),
  itemName: text,
  /** `《中华人民共和国建筑法》第七条、…`: what the item rests on. */
  itemBasis: text,
  caseNumber: text,
  receivedAt: instantSchema,
  acceptedAt: instantSchema.nullable(),
  projectLabel: text,
  projectName: text,
  applicant: z.object({ name: text, isOrganisation: z.boolean(), you: text, identityLabel: text, identityNumber: text, address: text.nullable() }),
});

/** With where the office is found: for what the applicant may have to answer. */
const addressedSchema = commonSchema.extend({ windowAddress: text, phone: text });

const materialSchema = z.object({ name: text, form: text, copies: text, pages: text, note: text });

/** What each kind says, in the words of its template's variables. Moments and sums of money are written by the template's formats. */
export const documentContentSchemas = {
  "grant-decision": commonSchema.extend({
    decidedAt: instantSchema,
    decisionText: text,
    /** Empty when the signer gave none. */
    reasons: text,
    certificate: z.object({ name: text, validMonths: z.int().nullable() }).nullable(),
  }),
  "deny-decision": addressedSchema.extend({
    decidedAt: instantSchema,
    /** Null when a rule denied, not a person: an unpaid fee. */
    decisionText: text.nullable(),
    reasons: text,
    legalBasis: text,
    /** What the article says, as the item or the signer has it: not always its very words. */
    legalBasisText: text.nullable(),
    /** What the signer wrote, and who is named besides: the authority that reviews, the court that hears the suit. */
    remedies: z.object({ text: text.nullable(), reviewAuthority: text, court: text }),
  }),
  "withdrawal-decision": commonSchema.extend({
    withdrawnAt: instantSchema,
    reason: text,
    materials: z.array(materialSchema),
  }),
  "special-procedure-notice": addressedSchema.extend({
    procedureName: text,
    reason: text,
    workingDays: z.int(),
    startedAt: instantSchema,
    until: instantSchema,
    /** Said behind the day when it may yet move with the holidays to be announced, else empty; so in a fee notice. */
    untilNote: text,
    /** The decision's end as it was promised before. */
    decideDueAt: instantSchema,
  }),
  "fee-notice": addressedSchema.extend({
    lines: z.array(z.object({ name: text, basis: text, amountFen: fenSchema })),
    totalFen: fenSchema,
    dueAt: instantSchema,
    dueNote: text,
    /** Null where fees are paid at the window only. */
    account: z.object({ payee: text, bank: text, number: text }).nullable(),
  }),
  "delivery-receipt": addressedSchema.extend({
    documents: z.array(z.object({ title: text, number: text.nullable(), copies: z.int() })),
    recipient: z.object({ name: text, relation: text, identityNumber: text }).nullable(),
    place: text.nullable(),
    method: text.nullable(),
    deliverer: text.nullable(),
    /** Null to be filled in by hand. */
    deliveredAt: instantSchema.nullable(),
    note: text,
  }),
} as const satisfies Record<DocumentKind, z.ZodObject>;

export type DocumentContent<K extends DocumentKind = DocumentKind> = z.infer<(typeof documentContentSchemas)[K]>;
