import { z } from "zod";
import { documentKindSchema } from "../domain/case/case-parts.ts";
import { certificateNumberSchema, certificatePrintSchema, certificateRevocationSchema, issueKindSchema } from "../domain/case/certificate-parts.ts";
import { refusalSchema } from "../domain/case/refusal.ts";
import { numberFormatSchema } from "../domain/certificate/register-number.ts";
import { certificateStateSchema, registeredCertificateSchema } from "../domain/certificate/registered-certificate.ts";
import { verificationReasons, type VerificationReason, type VerificationState } from "../domain/certificate/verification.ts";
import { caseIdSchema, commandIdSchema, officeIdSchema, sha256Schema } from "../domain/ids.ts";
import { sealUseSchema } from "../domain/record/seal-use.ts";
import { instantSchema } from "../domain/time/instant.ts";
import { recordFaultSchema } from "./record-check.ts";
import { commandResultSchema, wireFailureSchema } from "./sync.ts";

/** A seal as whoever administers it sees it; its key is never told. */
export const listedSealSchema = z.object({
  officeId: officeIdSchema,
  sealId: z.uuid(),
  officeName: z.string(),
  centreLine: z.string(),
  code: z.string(),
  diameterMm: z.int(),
  keyHolder: z.string(),
  /** SHA-256 of the seal's certificate, upper-case hexadecimal with colons. */
  fingerprint: z.string(),
  validUntil: instantSchema,
  madeAt: instantSchema,
  retiredAt: instantSchema.nullable(),
  retirementReason: z.string().nullable(),
  isCompromised: z.boolean(),
});
export type ListedSeal = z.infer<typeof listedSealSchema>;

/** `POST /api/offices/:officeId/seal`: `replacing` retires the one in use. */
export const newSealSchema = z.object({
  centreLine: z.string().trim().min(1).max(20).default("审批专用章"),
  code: z.string().regex(/^\d{0,16}$/).default(""),
  diameterMm: z.union([z.literal(42), z.literal(45)]).default(42),
  replacing: z.object({ reason: z.string().trim().min(1).max(500), isCompromised: z.boolean() }).optional(),
});

/** `GET /api/seals/:officeId/uses`: newest first. */
export const sealUsesQuerySchema = z.object({ before: z.coerce.number().int().min(1).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) });
export const sealUsesSchema = z.array(sealUseSchema);

const requestIdSchema = commandIdSchema.describe("made by the asker: the same again gets the first answer again; a new attempt needs a new one");

/** `POST /api/cases/:caseId/certificate`: number, seal and issue one certificate; `replaces` and `reason` of a reprint or reissue. */
export const issueRequestSchema = z.object({
  requestId: requestIdSchema,
  issue: issueKindSchema.default("first"),
  replaces: certificateNumberSchema.nullable().default(null),
  reason: z.string().trim().max(500).default(""),
});
export type IssueRequest = z.input<typeof issueRequestSchema>;

function haveOwnIds(requests: readonly { requestId: string }[]): boolean {
  return new Set(requests.map(({ requestId }) => requestId)).size === requests.length;
}

/** `POST /api/certificates/issues`: first certificates of many cases, one after the other; each has an answer of its own. */
export const batchIssueRequestSchema = z.object({ requests: z.array(z.object({ requestId: requestIdSchema, caseId: caseIdSchema })).min(1).max(100).refine(haveOwnIds, "requests share an id") });
export type BatchIssueRequest = z.input<typeof batchIssueRequestSchema>;

/** A case whose answer is a failure was left as it was, and may be asked for again with the same `requestId`. */
export const batchIssueResponseSchema = z.object({
  answers: z.array(z.object({ caseId: caseIdSchema, result: commandResultSchema.nullable(), failure: wireFailureSchema.nullable() })),
});
export type BatchIssueResponse = z.infer<typeof batchIssueResponseSchema>;

/** `POST /api/cases/:caseId/certificate/revocation`. */
export const revocationRequestSchema = certificateRevocationSchema.extend({ requestId: requestIdSchema });
export type RevocationRequest = z.input<typeof revocationRequestSchema>;

/** `GET /api/certificates`: look-up by other departments (R-CERT-4); a number or a holder's identity number is needed. */
export const certificateQuerySchema = z
  .object({ number: z.string().trim().min(1).max(60).optional(), holder: z.string().trim().min(1).max(40).optional(), register: z.string().max(60).optional() })
  .refine(({ number, holder }) => number !== undefined || holder !== undefined, "number or holder");
/** An entry of the register with its state as of today. */
export const foundCertificateSchema = registeredCertificateSchema.extend({ state: certificateStateSchema });
export type FoundCertificate = z.infer<typeof foundCertificateSchema>;
export const foundCertificatesSchema = z.array(foundCertificateSchema);

