import { z } from "zod";
import { caseIdSchema, commandIdSchema, pageIdSchema, sha256Schema, workstationCodeSchema } from "../ids.ts";
import { legalBasisSchema } from "../item/item-definition.ts";
import { delegatedPart } from "../people/capacity.ts";
import { actorSchema } from "../people/role.ts";
import { signedPart } from "../signature/statement-signature.ts";
import { instantSchema } from "../time/instant.ts";
import { applicationSchema } from "./application.ts";
import { caseNumberSchema } from "./case-number.ts";
import { decisionPartsSchema, defectSchema, documentKindSchema, opinionPartsSchema, paperHandOverSchema, receiptKindSchema, refusalGroundSchema } from "./case-parts.ts";
import { certificateIssueSchema, certificatePrintSchema, certificateRevocationSchema } from "./certificate-parts.ts";
import { paymentSchema } from "./fee-parts.ts";
import { meetingPartsSchema, suspensionPartsSchema, upperAnswerPartsSchema, upwardReportPartsSchema } from "./flow-parts.ts";
import { missingOfDelivery, noticeDeliverySchema, noticeReferenceSchema } from "./notice-parts.ts";
import { pageSchema, turnDegreesSchema } from "./page.ts";
import { handOverSchema, publicationSchema } from "./result-parts.ts";

/** Signed by a key, and perhaps for somebody else (R-FLOW-2, R-FLOW-3). */
const signed = { ...signedPart, ...delegatedPart };

const materialCode = z.string().min(1).max(60);

/** What each command carries. The key is the command's kind. */
export const commandPayloadSchemas = {
  /** Reception at a window or online (R-RECV-1, R-RECV-2). */
  receiveCase: z.object({
    number: caseNumberSchema,
    itemCode: z.string(),
    itemVersion: z.int().min(1),
    channel: z.enum(["window", "online"]),
    application: applicationSchema,
  }),
  amendApplication: z.object({ application: applicationSchema }),
  /** Ticks a material as handed in and checked (R-RECV-11). `sheetCount` is the paper's, 0 for an electronic file. */
  recordMaterial: z
    .object({
      materialCode,
      medium: z.enum(["paper", "electronic"]),
      checkedAs: z.enum(["original", "copy"]),
      copies: z.int().min(1).max(99),
      sheetCount: z.int().min(0).max(9999),
    })
    .refine(({ medium, sheetCount }) => medium === "electronic" || sheetCount > 0, { path: ["sheetCount"], error: "paper has sheets" }),
  unrecordMaterial: z.object({ materialCode }),
  /** The material travels as paper (R-SCAN-4). */
  keepMaterialOnPaper: z.object({ materialCode, description: z.string().trim().min(1).max(200), sheetCount: z.int().min(1).max(9999) }),
  handOverPaper: paperHandOverSchema,
  /** A valid certificate already in the register stands in (R-RECV-9). */
  referenceCertificate: z.object({ materialCode, register: z.string().min(1), certificateNumber: z.string().trim().min(1).max(60) }),
  /** Inserts pages, in the order given, before position `index` (0 … number of pages). */
  attachPages: z.object({ materialCode, index: z.int().min(0), pages: z.array(pageSchema).min(1).max(500) }),
  /** Takes the page out and puts it at `index` of the material as it is then. */
  movePage: z.object({ pageId: pageIdSchema, materialCode, index: z.int().min(0) }),
  removePage: z.object({ pageId: pageIdSchema }),
  turnPage: z.object({ pageId: pageIdSchema, turnDegrees: turnDegreesSchema }),
  /** A rescan: the new page takes the old one's place. */
  replacePage: z.object({ pageId: pageIdSchema, page: pageSchema }),
  /** The page was named by an accepted case, and its picture is lost: another scan of the same sheet takes its place (R-OFF-3). */
  supplyLostPage: z.object({ pageId: pageIdSchema, page: pageSchema }),
  /** All of a material's paper or files are in: the last step of R-RECV-7 for a material accepted before it was scanned. */
  finishDigitising: z.object({ materialCode }),
  acceptCase: z.object({}),
  /** The one notice that lists every defect (R-RECV-2). */
  requestCorrection: z.object({ defects: z.array(defectSchema).min(1).max(100), limitWorkingDays: z.int().min(1).max(60) }),
  deliverCorrection: z.object({ note: z.string().trim().max(500) }),
  refuseCase: z.object({
    ground: refusalGroundSchema,
    reason: z.string().trim().min(1).max(2000),
    legalBasis: legalBasisSchema,
  }),
  /** The rule of R-RECV-3, carried out by the centre. */
  deemAccepted: z.object({}),
  /** Names its step, so that an opinion given offline never lands on another one (R-FLOW-2). */
  signOpinion: opinionPartsSchema.extend({ stepCode: z.string(), ...signed }),
  /** What the signer's opinion should have said, and why it did not; `opinionNumber` counts the case's opinions from 1. */
  askOpinionCorrection: opinionPartsSchema.extend({ opinionNumber: z.int().min(1), why: z.string().trim().min(1).max(2000), ...signedPart }),
  /** Approves what was asked, word for word: a new entry beside the opinion it corrects (R-FLOW-2). */
  correctOpinion: opinionPartsSchema.extend({ opinionNumber: z.int().min(1), ...signed }),
  declineOpinionCorrection: z.object({ opinionNumber: z.int().min(1), reason: z.string().trim().min(1).max(2000), ...delegatedPart }),
  /** To an earlier step of the flow (R-FLOW-5). */
  sendBack: z.object({ toStepCode: z.string(), reason: z.string().trim().min(1).max(2000), ...signed }),
  /** The flow's last signature (R-FLOW-7). */
  decideCase: decisionPartsSchema.extend(signed),
  /** A special procedure stops the clock (R-FLOW-4). */
  suspendCase: suspensionPartsSchema.extend(signed),
  resumeCase: z.object({ note: z.string().trim().max(1000), ...delegatedPart }),
  /** The clock stands still until the higher authority has answered (R-FLOW-7). */
  reportUpward: upwardReportPartsSchema.extend(signed),
  recordUpperAnswer: upperAnswerPartsSchema.extend(delegatedPart),
  /** A major case, or one the joint review is split on (R-FLOW-6). */
  referToMeeting: z.object({ reason: z.string().trim().min(1).max(2000), ...delegatedPart }),
  recordMeeting: meetingPartsSchema.extend(signed),
  withdrawCase: z.object({ reason: z.string().trim().min(1).max(1000) }),
  /** Money for the fee told of; a bank's entry has a reference (R-FEE-3). */
  recordPayment: paymentSchema.refine(({ method, reference }) => method === "cash" || reference !== "", { path: ["reference"], error: "a bank entry has a reference" }),
  /** The rule of R-FLOW-7 for a fee not paid, carried out by the centre. */
  lapseUnpaid: z.object({}),
  /** A document of decision got its number; `sha256` is of the PDF as numbered. A delivery receipt is for a `notice`, or else for the result. */
  numberDocument: z.object({ document: documentKindSchema, number: z.string().trim().min(1).max(60), sha256: sha256Schema, notice: noticeReferenceSchema.optional() }),
  /** A letter has its carrier's number; who leaves a notice that nobody signs for says who saw it. */
  deliverNotice: noticeDeliverySchema.refine((delivery) => missingOfDelivery(delivery) === undefined, { error: "a letter has a number, what was left has a witness" }),
  /** The first of two officers has checked what the certificate will say. */
  prepareCertificate: z.object({ note: z.string().trim().max(500) }),
  /** The centre numbered, sealed and signed it (R-CERT-1, R-CERT-2). */
  issueCertificate: certificateIssueSchema,
  revokeCertificate: certificateRevocationSchema,
  recordCertificatePrint: certificatePrintSchema,
  /** The applicant signs for the result (R-CERT-3). */
  handOverResult: handOverSchema,
  closeCase: z.object({}),
  recordPublication: publicationSchema,
  /** A print that came out of a printer; every one after the first of its kind is a marked reprint. */
  recordReceiptPrint: z.object({ receipt: receiptKindSchema, printer: z.string().min(1).max(100) }),
} as const;

