import { Failure, isFailure } from "../domain/failure.ts";
import type { CaseId, Sha256 } from "../domain/ids.ts";
import { asWireFailure } from "./sync-state.ts";
import type { SyncStore } from "./sync-store.ts";
import type { CentreAccess, SyncTransport } from "./sync-transport.ts";

/** A part this long is lost at most when the line breaks. */
const partBytes = 256 * 1024;
/** Uploads under way at once: hides the way there and back, and does not crowd out the text. */
const uploadsAtOnce = 4;
/** A page the centre finds wrong this often, though it is right here, will not get there. */
const mostWrongContents = 2;

export interface SendPagesOptions {
  store: SyncStore;
  transport: SyncTransport;
  hash: (bytes: Uint8Array) => string;
  access: CentreAccess;
  signal: AbortSignal;
  /** Pages sent before the caller gets to look whether text waits again. */
  limit: number;
}

/**
 * Sends the oldest waiting pages, each going on from the byte the centre has. A page that can never arrive is given up and
 * becomes a row of attention; trouble with the line or the centre is thrown, and what has arrived counts.
 */
export async function sendPages({ store, transport, hash, access, signal, limit }: SendPagesOptions): Promise<{ changedCaseIds: CaseId[]; isMore: boolean }> {
  const waiting = store.pages.nextUploads(limit);
  if (waiting.length === 0) return { changedCaseIds: [], isMore: false };
  const missing = await transport.findMissingFiles(access, waiting.map(({ sha256 }) => sha256), signal);
  const offsets = new Map(missing.map(({ sha256, offset }) => [sha256, offset]));
  const arrived = waiting.map(({ sha256 }) => sha256).filter((sha256) => !offsets.has(sha256));
  const changed = new Set<CaseId>();

  const toSend = [...offsets];
  const work = async (): Promise<void> => {
    for (let next = toSend.shift(); next !== undefined; next = toSend.shift()) {
      const [sha256, offset] = next;
      const failure = await sendPage(sha256, offset);
      if (failure === undefined) arrived.push(sha256);
      else for (const caseId of store.pages.giveUp(sha256, asWireFailure(failure))) changed.add(caseId);
    }
  };
  // A worker that failed must not hide what the others finished: all end, the first trouble is thrown afterwards.
  const outcomes = await Promise.allSettled(Array.from({ length: uploadsAtOnce }, work));
  if (arrived.length > 0) for (const caseId of store.pages.markSent(arrived)) changed.add(caseId);
  const trouble = outcomes.find((outcome) => outcome.status === "rejected");
  if (trouble !== undefined) throw trouble.reason;
  return { changedCaseIds: [...changed], isMore: waiting.length === limit };

  /** Undefined when the centre has it; a Failure when it never will. */
  async function sendPage(sha256: Sha256, startOffset: number): Promise<Failure | undefined> {
    const bytes = store.pages.find(sha256);
    if (bytes === undefined) return new Failure("page-lost", { details: { sha256 } });
    if (hash(bytes) !== sha256) return new Failure("page-content-wrong", { details: { sha256 } });
    let offset = startOffset;
    let wrongContents = 0;
    for (;;) {
      try {
        const part = bytes.subarray(offset, offset + partBytes);
        const answer = await transport.sendFilePart(access, { sha256, offset, length: bytes.length, bytes: part }, signal);
        if (answer.isComplete) return undefined;
        if (answer.offset <= offset) throw new Failure("centre-answer-unreadable", { retryable: true, details: { offset: answer.offset } });
        offset = answer.offset;
      } catch (error) {
        const further = findWayOn(error);
        if (further === undefined) throw error;
        if (further instanceof Failure) return further;
        offset = further;
      }
    }

    function findWayOn(error: unknown): number | Failure | undefined {
      if (isFailure(error, "file-offset-wrong") && isOffset(error.details["offset"])) {
        return error.details["offset"] === offset ? undefined : Number(error.details["offset"]);
      }
      if (isFailure(error, "file-content-wrong")) {
        wrongContents += 1;
        return wrongContents < mostWrongContents ? 0 : error;
      }
      return isFailure(error, "file-too-long") || isFailure(error, "file-not-a-page") ? error : undefined;
    }

    function isOffset(value: unknown): boolean {
      return typeof value === "number" && value >= 0 && value < (bytes?.length ?? 0);
    }
  }
}
