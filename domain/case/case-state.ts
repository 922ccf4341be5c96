import type { CaseId, OfficeId, PersonId, Sha256, WorkstationCode } from "../ids.ts";
import type { LegalBasis } from "../item/item-definition.ts";
import type { ActedFor } from "../people/capacity.ts";
import type { Instant } from "../time/instant.ts";
import type { Application } from "./application.ts";
import type { CaseNumber } from "./case-number.ts";
import type { CommandPayload } from "./case-command.ts";
import type { DecisionParts, Defect, DocumentKind, OpinionParts, PaperHandOver, ReceiptKind, StepStart } from "./case-parts.ts";
import type { CertificateIssue, CertificatePrint } from "./certificate-parts.ts";
import type { FeeNotice, LapseParts, Payment } from "./fee-parts.ts";
import type { AnsweredReport, EndedSuspension, MeetingParts, Suspension, UpwardReport } from "./flow-parts.ts";
import type { NoticeDelivery, NoticeReference } from "./notice-parts.ts";
import type { Page } from "./page.ts";
import type { HandOver, Publication, ResultStart } from "./result-parts.ts";

export const caseStages = [
  "received", "awaiting-correction", "corrected", "accepted", "awaiting-payment", "granted", "denied", "closed", "refused", "withdrawn",
] as const;
/**
 * Where a case stands. `accepted` is under examination, at a step of its flow; `granted` and `denied` are results not yet in the
 * applicant's hand; `closed`, `refused` and `withdrawn` are ends.
 */
export type CaseStage = (typeof caseStages)[number];

/** What is known of one material of the item's checklist. */
export interface CaseMaterial {
  record: Omit<CommandPayload<"recordMaterial">, "materialCode"> | null;
  onPaper: { description: string; sheetCount: number } | null;
  certificate: { register: string; certificateNumber: string } | null;
  pages: readonly Page[];
  /** Accepted on paper (or as files) and not yet brought in; the only material that may still change then (R-RECV-7). */
  isAwaitingDigitising: boolean;
  digitisedAt: Instant | null;
}

/** A stay at a step of the flow; the same step again, after the case was sent back, is another stay. */
export interface StepStay extends StepStart {
  startedAt: Instant;
  /** Null where the case stands now. */
  endedAt: Instant | null;
}

/** A signed opinion; its number is its place in the case's list, from 1. It never changes (R-FLOW-2). */
export interface Opinion extends OpinionParts {
  stepName: string;
  /** Which of the case's stays it was given in, from 0. */
  stayIndex: number;
  at: Instant;
  by: { personId: PersonId; name: string };
  /** Whose opinion it is when `by` signed it for them (R-FLOW-3). */
  onBehalfOf: ActedFor | null;
  /** The number of the opinion this entry corrects. */
  correctsNumber: number | null;
  /** The deputy leader who approved the correction; null for what is none, and where they wrote it themselves without being asked. */
  approvedBy: { personId: PersonId; name: string } | null;
}

/** A correction of an opinion that nobody has approved or declined yet (R-FLOW-2). */
export interface AskedCorrection extends OpinionParts {
  opinionNumber: number;
  why: string;
  at: Instant;
  by: { personId: PersonId; name: string };
}

/** The minutes of a leaders' meeting, held in the stay `stayIndex`, from 0 (R-FLOW-6). */
export interface Meeting extends MeetingParts {
  stayIndex: number;
  at: Instant;
  by: { personId: PersonId; name: string };
  onBehalfOf: ActedFor | null;
}

export interface PersonReference {
  personId: PersonId;
  name: string;
}

/** The fee told of with the grant: open until `payment` or `lapse` is there, never both. */
export interface CaseFee extends FeeNotice {
  noticedAt: Instant;
  payment: (Payment & { at: Instant; by: PersonReference }) | null;
  lapse: (LapseParts & { at: Instant }) | null;
}

/** A document of decision with its number. One that no longer says what became of the case is void; its number is never used again. */
export interface NumberedDocument {
  document: DocumentKind;
  number: string;
  sha256: Sha256;
  at: Instant;
  isVoid: boolean;
  /** Of a delivery receipt: the notice it is signed for; absent of the result's. */
  notice?: NoticeReference | undefined;
  /** Of a notice, once it is on the record; a decision is handed over with the result. */
  delivery: (Omit<NoticeDelivery, "document" | "number"> & { at: Instant; by: PersonReference }) | null;
}

