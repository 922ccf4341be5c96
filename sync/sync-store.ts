import type { Catalogue, CommandResult } from "../contracts/sync.ts";
import type { CaseCommand } from "../domain/case/case-command.ts";
import type { RecordedEvent } from "../domain/case/case-event.ts";
import type { CaseId, CommandId, Sha256, WorkstationCode } from "../domain/ids.ts";
import type { ChainBreak } from "../domain/record/hash-chain.ts";
import type { CentreAccess } from "./sync-transport.ts";

export interface CentreWordReport {
  changedCaseIds: CaseId[];
  refusedCommandIds: CommandId[];
  breaks: ChainBreak[];
}

/** The part of the workstation's store that sync works with. */
export interface SyncStore {
  enrolments: {
    findCurrent(): (CentreAccess & { workstationCode: WorkstationCode }) | undefined;
    findByCode(code: WorkstationCode): CentreAccess | undefined;
  };
  settings: { find(key: string): unknown; set(key: string, value: unknown): void };
  catalogue: { findEtag(): string | undefined; save(catalogue: Catalogue, etag: string | undefined): void };
  queue: { nextToSend(limit: number): { command: CaseCommand; workstationCode: WorkstationCode }[] };
  centre: {
    feedCursor(): string;
    applyFeed(piece: { cursor: string; events: readonly RecordedEvent[] }): CentreWordReport;
    applyAnswers(answers: readonly CommandResult[]): CentreWordReport;
    recordBreaks(): ChainBreak[];
  };
  pages: {
    nextUploads(limit: number): { sha256: Sha256; byteLength: number }[];
    find(sha256: Sha256): Uint8Array | undefined;
    markSent(sha256s: readonly Sha256[]): CaseId[];
    giveUp(sha256: Sha256, failure: { code: string; retryable: boolean; details: Record<string, string | number> }): CaseId[];
    trim(limitBytes: number): number;
  };
}
