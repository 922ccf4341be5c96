import type { CaseCommand, CommandKind } from "../domain/case/case-command.ts";
import type { RecordedEvent, StampedEvent } from "../domain/case/case-event.ts";
import type { CaseNumber } from "../domain/case/case-number.ts";
import type { CaseSummary } from "../domain/case/case-summary.ts";
import type { ReceiptKind } from "../domain/case/case-parts.ts";
import type { Refusal } from "../domain/case/refusal.ts";
import type { CaseId, CommandId, OfficeId, PersonId, Sha256, WorkstationCode } from "../domain/ids.ts";
import type { Role } from "../domain/people/role.ts";
import type { PaperKind } from "../domain/printing/paper-kind.ts";
import type { ChainBreak } from "../domain/record/hash-chain.ts";
import type { Instant } from "../domain/time/instant.ts";

/** The data the store keeps, in the shapes that cross the wire or reach the desks; declared here, for `db` knows no contracts. */

export interface StoredFailure {
  code: string;
  retryable: boolean;
  details: Readonly<Record<string, string | number>>;
}

/** What this PC got when it joined a centre (R-SEC-5). */
export interface StoredEnrolment {
  workstationCode: WorkstationCode;
  regionCode: string;
  officeId: OfficeId;
  officeName: string;
  deviceToken: string;
  centreUrl: string;
}

export interface KnownPerson {
  personId: PersonId;
  account: string;
  name: string;
  officeId: OfficeId;
  officeName: string;
  roles: Role[];
}

/** Both sides of a clash: what was given, on how much of the record, and at which version the centre refused it. */
export interface RefusedCommand {
  command: CaseCommand;
  recordVersion: number;
  judgedVersion: number | null;
}

/** Something a person must look at: never silently lost (R-OFF-3). What a program of before did not keep is missing. */
export type AttentionCause =
  | ({ kind: "command-refused"; commandKind: string; refusal: Refusal; payload: unknown } & Partial<RefusedCommand>)
  | { kind: "page-not-sent"; sha256: string; failure: StoredFailure }
  | ({ kind: "record-broken" } & Pick<ChainBreak, "version" | "problem">)
  | { kind: "queue-saved"; folder: string; commandCount: number };

export interface StoredAttention {
  attentionId: string;
  caseId: CaseId | null;
  caseNumber: CaseNumber | null;
  applicantName: string | null;
  at: Instant;
  cause: AttentionCause;
}

/** With what was recorded, of a refused command's case, between what its giver knew and the refusal; as far as it is here. */
export type ListedAttention = Omit<StoredAttention, "cause"> & { cause: ListedCause };
export type ListedCause =
  | Exclude<AttentionCause, { kind: "command-refused" }>
  | { kind: "command-refused"; commandKind: string; refusal: Refusal; payload: unknown; command: CaseCommand | null; meanwhile: RecordedEvent[] };

export interface StoredDraft {
  draftId: string;
  itemCode: string | null;
  application: Record<string, unknown>;
  savedAt: string;
}

/** What a person typed into the form of an act on a case and has not given yet; `detail` tells forms of one kind apart. */
export interface StoredWords {
  caseId: CaseId;
  form: CommandKind;
  detail: string;
  words: Record<string, unknown>;
  savedAt: string;
}

/** A paper to be printed: the print queue's `PrintJob`. */
export interface StoredPrintJob {
  id: string;
  caseId: CaseId | null;
  kind: PaperKind;
  receipt: ReceiptKind | null;
  title: string | null;
  printerId: string;
  bytes: Uint8Array;
  copies: number;
  state: "waiting" | "printing" | "printed" | "failed" | "doubtful" | "aborted" | "cancelled";
  failure: Readonly<StoredFailure> | null;
  attempts: number;
  createdAt: Instant;
  changedAt: Instant;
}

export interface QueuedCommand {
  sequence: number;
  commandId: CommandId;
  caseId: CaseId;
  workstationCode: WorkstationCode;
  givenAt: Instant;
  isAnswered: boolean;
  command: CaseCommand;
  guess: StampedEvent[];
  /** How much of the case's record was known when it was given. */
  recordVersion: number;
}

/** The centre's word on one command; the shape of the sync contract's `CommandResult`. */
export type CommandAnswer =
  | { commandId: CommandId; outcome: "applied"; events: readonly RecordedEvent[]; isDuplicate: boolean }
  | { commandId: CommandId; outcome: "rejected"; refusal: Refusal; judgedVersion: number | null; isDuplicate: boolean };

/** One line of a list: the summary, and what only this workstation knows of the case. */
export interface CaseListRow extends CaseSummary {
  itemName: string;
  waitingCommandCount: number;
  waitingPageCount: number;
  hasAttention: boolean;
  /** Whether it waits for the asker. */
  isMyTurn: boolean;
}

export interface WaitingUpload {
  sha256: Sha256;
  byteLength: number;
  wantedAt: Instant;
}
