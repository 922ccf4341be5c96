import { Failure, isFailure } from "../domain/failure.ts";
import type { Instant } from "../domain/time/instant.ts";
import { createBackOff } from "./back-off.ts";
import { createSyncRound } from "./sync-round.ts";
import { asWireFailure, haltingCodes, type SyncState } from "./sync-state.ts";
import type { CentreWordReport, SyncStore } from "./sync-store.ts";
import type { CentreAccess, SyncTransport } from "./sync-transport.ts";

export interface Scheduler {
  /** Calls `work` once after so many milliseconds, unless the returned function is called before. */
  after(delayMs: number, work: () => void): () => void;
}

export interface SyncLoopOptions {
  store: SyncStore;
  transport: SyncTransport;
  now: () => Instant;
  scheduler: Scheduler;
  /** 0 inclusive … 1 exclusive. */
  random: () => number;
  /** Lower-case hexadecimal SHA-256. */
  hash: (bytes: Uint8Array) => string;
  onState?: (state: SyncState) => void;
  /** What the centre's word changed here: for the lists, and for whoever shows attention. */
  onReport?: (report: CentreWordReport) => void;
  /** What broke that is not a Failure; the loop goes on after it. */
  onError?: (error: unknown) => void;
  pageCacheBytes?: number;
  timing?: Partial<SyncTiming>;
}

export interface SyncTiming {
  /** From the start to the first round. */
  firstRoundMs: number;
  /** Between rounds nobody asked for. */
  pollMs: number;
  firstRetryMs: number;
  longestRetryMs: number;
  /** While halted: the centre may have been upgraded, the device let in again. */
  haltedRetryMs: number;
}

export interface SyncLoop {
  start(): void;
  /** Breaks off what is under way and resolves when it has ended; the store may be closed then. */
  stop(): Promise<void>;
  /** Something was given to send. Does nothing while waiting to try again. */
  wake(): void;
  /** Tries at once, whatever it was waiting for; answers how that went. */
  syncNow(): Promise<SyncState>;
  state(): SyncState;
}

const defaultTiming: SyncTiming = { firstRoundMs: 0, pollMs: 30_000, firstRetryMs: 1000, longestRetryMs: 60_000, haltedRetryMs: 600_000 };
const defaultPageCacheBytes = 2 * 1024 ** 3;
const lastSyncedKey = "last-synced-at";

/**
 * Keeps the workstation and the centre alike.
 *
 *              wake, news from the centre, poll, syncNow
 *     resting ──────────────────────────────────────────▶ round ──ended──▶ resting
 *        ▲                                                 │
 *        │   back-off over, syncNow                        ├─ no answer, retryable ─▶ waiting (doubling, with jitter)
 *        └──────────────── round ◀─────────────────────────┤
 *                                                          └─ device not let in, other protocol ─▶ halted (slow retry, syncNow)
 *
 * Whatever the state, the queue stays whole and the desks work. A second connection (`watch`) only says when to look; it is
 * opened after a good round and ends with the first bad one.
 */
