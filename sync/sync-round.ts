import { Failure, isFailure } from "../domain/failure.ts";
import type { Instant } from "../domain/time/instant.ts";
import { clockSkewMs } from "./clock-skew.ts";
import { sendPages } from "./send-pages.ts";
import { haltingCodes } from "./sync-state.ts";
import type { CentreWordReport, SyncStore } from "./sync-store.ts";
import type { CentreAccess, SyncTransport } from "./sync-transport.ts";

const commandsAtOnce = 50;
const eventsAtOnce = 500;
const pagesAtOnce = 40;

export interface SyncRoundOptions {
  store: SyncStore;
  transport: SyncTransport;
  now: () => Instant;
  hash: (bytes: Uint8Array) => string;
  /** Pages the centre has are kept here up to so many bytes. */
  pageCacheBytes: number;
  onReport: (report: CentreWordReport) => void;
  onClockSkew: (skewMs: number) => void;
}

/**
 * One exchange with the centre, text before pictures:
 *
 *     catalogue ──▶ push until the queue is empty ──▶ pull until there is no more ──▶ some pages ──┐
 *                     ▲                                                                            │ pages left
 *                     └────────────────────────────────────────────────────────────────────────────┘
 *
 * Whatever step it breaks off at, all before it is kept, and the next round begins where this one was.
 */
export function createSyncRound({ store, transport, now, hash, pageCacheBytes, onReport, onClockSkew }: SyncRoundOptions) {
  const pushAll = async (access: CentreAccess, signal: AbortSignal): Promise<void> => {
    for (;;) {
      const batch = store.queue.nextToSend(commandsAtOnce);
      const first = batch[0];
      if (first === undefined) return;
      const sentAt = now();
      const request = { sentAt, commands: batch.map(({ command }) => command) };
      const response = await pushAs(store.enrolments.findByCode(first.workstationCode), access, request, signal);
      onClockSkew(clockSkewMs({ askedAt: sentAt, answeredAt: now(), centreTime: response.centreTime }));
      if (response.results.length === 0) throw new Failure("centre-answer-unreadable", { retryable: true });
      onReport(store.centre.applyAnswers(response.results));
    }
  };

  /** Under the code the commands were given with; when the centre no longer takes that one, it must judge them under the present. */
  const pushAs = async (own: CentreAccess | undefined, present: CentreAccess, request: Parameters<SyncTransport["push"]>[1], signal: AbortSignal) => {
    if (own === undefined || own.deviceToken === present.deviceToken) return transport.push(present, request, signal);
    try {
      return await transport.push(own, request, signal);
    } catch (error) {
      if (!isFailure(error) || !haltingCodes.has(error.code) || error.code === "protocol-mismatch") throw error;
      return transport.push(present, request, signal);
    }
  };

  const pullAll = async (access: CentreAccess, signal: AbortSignal): Promise<void> => {
    for (;;) {
      const askedAt = now();
      const answer = await transport.pull(access, { cursor: store.centre.feedCursor(), limit: eventsAtOnce }, signal);
      onClockSkew(clockSkewMs({ askedAt, answeredAt: now(), centreTime: answer.centreTime }));
      if (answer.events.length > 0 || answer.cursor !== store.centre.feedCursor()) {
        onReport(store.centre.applyFeed({ cursor: answer.cursor, events: answer.events }));
      }
      if (!answer.isMore) return;
    }
  };

  return async (access: CentreAccess, signal: AbortSignal): Promise<void> => {
    const fresh = await transport.fetchCatalogue(access, store.catalogue.findEtag(), signal);
    if (fresh !== undefined) store.catalogue.save(fresh.catalogue, fresh.etag);
    let unreadable: Failure | undefined;
    for (let isMore = true; isMore; ) {
      // A queue the centre cannot read needs somebody; news and pictures need not wait for them.
      unreadable = await pushAll(access, signal).then(() => undefined, asUnreadable);
      await pullAll(access, signal);
      const sent = await sendPages({ store, transport, hash, access, signal, limit: pagesAtOnce });
      isMore = sent.isMore;
      if (sent.changedCaseIds.length > 0) onReport({ changedCaseIds: sent.changedCaseIds, refusedCommandIds: [], breaks: [] });
      if (!isMore) store.pages.trim(pageCacheBytes);
    }
    if (unreadable !== undefined) throw unreadable;
  };
}

function asUnreadable(error: unknown): Failure {
  if (isFailure(error, "request-invalid")) return error;
  throw error;
}
