import { z } from "zod";
import { certificateNumberSchema, certificatePrintSchema, certificateRevocationSchema, issueKindSchema } from "../../domain/case/certificate-parts.ts";
import { refusalSchema } from "../../domain/case/refusal.ts";
import { caseIdSchema, commandIdSchema, sha256Schema } from "../../domain/ids.ts";
import { instantSchema } from "../../domain/time/instant.ts";
import { batchIssueRequestSchema, casePapersSchema, sheetAnswerSchema, sheetStocksSchema, spoiltSheetSchema, verificationQuerySchema, verificationSchema } from "../certificates.ts";
import { wireFailureSchema } from "../sync.ts";
import { bytesSchema } from "./bytes.ts";
import type { CommandAnswer } from "./cases.ts";
import { printJobSchema } from "./receipts.ts";

const commandAnswer = z.custom<CommandAnswer>();
/** Made by the page for one wish: asked again after a lost answer, the first answer comes again. */
const requestId = commandIdSchema;
const onePaper = z.object({ caseId: caseIdSchema, sha256: sha256Schema });

/** `offline` where the centre could not be asked: then it is said by what this PC knew when it last synced, null before it ever did. */
const deskVerificationSchema = verificationSchema.extend({ offline: z.object({ lastSyncedAt: z.string().nullable() }).nullable() });
export type DeskVerification = z.infer<typeof deskVerificationSchema>;

/** What became of one case of a batch: issued when both are null. */
const batchAnswerSchema = z.object({ caseId: caseIdSchema, refusal: refusalSchema.nullable(), failure: wireFailureSchema.nullable() });
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;

const paperSerial = certificatePrintSchema.shape.paperSerial;
const sheetSentSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("sent"), job: printJobSchema }),
  z.object({ outcome: z.literal("refused"), refusal: refusalSchema }),
]);

const unbookedSheetSchema = certificatePrintSchema.pick({ number: true, issueNumber: true, paperSerial: true }).extend({
  jobId: z.uuid(),
  caseId: caseIdSchema,
  applicantName: z.string(),
  sentAt: instantSchema,
  /** Who sent it. */
  sentBy: z.string(),
});
export type UnbookedSheet = z.infer<typeof unbookedSheetSchema>;

/**
 * Certificates and documents of decision. Register and seal are at the centre: without the network these fail `centre-unreachable` unless it
 * is said otherwise, for somebody signed in offline `centre-sign-in-needed`.
 */
export const certificateChannels = {
  /** What the certificate will say, marked 样张 and without seal; each sheet an SVG. Drawn here. */
  "certificates.preview": { input: z.object({ caseId: caseIdSchema }), output: z.object({ svgs: z.array(z.string()) }) },
  "certificates.issue": {
    input: z.object({ caseId: caseIdSchema, requestId, issue: issueKindSchema, replaces: certificateNumberSchema.nullable(), reason: z.string().trim().max(500) }),
    output: commandAnswer,
  },
  "certificates.issueMany": { input: batchIssueRequestSchema, output: z.array(batchAnswerSchema) },
  "certificates.revoke": { input: certificateRevocationSchema.extend({ caseId: caseIdSchema, requestId }), output: commandAnswer },
  /** A sealed PDF, or a picture with a code on it. Without the centre judged here, as a text is. */
  "certificates.verifyFile": { input: z.object({ file: bytesSchema }), output: z.array(deskVerificationSchema) },
  "certificates.verifyText": { input: verificationQuerySchema, output: z.array(deskVerificationSchema) },
  /** The QR code in what a camera sees now; null when there is none to read. */
  "certificates.findCode": { input: z.object({ picture: bytesSchema }), output: z.object({ code: z.string().nullable() }) },
  /**
   * A certificate onto the sheet of this serial. Refused when the case, or the centre where it can be asked, knows that the sheet or the
   * certificate is spent; fails `sheet-unbooked` while a sheet of it that may have come out is not booked. Until it is, it is among the unbooked.
   */
  "certificates.print": { input: onePaper.extend({ paperSerial }), output: sheetSentSchema },
  /** Sheets sent to a printer from here that may have come out and are not booked, oldest first. */
  "certificates.unbookedSheets": { input: z.object({}), output: z.array(unbookedSheetSchema) },
  /** Nobody is asked of the sheet any more: it was booked under another serial, or never touched. */
  "certificates.forgetSheet": { input: z.object({ jobId: z.uuid() }), output: z.object({}) },
  /** The paper of the person's office, as the centre counts it. */
  "sheets.list": { input: z.object({}), output: sheetStocksSchema },
  "sheets.spoil": { input: spoiltSheetSchema, output: sheetAnswerSchema },
  /** What the centre has still to number and seal of a case, and why the last attempt came to nothing. */
  "papers.listWaiting": { input: z.object({ caseId: caseIdSchema }), output: casePapersSchema.shape.waiting },
  /** A sealed document or certificate of a case; fetched once, then kept here. */
  "papers.read": { input: onePaper, output: z.object({ pdf: z.custom<Uint8Array>() }) },
  "papers.print": { input: onePaper, output: printJobSchema },
  "papers.save": { input: onePaper, output: z.object({ path: z.string() }) },
} as const;