/** A certificate issued in the case. Only the last can be `valid`. */
export interface CaseCertificate extends CertificateIssue {
  /** Counts the case's issues, from 1. */
  issueNumber: number;
  state: "valid" | "replaced" | "revoked";
  at: Instant;
  by: PersonReference;
  prints: readonly (Omit<CertificatePrint, "number" | "issueNumber"> & { at: Instant; by: PersonReference })[];
  /** How often it was booked as printed, sheets counted in that were found spoilt afterwards. */
  printedCount: number;
  revocation: { reason: string; legalBasis: LegalBasis; at: Instant; by: PersonReference } | null;
}

/** A case as its events tell it. `version` is the number of events. */
export interface Case {
  id: CaseId;
  version: number;
  number: CaseNumber;
  itemCode: string;
  itemVersion: number;
  channel: "window" | "online";
  /** The office that decides, from the item. */
  officeId: OfficeId;
  /** The office whose window received it. */
  windowOfficeId: OfficeId;
  workstationCode: WorkstationCode | null;
  stage: CaseStage;
  application: Application;
  receivedAt: Instant;
  receivedBy: { personId: PersonId; name: string };
  answerDueAt: Instant;
  /** When the window answered: accepted, refused, withdrew or gave the correction notice. */
  answeredAt: Instant | null;
  materials: Readonly<Record<string, CaseMaterial>>;
  paperHandOvers: readonly (PaperHandOver & { at: Instant; by: string })[];
  correction: { defects: readonly Defect[]; requestedAt: Instant; limitWorkingDays: number; dueAt: Instant; deliveredAt: Instant | null; note: string | null } | null;
  acceptance: {
    isDeemed: boolean;
    acceptedFrom: Instant;
    recordedAt: Instant;
    by: string;
    decideDueAt: Instant;
    electronicDueAt: Instant;
    paperDueAt: Instant;
  } | null;
  refusal: (CommandPayload<"refuseCase"> & { at: Instant; by: string }) | null;
  /** Every stay at a step, in order. */
  stays: readonly StepStay[];
  opinions: readonly Opinion[];
  askedCorrections: readonly AskedCorrection[];
  meetings: readonly Meeting[];
  /** The clock stands still while one of these two is set, and nothing is signed (R-FLOW-4, R-FLOW-7). */
  suspension: Suspension | null;
  reportedUpward: UpwardReport | null;
  endedSuspensions: readonly EndedSuspension[];
  answeredReports: readonly AnsweredReport[];
  decision: (DecisionParts & { at: Instant; by: { personId: PersonId; name: string }; onBehalfOf: ActedFor | null }) | null;
  withdrawal: { reason: string; at: Instant; by: string } | null;
  fee: CaseFee | null;
  /** Null until the result stands; `since` then. */
  result: (ResultStart & { since: Instant }) | null;
  documents: readonly NumberedDocument[];
  /** By the first of two officers, for the issue to come. */
  certificatePreparation: { note: string; at: Instant; by: PersonReference } | null;
  certificates: readonly CaseCertificate[];
  /** The last hand-over: of the result, later of a certificate that took an earlier one's place. */
  handOver: (HandOver & { certificateNumber: string | null; at: Instant; by: PersonReference }) | null;
  publication: (Publication & { at: Instant; by: PersonReference }) | null;
  closing: { at: Instant; by: PersonReference } | null;
  printCounts: Readonly<Partial<Record<ReceiptKind, number>>>;
}

const untouchedMaterial: CaseMaterial = {
  record: null,
  onPaper: null,
  certificate: null,
  pages: [],
  isAwaitingDigitising: false,
  digitisedAt: null,
};

/** The material as it stands; an untouched one when nothing was said of it yet. */
export function materialOf(current: Pick<Case, "materials">, materialCode: string): CaseMaterial {
  return current.materials[materialCode] ?? untouchedMaterial;
}

/** Where a page lies: its material and its place there, from 0. */
export function findPage(current: Case, pageId: string): { materialCode: string; index: number; page: Page } | undefined {
  for (const [materialCode, material] of Object.entries(current.materials)) {
    const index = material.pages.findIndex((page) => page.pageId === pageId);
    const page = material.pages[index];
    if (page !== undefined) return { materialCode, index, page };
  }
  return undefined;
}

export function allPages(current: Case): Page[] {
  return Object.values(current.materials).flatMap((material) => [...material.pages]);
}

/** Whether the case is over for the applicant. A decided one is not: its result is still to be handed over (R-CERT-3). */
export function isEnded(stage: CaseStage): boolean {
  return ["closed", "refused", "withdrawn"].includes(stage);
}

/** The step the case stands at; undefined before acceptance and after its end. */
export function findCurrentStep(current: Pick<Case, "stays">): StepStay | undefined {
  const last = current.stays.at(-1);
  return last?.endedAt === null ? last : undefined;
}
