import type { CommandResult } from "../contracts/sync.ts";
import type { CaseCommand } from "../domain/case/case-command.ts";
import { Failure, isFailure } from "../domain/failure.ts";
import type { CommandId } from "../domain/ids.ts";
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
    let limit = commandsAtOnce;
    for (;;) {
      const batch = store.queue.nextToSend(limit);
      const first = batch[0];
      if (first === undefined) return;
      try {
        const own = store.enrolments.findByCode(first.workstationCode);
        onReport(store.centre.applyAnswers(await pushBatch(own, access, batch.map(({ command }) => command), signal)));
      } catch (error) {
        if (!isFailure(error, "request-invalid")) throw error;
        // One the centre cannot read hides among them: alone it shows itself.
        if (batch.length > 1) {
          limit = 1;
          continue;
        }
        if (!isAboutTheCommand(error)) throw error;
        onReport(store.centre.applyAnswers([refusalOfUnreadable(first.command.id, error)]));
        limit = commandsAtOnce;
      }
    }
  };

  const pushBatch = async (own: CentreAccess | undefined, access: CentreAccess, commands: CaseCommand[], signal: AbortSignal): Promise<CommandResult[]> => {
    const sentAt = now();
    const { results, centreTime } = await pushAs(own, access, { sentAt, commands }, signal);
    onClockSkew(clockSkewMs({ askedAt: sentAt, answeredAt: now(), centreTime }));
    if (results.length === 0) throw new Failure("centre-answer-unreadable", { retryable: true });
    return results;
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

/** The rest of the request is always the same: were it that, giving up commands would give up all of them. */
function isAboutTheCommand({ details }: Failure): boolean {
  return String(details["field"]).startsWith("/commands/0");
}

/** The centre refuses a request whole; which command it meant is known here, and its clerk is told as of any refusal (R-OFF-3). */
function refusalOfUnreadable(commandId: CommandId, { details }: Failure): CommandResult {
  const refusal = { code: "not-understood", field: String(details["field"]).replace(/^\/commands\/0\/?/, ""), problem: String(details["problem"] ?? "") } as const;
  return { commandId, outcome: "rejected", refusal, judgedVersion: null, isDuplicate: false };
}

function asUnreadable(error: unknown): Failure {
  if (isFailure(error, "request-invalid")) return error;
  throw error;
}
