import { Failure } from "../../domain/failure.ts";
import type { LaunchNative, NativeChild } from "./native-child.ts";
import type { CallInput, CallName, CallOutput, EventName, EventPayload, NativeContract } from "./native-contract.ts";
import { fromNativeSchema, type FromNative } from "./native-messages.ts";

export interface NativeProcessOptions {
  readonly launch: LaunchNative;
  /** Names the driver in failures (`details.driver`). */
  readonly driver: string;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
  readonly logError: (where: string, error: unknown) => void;
  /** Until the process has started and says so. */
  readonly startLimitMs?: number;
  /** Asked at each call, instead of its own limit: for tests in which the driver hangs on purpose. */
  readonly findCallLimitMs?: () => number | undefined;
  /** How often it may die within `restartWindowMs` before it is left alone until the window is over. */
  readonly restartLimit?: number;
  readonly restartWindowMs?: number;
}

/**
 * A driver with native code in a process of its own.
 *
 *   none ──call──▶ starting ──ready──▶ idle ◀──answer── busy
 *    ▲                │                  └────call────────▲ │
 *    └── killed at a time limit, crashed, stopped ◀────────┘
 *
 * Calls are carried out one after another: a vendor's library blocks its process anyway, and each call's time limit starts with it.
 */
export interface NativeProcess<C extends NativeContract> {
  /**
   * Throws the driver's own Failure; `native-driver-hung` when it had to be killed, `native-driver-ended` when it died, both with
   * the next call going to a new process; `native-driver-unstable` when it died too often lately, `native-driver-stopped` after `stop`.
   */
  call<Name extends CallName<C>>(name: Name, input: CallInput<C, Name>): Promise<CallOutput<C, Name>>;
  onEvent<Name extends EventName<C>>(name: Name, listener: (payload: EventPayload<C, Name>) => void): () => void;
  /** Told whenever the process is gone without having been stopped, and why; what the driver held (a login, an open port) is gone with it. */
  onLost(listener: (failure: Failure) => void): () => void;
  /** Kills the process; a call under way rejects. */
  stop(): void;
}

interface PendingCall {
  readonly id: number;
  readonly name: string;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Run {
  readonly child: NativeChild;
  readonly ready: Promise<void>;
  readonly becomeReady: () => void;
  pending: PendingCall | undefined;
  isOver: boolean;
}

const defaults = { startLimitMs: 60_000, restartLimit: 5, restartWindowMs: 60_000 };

export function createNativeProcess<C extends NativeContract>(contract: C, options: NativeProcessOptions): NativeProcess<C> {
  const { launch, driver, nowMs, logError, findCallLimitMs, startLimitMs, restartLimit, restartWindowMs } = { ...defaults, ...options };
  const eventListeners = new Map<string, Set<(payload: never) => void>>();
  const lostListeners = new Set<(failure: Failure) => void>();
  let run: Run | undefined;
  let deathsMs: number[] = [];
  let lastId = 0;
  let isStopped = false;
  let turn: Promise<unknown> = Promise.resolve();

  const fail = (code: string, details: Record<string, string> = {}): Failure => new Failure(code, { retryable: true, details: { driver, ...details } });

  const end = (ended: Run, failure: Failure): void => {
    if (ended.isOver) return;
    ended.isOver = true;
    if (run === ended) run = undefined;
    ended.child.kill();
    ended.pending?.reject(failure);
    if (isStopped) return;
    deathsMs.push(nowMs());
    for (const listener of lostListeners) listener(failure);
  };

  const hear = (heard: Run, message: FromNative): void => {
    if (message.kind === "ready") return heard.becomeReady();
    if (message.kind === "event") {
      const payload = contract.events[message.name]?.parse(message.payload);
      for (const listener of eventListeners.get(message.name) ?? []) listener(payload as never);
      return;
    }
    const { pending } = heard;
    if (pending?.id !== message.id) return;
    heard.pending = undefined;
    if (message.kind === "answer") pending.resolve(message.output);
    else if (message.kind === "failed") pending.reject(new Failure(message.failure.code, message.failure));
    else pending.reject(new Error(`${driver}: ${message.text}`));
  };

  const start = (): Run => {
    deathsMs = deathsMs.filter((deathMs) => nowMs() - deathMs < restartWindowMs);
    if (deathsMs.length >= restartLimit) throw fail("native-driver-unstable");
    const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>();
    const started: Run = { child: launch(), ready, becomeReady, pending: undefined, isOver: false };
    run = started;
    started.child.onMessage((raw) => {
      if (started.isOver) return;
      try {
        hear(started, fromNativeSchema.parse(raw));
      } catch (error) {
        logError(driver, error);
      }
    });
    started.child.onExit((reason) => end(started, fail("native-driver-ended", { reason })));
    return started;
  };

  const exchange = async (name: string, input: unknown): Promise<unknown> => {
    const call = contract.calls[name];
    if (!call) throw new TypeError(`${driver} has no call ${name}`);
    if (isStopped) throw fail("native-driver-stopped");
    const current = run ?? start();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = ++lastId;
    current.pending = { id, name, resolve, reject };
    const hang = (): void => end(current, fail("native-driver-hung", { call: name }));
    let limit = setTimeout(hang, startLimitMs);
    void current.ready.then(() => {
      if (current.pending?.id !== id) return;
      clearTimeout(limit);
      limit = setTimeout(hang, findCallLimitMs?.() ?? call.limitMs);
      current.child.send({ kind: "call", id, name, input });
    });
    try {
      return call.output.parse(await promise);
    } finally {
      clearTimeout(limit);
    }
  };

  return {
    call(name, input) {
      const result = turn.then(() => exchange(name, input));
      turn = result.catch(() => undefined);
      return result as Promise<never>;
    },
    onEvent(name, listener) {
      const listeners = eventListeners.get(name) ?? new Set();
      eventListeners.set(name, listeners.add(listener as (payload: never) => void));
      return () => listeners.delete(listener as (payload: never) => void);
    },
    onLost(listener) {
      lostListeners.add(listener);
      return () => lostListeners.delete(listener);
    },
    stop() {
      isStopped = true;
      if (run) end(run, fail("native-driver-stopped"));
    },
  };
}
