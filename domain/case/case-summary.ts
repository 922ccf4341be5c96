import type { CaseId, OfficeId } from "../ids.ts";
import type { Instant } from "../time/instant.ts";
import type { CaseNumber } from "./case-number.ts";
import type { DeadlineKind, StepStart } from "./case-parts.ts";
import { allPages, findCurrentStep, type Case, type CaseStage } from "./case-state.ts";
import { summariseCertificate, summariseFee, type CertificateSummary, type FeeSummary } from "./result-summary.ts";
import { findNextDeadline } from "./deadlines.ts";
import { noticesToDeliver } from "./notices.ts";
import type { NoticeKind } from "./notice-parts.ts";
import { findPause, type Pause } from "./pauses.ts";
import { findTurn, type Turn } from "./turn.ts";

/** A case as one line of a list; kept beside the events by every store that shows lists. */
export interface CaseSummary {
  caseId: CaseId;
  number: CaseNumber;
  itemCode: string;
  officeId: OfficeId;
  windowOfficeId: OfficeId;
  stage: CaseStage;
  isDeemedAccepted: boolean;
  applicantName: string;
  identityNumber: string;
  contactName: string;
  contactMobile: string;
  projectName: string;
  receivedAt: Instant;
  acceptedAt: Instant | null;
  /** The decision's promised date; null before acceptance. */
  decideDueAt: Instant | null;
  pageCount: number;
  /** Where its flow stands; null before acceptance and after the end. */
  step: Pick<StepStart, "code" | "name" | "role"> | null;
  /** Who is waited for there; null when nobody is. */
  turn: Turn | null;
  /** The clock of its flow stands still (R-FLOW-4, R-FLOW-7). */
  pause: Pause | null;
  /** Null when none is or was asked. */
  fee: FeeSummary | null;
  /** Null when none is coming: not granted, not paid, or an item without one. */
  certificate: CertificateSummary | null;
  /** While the result is still to be published, which may outlast the case (R-FLOW-9). */
  publishDueAt: Instant | null;
  /** Where the public can read the result, and since when; null until it is published. */
  publication: { place: string; at: Instant } | null;
  /** What a window has still to deliver, and since when the first of it is there; null when nothing. */
  toDeliver: { documents: readonly NoticeKind[]; since: Instant } | null;
  isHandedOver: boolean;
  isClosed: boolean;
  nextDeadline: { kind: DeadlineKind; dueAt: Instant } | null;
}

export function summaryOf(current: Case): CaseSummary {
  const { applicant, contact, projectName } = current.application;
  const next = findNextDeadline(current);
  const step = findCurrentStep(current);
  const notices = noticesToDeliver(current);
  return {
    caseId: current.id,
    number: current.number,
    itemCode: current.itemCode,
    officeId: current.officeId,
    windowOfficeId: current.windowOfficeId,
    stage: current.stage,
    isDeemedAccepted: current.acceptance?.isDeemed ?? false,
    applicantName: applicant.name,
    identityNumber: applicant.identityNumber,
    contactName: contact.name,
    contactMobile: contact.mobile,
    projectName,
    receivedAt: current.receivedAt,
    acceptedAt: current.acceptance?.acceptedFrom ?? null,
    decideDueAt: current.acceptance?.decideDueAt ?? null,
    pageCount: allPages(current).length,
    step: step === undefined ? null : { code: step.code, name: step.name, role: step.role },
    turn: findTurn(current),
    pause: findPause(current) ?? null,
    fee: summariseFee(current),
    certificate: summariseCertificate(current),
    publishDueAt: current.publication === null ? (current.result?.publishDueAt ?? null) : null,
    publication: current.publication === null ? null : { place: current.publication.place, at: current.publication.at },
    toDeliver: notices[0] === undefined ? null : { documents: notices.map(({ document }) => document), since: notices[0].at },
    isHandedOver: current.handOver !== null,
    isClosed: current.stage === "closed",
    nextDeadline: next === undefined ? null : { kind: next.kind, dueAt: next.dueAt },
  };
}
