import type { CaseNumber } from "../case/case-number.ts";
import type { SpecialProcedure } from "../case/flow-parts.ts";
import type { NoticeKind } from "../case/notice-parts.ts";
import type { Instant } from "../time/instant.ts";

/** What every message to an applicant names: no identity number, no address, for it is read by whoever holds the telephone. */
export interface MessageSubject {
  contactName: string;
  projectName: string;
  number: CaseNumber;
}

/** The milestones told of, each with what its text needs besides the subject (R-FLOW-8). */
export interface MessageDetails {
  received: { answerDueAt: Instant };
  "correction-requested": { defectCount: number; dueAt: Instant };
  "correction-delivered": { answerDueAt: Instant };
  accepted: { isDeemed: boolean; decideDueAt: Instant };
  refused: object;
  suspended: { procedure: SpecialProcedure; until: Instant };
  "reported-upward": { authority: string };
  /** The clock goes on after either. */
  resumed: { decideDueAt: Instant };
  withdrawn: object;
  "fee-due": { totalFen: number; dueAt: Instant };
  "fee-paid": { totalFen: number };
  "fee-lapsed": { totalFen: number; dueAt: Instant };
  granted: object;
  denied: object;
  /** A notice is made, and waits for whoever it tells. */
  "notice-ready": { document: NoticeKind; noticeNumber: string };
  "result-ready": { isCertificate: boolean };
  "handed-to-agent": { agentName: string };
  closed: object;
  "certificate-revoked": { certificateNumber: string };
}

export type MessageTemplate = keyof MessageDetails;
export type MessageValues<T extends MessageTemplate> = MessageSubject & MessageDetails[T];
/** A message as data; its Chinese text is in `contracts/wording/messages.ts`. */
export type Message = { [T in MessageTemplate]: { template: T; values: MessageValues<T> } }[MessageTemplate];
