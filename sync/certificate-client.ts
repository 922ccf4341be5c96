import {
  batchIssueResponseSchema, casePapersSchema, sheetAnswerSchema, sheetStocksSchema, verificationSchema,
  type BatchIssueRequest, type BatchIssueResponse, type CasePapers, type IssueRequest, type RevocationRequest, type SheetQuestion, type SheetStock, type SpoiltSheet, type Verification,
} from "../contracts/certificates.ts";
import { commandResultSchema, type CommandResult } from "../contracts/sync.ts";
import type { Refusal } from "../domain/case/refusal.ts";
import type { CaseId } from "../domain/ids.ts";
import { ask, readJson } from "./http.ts";
import type { CentreAccess } from "./sync-transport.ts";

/** Sealing takes the centre's time: a batch is a hundred certificates at most. */
const batchTimeoutMs = 180_000;
/** Somebody stands at the printer: without an answer the sheet is printed on what is known here. */
const sheetTimeoutMs = 5_000;

/** What only the centre can do with certificates: it keeps the registers and the seal. Failures as in `ask`, and the centre's own. */
export interface CertificateClient {
  issueCertificate(access: CentreAccess, personToken: string, caseId: CaseId, request: IssueRequest): Promise<CommandResult>;
  issueCertificates(access: CentreAccess, personToken: string, request: BatchIssueRequest): Promise<BatchIssueResponse>;
  revokeCertificate(access: CentreAccess, personToken: string, caseId: CaseId, request: RevocationRequest): Promise<CommandResult>;
  /** Whether a sheet of certificate paper would be taken; null when it would. */
  askSheet(access: CentreAccess, personToken: string, caseId: CaseId, question: SheetQuestion): Promise<Refusal | null>;
  listSheetStocks(access: CentreAccess, personToken: string): Promise<SheetStock[]>;
  spoilSheet(access: CentreAccess, personToken: string, sheet: SpoiltSheet): Promise<{ refusal: Refusal | null }>;
  /** What was numbered and sealed of a case, and what still waits for it and why. */
  listCasePapers(access: CentreAccess, personToken: string, caseId: CaseId): Promise<CasePapers>;
  verifyFile(access: CentreAccess, pdf: Uint8Array): Promise<Verification>;
  /** An address scanned from a QR code, its code, or a number; as many as the number has entries. */
  verifyText(access: CentreAccess, text: string): Promise<Verification[]>;
}

export const certificateClient: CertificateClient = {
  issueCertificate: async (access, personToken, caseId, request) =>
    readJson(await ask(access, { method: "POST", path: `/api/cases/${caseId}/certificate`, json: request, personToken }), commandResultSchema),
  issueCertificates: async (access, personToken, request) =>
    readJson(await ask(access, { method: "POST", path: "/api/certificates/issues", json: request, personToken, timeoutMs: batchTimeoutMs }), batchIssueResponseSchema),
  revokeCertificate: async (access, personToken, caseId, request) =>
    readJson(await ask(access, { method: "POST", path: `/api/cases/${caseId}/certificate/revocation`, json: request, personToken }), commandResultSchema),
  askSheet: async (access, personToken, caseId, question) =>
    (await readJson(await ask(access, { method: "POST", path: `/api/cases/${caseId}/certificate/sheet`, json: question, personToken, timeoutMs: sheetTimeoutMs }), sheetAnswerSchema)).refusal,
  listSheetStocks: async (access, personToken) => readJson(await ask(access, { method: "GET", path: "/api/certificate-sheets", personToken }), sheetStocksSchema),
  spoilSheet: async (access, personToken, sheet) => readJson(await ask(access, { method: "POST", path: "/api/certificate-sheets", json: sheet, personToken }), sheetAnswerSchema),
  listCasePapers: async (access, personToken, caseId) => readJson(await ask(access, { method: "GET", path: `/api/cases/${caseId}/papers`, personToken }), casePapersSchema),
  verifyFile: async (access, pdf) =>
    readJson(
      await ask(access, { method: "POST", path: "/api/certificates/verification", bytes: pdf, headers: { "content-type": "application/pdf" } }),
      verificationSchema,
    ),
  verifyText: async (access, text) =>
    readJson(await ask(access, { method: "GET", path: `/api/certificates/verification?text=${encodeURIComponent(text)}` }), verificationSchema.array()),
};