export type CommandKind = keyof typeof commandPayloadSchemas;
export const commandKinds = Object.keys(commandPayloadSchemas) as readonly CommandKind[];
export type CommandPayload<K extends CommandKind> = z.infer<(typeof commandPayloadSchemas)[K]>;

/** A person's act as data: what, on which case, by whom, when and where it was given. */
export type CaseCommand = { [K in CommandKind]: { kind: K; payload: CommandPayload<K> } & CommandEnvelope }[CommandKind];
export type CommandOf<K extends CommandKind> = Extract<CaseCommand, { kind: K }>;
/** What an act says before it is addressed and signed: kind and payload only. */
export type CommandBody = { [K in CommandKind]: { kind: K; payload: CommandPayload<K> } }[CommandKind];

const envelopeSchema = z.object({
  id: commandIdSchema,
  caseId: caseIdSchema,
  /** The case's version (number of events) the giver saw. */
  baseVersion: z.int().min(0),
  actor: actorSchema,
  workstationCode: workstationCodeSchema.nullable(),
  /** By the giver's clock. */
  givenAt: instantSchema,
});
export type CommandEnvelope = z.infer<typeof envelopeSchema>;

const members = commandKinds.map((kind) =>
  envelopeSchema.extend({ kind: z.literal(kind), payload: commandPayloadSchemas[kind] }),
);
export const caseCommandSchema = z.discriminatedUnion("kind", members as never) as unknown as z.ZodType<CaseCommand>;

const bodies = commandKinds.map((kind) => z.object({ kind: z.literal(kind), payload: commandPayloadSchemas[kind] }));
export const commandBodySchema = z.discriminatedUnion("kind", bodies as never) as unknown as z.ZodType<CommandBody>;
