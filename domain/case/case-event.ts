import { z } from "zod";
import { caseIdSchema, commandIdSchema, officeIdSchema, sha256Schema, workstationCodeSchema } from "../ids.ts";
import { instantSchema } from "../time/instant.ts";
import { actedForPart } from "../people/capacity.ts";
import { actorSchema } from "../people/role.ts";
import { commandPayloadSchemas } from "./case-command.ts";
import { stepStartSchema } from "./case-parts.ts";
import { certificateNumberSchema } from "./certificate-parts.ts";
import { feeNoticeSchema, lapsePartsSchema, paymentSchema } from "./fee-parts.ts";
import { noticeDeliverySchema } from "./notice-parts.ts";
import { resultStartSchema } from "./result-parts.ts";
import { clockRestartSchema } from "./flow-parts.ts";

const payloads = commandPayloadSchemas;

/**
 * What happened. Limits are computed when the act is decided and kept in the event, so a later change of calendar or item
 * moves no promise already given.
 */
export const eventPayloadSchemas = {
  caseReceived: payloads.receiveCase.extend({ officeId: officeIdSchema, answerDueAt: instantSchema }),
  applicationAmended: payloads.amendApplication,
  materialRecorded: payloads.recordMaterial,
  materialUnrecorded: payloads.unrecordMaterial,
  materialKeptOnPaper: payloads.keepMaterialOnPaper,
  paperHandedOver: payloads.handOverPaper,
  certificateReferenced: payloads.referenceCertificate,
  pagesAttached: payloads.attachPages,
  pageMoved: payloads.movePage,
  pageRemoved: payloads.removePage,
  pageTurned: payloads.turnPage,
  pageReplaced: payloads.replacePage,
  /** `lostSha256` is the content that never reached the centre. */
  lostPageSupplied: payloads.supplyLostPage.extend({ lostSha256: sha256Schema }),
  digitisingFinished: payloads.finishDigitising,
  correctionRequested: payloads.requestCorrection.extend({ dueAt: instantSchema }),
  correctionDelivered: payloads.deliverCorrection.extend({ answerDueAt: instantSchema }),
  /** `acceptedFrom` is the day of reception when silence counted as acceptance (R-RECV-3). */
  caseAccepted: z.object({
    isDeemed: z.boolean(),
    acceptedFrom: instantSchema,
    decideDueAt: instantSchema,
    electronicDueAt: instantSchema,
    paperDueAt: instantSchema,
    /** Where the flow begins; absent when it had begun already, by a deemed acceptance. */
    step: stepStartSchema.optional(),
  }),
  caseRefused: payloads.refuseCase,
  /** `step` is the one that begins with this signature; absent while a joint review goes on. */
  opinionSigned: payloads.signOpinion.extend({ step: stepStartSchema.optional(), ...actedForPart }),
  opinionCorrectionAsked: payloads.askOpinionCorrection,
  opinionCorrectionDeclined: payloads.declineOpinionCorrection.extend(actedForPart),
  opinionCorrected: payloads.correctOpinion.extend(actedForPart),
  caseSentBack: payloads.sendBack.extend({ step: stepStartSchema, ...actedForPart }),
  /** With a `fee` to pay first, or the `result` standing at once. */
  caseDecided: payloads.decideCase.extend({ fee: feeNoticeSchema.optional(), result: resultStartSchema.optional(), ...actedForPart }),
  caseSuspended: payloads.suspendCase.extend({ until: instantSchema, ...actedForPart }),
  caseResumed: payloads.resumeCase.extend({ ...clockRestartSchema.shape, ...actedForPart }),
  reportedUpward: payloads.reportUpward.extend(actedForPart),
  upperAnswerRecorded: payloads.recordUpperAnswer.extend({ ...clockRestartSchema.shape, ...actedForPart }),
  referredToMeeting: payloads.referToMeeting.extend({ step: stepStartSchema, ...actedForPart }),
  meetingRecorded: payloads.recordMeeting.extend({ step: stepStartSchema, ...actedForPart }),
  caseWithdrawn: payloads.withdrawCase,
  paymentRecorded: paymentSchema.extend({ result: resultStartSchema }),
  unpaidLapsed: lapsePartsSchema.extend({ result: resultStartSchema }),
  documentNumbered: payloads.numberDocument,
  noticeDelivered: noticeDeliverySchema,
  certificatePrepared: payloads.prepareCertificate,
  certificateIssued: payloads.issueCertificate.extend({ issueNumber: z.int().min(1) }),
  certificateRevoked: payloads.revokeCertificate,
  certificatePrinted: payloads.recordCertificatePrint,
  /** `certificateNumber` is of the certificate handed over, if any. */
  resultHandedOver: payloads.handOverResult.extend({ certificateNumber: certificateNumberSchema.nullable() }),
  caseClosed: payloads.closeCase,
  resultPublished: payloads.recordPublication,
  receiptPrinted: payloads.recordReceiptPrint.extend({ printNumber: z.int().min(1) }),
} as const;

export type EventKind = keyof typeof eventPayloadSchemas;
export const eventKinds = Object.keys(eventPayloadSchemas) as readonly EventKind[];
export type EventPayload<K extends EventKind> = z.infer<(typeof eventPayloadSchemas)[K]>;

/** An event as decided, before it is put on the record. */
export type CaseEvent = { [K in EventKind]: { kind: K; payload: EventPayload<K> } }[EventKind];

const stampSchema = z.object({
  caseId: caseIdSchema,
  /** 1 for the case's first event. */
  version: z.int().min(1),
  commandId: commandIdSchema,
  actor: actorSchema,
  workstationCode: workstationCodeSchema.nullable(),
  /** When it happened: the giver's time, put right by the centre when the giver's clock was wrong. */
  occurredAt: instantSchema,
  /** The giver's clock as it was. */
  claimedAt: instantSchema,
  /** The rules it was judged by (`domain/rules-version.ts`). */
  rulesVersion: z.int().min(1),
});
export type EventStamp = z.infer<typeof stampSchema>;
export type StampedEvent = CaseEvent & EventStamp;

const chainSchema = z.object({
  recordedAt: instantSchema,
  previousHash: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** An event on the centre's record: chained by hash to the one before it of the same case (R-SEC-3). */
export type RecordedEvent = StampedEvent & z.infer<typeof chainSchema>;

const caseEventMembers = eventKinds.map((kind) => z.object({ kind: z.literal(kind), payload: eventPayloadSchemas[kind] }));
export const caseEventSchema = z.discriminatedUnion("kind", caseEventMembers as never) as unknown as z.ZodType<CaseEvent>;

const recordedMembers = eventKinds.map((kind) =>
  stampSchema.extend(chainSchema.shape).extend({ kind: z.literal(kind), payload: eventPayloadSchemas[kind] }),
);
export const recordedEventSchema = z.discriminatedUnion("kind", recordedMembers as never) as unknown as z.ZodType<RecordedEvent>;
