import { warmUpCertificates } from "../documents/certificate/certificate-pdf.ts";
import { addMs } from "../domain/time/instant.ts";
import type { Centre } from "./centre.ts";
import { runOutgoingWork, sealAndStore } from "./outgoing-work.ts";
import { sealRecord } from "./record/seal-record.ts";
import { runDueWork } from "./record/due-work.ts";
import { sayOnce } from "./say-once.ts";

/** After a start the windows first get time to send what they did while the centre was away. */
const reconnectingMs = 5 * 60_000;

export interface Rounds {
  /** Has papers sealed now, or once more after the round that runs. */
  wake(): void;
  /** Ends when the round that runs is done, and the record sealed as it then stands. */
  stop(): Promise<void>;
}

/**
 * Looks every `everyMs` at what has fallen due, one round after the other. What fails is reported, though not again as long as it goes on
 * failing so, and the next round looks again. The first thing done is to make ready for drawing, so that the first certificate is not slow. In every round the `watches`
 * are asked, each of which knows when its time has come.
 */
export function startRounds(centre: Centre, everyMs: number, report: (error: unknown) => void, watches: readonly (() => Promise<void>)[]): Rounds {
  const { failed: reportFailed, endRound } = sayOnce(report);
  const firstDueRoundAt = addMs(centre.now(), reconnectingMs);
  let rounds: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  let isWoken = false;
  const follow = (work: () => Promise<unknown>): void => void (rounds = rounds.then(() => (isStopped ? undefined : work())).catch(reportFailed));
  const lookAfter = (): void => watches.forEach(follow);
  const wake = (): void => {
    if (isWoken) return;
    isWoken = true;
    follow(async () => {
      isWoken = false;
      await sealAndStore(centre, reportFailed);
    });
  };
  follow(() => warmUpCertificates(centre.fonts, centre.now()));
  wake();
  lookAfter();
  let isRoundWaiting = false;
  const timer = setInterval(() => {
    // A slow round is not followed by all those that would have begun meanwhile.
    if (isRoundWaiting) return;
    isRoundWaiting = true;
    lookAfter();
    if (centre.now() >= firstDueRoundAt) follow(() => runDueWork(centre));
    follow(async () => {
      isRoundWaiting = false;
      await runOutgoingWork(centre, reportFailed);
      await sealRecord(centre, { isLast: false }).catch(reportFailed);
      endRound();
    });
  }, everyMs);
  return {
    wake,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await rounds;
      await sealRecord(centre, { isLast: true }).catch(reportFailed);
    },
  };
}
