import { readWorkstationMessage } from "../../contracts/workstation-message.ts";
import type { WorkstationConfiguration } from "../../contracts/workstation-process.ts";
import type { WorkstationChild } from "./workstation-child.ts";

/**
 * Keeps one workstation process running.
 *
 *   start ──▶ starting ──ready──▶ ready
 *               ▲  │ start-failed    │ exit
 *               │  ▼                 ▼
 *               │ failed           gone ──▶ (wait, longer after each short life) ──┐
 *               └────────────────────────────────────────────────────────────────┘
 *
 * `failed` waits for a person: the process said why it cannot work (a newer database, a wrong key).
 */
export interface WorkstationProcess {
  /** The process that answers now; undefined while there is none. */
  current(): WorkstationChild | undefined;
  /** Asks it to finish and close its databases; kills it when it has not done so in `stopLimitMs`. */
  stop(): Promise<void>;
}

export interface WorkstationProcessOptions {
  readonly launch: () => WorkstationChild;
  readonly configuration: WorkstationConfiguration;
  /** So many of `total` cases are done, where opening takes long. */
  readonly onOpening: (done: number, total: number) => void;
  readonly onReady: (child: WorkstationChild) => void;
  readonly onGone: (reason: string) => void;
  readonly onFailed: (code: string, details: Readonly<Record<string, string | number>>) => void;
  readonly nowMs: () => number;
  readonly restartDelaysMs?: readonly number[];
  readonly stopLimitMs?: number;
}

const defaultRestartDelaysMs = [200, 1_000, 5_000, 15_000, 30_000];
/** A process that lived this long was well: the next death starts from the shortest delay again. */
const longLifeMs = 60_000;

export function startWorkstationProcess(options: WorkstationProcessOptions): WorkstationProcess {
  const delaysMs = options.restartDelaysMs ?? defaultRestartDelaysMs;
  let child: WorkstationChild | undefined;
  let isReady = false;
  let shortLives = 0;
  let restart: ReturnType<typeof setTimeout> | undefined;
  let mode: "running" | "failed" | "stopping" = "running";
  let finishStop: (() => void) | undefined;

  const launch = (): void => {
    const startedMs = options.nowMs();
    const launched = options.launch();
    child = launched;
    launched.onMessage((raw) => {
      const message = readWorkstationMessage(raw);
      if (message?.kind === "opening") options.onOpening(message.done, message.total);
      else if (message?.kind === "ready") {
        isReady = true;
        options.onReady(launched);
      } else if (message?.kind === "start-failed") {
        mode = "failed";
        options.onFailed(message.code, message.details);
        launched.kill();
      }
    });
    launched.onExit((reason) => {
      child = undefined;
      isReady = false;
      finishStop?.();
      if (mode !== "running") return;
      options.onGone(reason);
      shortLives = options.nowMs() - startedMs < longLifeMs ? shortLives + 1 : 1;
      restart = setTimeout(launch, delaysMs[Math.min(shortLives, delaysMs.length) - 1]);
    });
    launched.send({ kind: "configure", configuration: options.configuration });
  };
  launch();

  return {
    current: () => (isReady ? child : undefined),
    stop() {
      mode = "stopping";
      clearTimeout(restart);
      const stopping = child;
      if (!stopping) return Promise.resolve();
      return new Promise((resolve) => {
        const limit = setTimeout(() => stopping.kill(), options.stopLimitMs ?? 10_000);
        finishStop = () => {
          clearTimeout(limit);
          resolve();
        };
        stopping.send({ kind: "stop" });
      });
    },
  };
}