/** `GET /api/registers`, `PUT /api/registers/:register`: how the person's office writes its numbers. */
export const registerFormatSchema = z.object({ name: z.string().trim().min(1).max(60), numberFormat: numberFormatSchema });
export const listedRegisterSchema = registerFormatSchema.extend({ register: z.string(), lastSerial: z.int(), lastYear: z.int().nullable() });

/** `POST /api/cases/:caseId/certificate/sheet`: whether a sheet would be taken, asked before anything is printed on it. */
export const sheetQuestionSchema = certificatePrintSchema.pick({ number: true, issueNumber: true, paperSerial: true });
export type SheetQuestion = z.input<typeof sheetQuestionSchema>;
/** Null when it would be. */
export const sheetAnswerSchema = z.object({ refusal: refusalSchema.nullable() });

/** `POST /api/certificate-sheets`: a sheet spoilt for no certificate: fed twice, stained, torn. */
export const spoiltSheetSchema = z.object({ register: z.string().min(1).max(60), paperSerial: certificatePrintSchema.shape.paperSerial, note: z.string().trim().min(1).max(200) });
export type SpoiltSheet = z.infer<typeof spoiltSheetSchema>;

/** A sheet accounted for. `number` is its certificate's, null where it was spoilt for none; `note` says why then. */
export const sheetSchema = z.object({ paperSerial: z.string(), outcome: z.enum(["printed", "spoilt"]), number: z.string().nullable(), note: z.string().nullable(), usedAt: instantSchema });

/** `GET /api/certificate-sheets`: the certificate paper of the person's office, a register each; `sheets` are the last ones used, newest first. */
export const sheetStockSchema = z.object({
  register: z.string(),
  /** What the register's certificates are called. */
  name: z.string(),
  printedCount: z.int(),
  spoiltCount: z.int(),
  /** Between the first and the last serial used of every run, both ends included. */
  missing: z.array(z.object({ from: z.string(), to: z.string(), count: z.int() })),
  sheets: z.array(sheetSchema),
});
export type SheetStock = z.infer<typeof sheetStockSchema>;
export const sheetStocksSchema = z.array(sheetStockSchema);

/** `GET /api/cases/:caseId/papers`: documents of decision and certificates, oldest first; their PDF is `GET /api/files/:sha256`. */
export const casePapersSchema = z.object({
  documents: z.array(z.object({ document: documentKindSchema, number: z.string(), sha256: sha256Schema, at: instantSchema, isVoid: z.boolean() })),
  certificates: z.array(
    z.object({ number: z.string(), issueNumber: z.int(), issue: issueKindSchema, state: z.enum(["valid", "replaced", "revoked"]), sha256: sha256Schema, byteLength: z.int(), at: instantSchema }),
  ),
  /** What is still to be numbered and sealed, and why the last attempt came to nothing. */
  waiting: z.array(z.object({ document: documentKindSchema, failure: wireFailureSchema.pick({ code: true, details: true }).extend({ at: instantSchema }).nullable() })),
  /** What is wrong with the case's record at the centre; then it names no papers. */
  fault: recordFaultSchema.nullable(),
});
export type CasePapers = z.infer<typeof casePapersSchema>;

export const verificationStateSchema = z.enum(Object.keys(verificationReasons) as [VerificationState, ...VerificationState[]]);

/** What a verification found; the wording of `state` and `reason` is in `contracts/wording/certificates.ts`. */
export const verificationSchema = z.object({
  state: verificationStateSchema,
  reason: z.enum(Object.values(verificationReasons).flat() as [VerificationReason, ...VerificationReason[]]),
  /** Of a sealed file: `certificate` or the kind of document; null when the seal's log does not know it. */
  document: z.string().nullable(),
  number: z.string().nullable(),
  /** The register's entry; null when it has none. */
  certificate: foundCertificateSchema.nullable(),
  signer: z.object({ commonName: z.string(), organization: z.string().nullable(), fingerprint: z.string(), validUntil: instantSchema }).nullable(),
  signedAt: instantSchema.nullable(),
  /** By the seal's log, not by the file itself. */
  provenSignedAt: instantSchema.nullable(),
});
export type Verification = z.infer<typeof verificationSchema>;

/** `GET /api/certificates/verification`: `text` is what was scanned or typed, an address, a code or a number. */
export const verificationQuerySchema = z.object({ text: z.string().trim().min(1).max(500) });
/** `POST /api/certificates/verification` takes the PDF itself as `application/pdf`. */
export const longestVerifiedBytes = 20 * 1024 * 1024;