export function createSyncLoop(options: SyncLoopOptions): SyncLoop {
  const { store, transport, now, scheduler } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const backOff = createBackOff({ firstMs: timing.firstRetryMs, longestMs: timing.longestRetryMs }, options.random);
  let state: SyncState = {
    isOnline: false,
    offlineSince: null,
    lastSyncedAt: (store.settings.find(lastSyncedKey) as Instant | undefined) ?? null,
    clockSkewMs: null,
    isSyncing: false,
    failure: null,
  };
  const lifetime = new AbortController();
  let isStarted = false;
  let isWaiting = false;
  let isWoken = false;
  let round: Promise<void> | undefined;
  let cancelTimer = (): void => undefined;
  let watching: { access: CentreAccess; stop: AbortController } | undefined;

  const change = (changes: Partial<SyncState>): void => {
    state = { ...state, ...changes };
    options.onState?.(state);
  };
  const runRound = createSyncRound({
    store,
    transport,
    now,
    hash: options.hash,
    pageCacheBytes: options.pageCacheBytes ?? defaultPageCacheBytes,
    onReport: (report) => options.onReport?.(report),
    onClockSkew: (clockSkewMs) => change({ clockSkewMs, isOnline: true, offlineSince: null, ...(state.failure?.code === "centre-unreachable" && { failure: null }) }),
  });

  const rest = (delayMs: number, waits: boolean): void => {
    cancelTimer();
    isWaiting = waits;
    if (lifetime.signal.aborted || !isStarted) return;
    cancelTimer = scheduler.after(delayMs, () => void run());
  };

  const attempt = async (): Promise<void> => {
    const access = store.enrolments.findCurrent();
    if (access === undefined) return rest(timing.pollMs, false);
    change({ isSyncing: true });
    try {
      await runRound(access, lifetime.signal);
      const lastSyncedAt = now();
      store.settings.set(lastSyncedKey, lastSyncedAt);
      backOff.reset();
      change({ isSyncing: false, isOnline: true, offlineSince: null, lastSyncedAt, failure: findRecordFailure() });
      rest(timing.pollMs, false);
      watch(access);
    } catch (error) {
      onTrouble(error);
    }
  };

  const onTrouble = (error: unknown): void => {
    watching?.stop.abort();
    if (lifetime.signal.aborted) return change({ isSyncing: false });
    const failure = isFailure(error) ? error : new Failure("sync-broken", { retryable: true, cause: error });
    if (!isFailure(error)) options.onError?.(error);
    const isUnreachable = failure.code === "centre-unreachable";
    change({
      isSyncing: false,
      isOnline: !isUnreachable,
      offlineSince: isUnreachable ? (state.offlineSince ?? (state.isOnline ? now() : state.lastSyncedAt)) : null,
      failure: asWireFailure(failure),
    });
    rest(haltingCodes.has(failure.code) ? timing.haltedRetryMs : backOff.nextMs(), true);
  };

  const findRecordFailure = () => {
    const found = store.centre.recordBreaks()[0];
    return found === undefined ? null : asWireFailure(new Failure("record-broken", { details: { ...found } }));
  };

  /** One round at a time; a wake during a round means one more. */
  const run = (): Promise<void> => {
    isWoken = true;
    round ??= (async () => {
      while (isWoken && !lifetime.signal.aborted) {
        isWoken = false;
        await attempt();
        if (isWaiting) isWoken = false;
      }
    })().finally(() => (round = undefined));
    return round;
  };

  const wake = (): void => {
    if (isStarted && !isWaiting) void run();
  };

  const watch = (access: CentreAccess): void => {
    if (!isStarted || (watching && watching.access.deviceToken === access.deviceToken && watching.access.centreUrl === access.centreUrl)) return;
    watching?.stop.abort();
    const stop = new AbortController();
    watching = { access, stop };
    transport.watch(access, wake, AbortSignal.any([stop.signal, lifetime.signal])).catch(() => {
      if (watching?.stop !== stop) return;
      watching = undefined;
      // A stream that breaks is the first sign of a lost line: a round finds out.
      if (!stop.signal.aborted) cancelTimer = replaceTimer(backOff.nextMs());
    });
  };

  const replaceTimer = (delayMs: number): (() => void) => {
    if (isWaiting || lifetime.signal.aborted) return cancelTimer;
    cancelTimer();
    return scheduler.after(delayMs, () => void run());
  };

  return {
    start: () => {
      isStarted = true;
      if (timing.firstRoundMs === 0) void run();
      else rest(timing.firstRoundMs, false);
    },
    stop: async () => {
      isStarted = false;
      cancelTimer();
      lifetime.abort(new Failure("sync-stopped"));
      await round;
    },
    wake,
    syncNow: async () => {
      cancelTimer();
      isWaiting = false;
      await run();
      return state;
    },
    state: () => state,
  };
}
