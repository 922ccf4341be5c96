import { addMs, type Instant } from "../time/instant.ts";

/** After this many wrong passwords in a row an account waits; the wait doubles with each further one. */
export const failuresBeforeWait = 5;
const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;
/** So long after the last one, wrong passwords count no more. */
export const failuresForgottenAfterMs = 24 * 3_600_000;

/** Until when an account waits after that many wrong passwords in a row, the last of them `at`; undefined while it need not (R-SEC-1). */
export function findWaitEnd(failedAttempts: number, at: Instant): Instant | undefined {
  const beyond = failedAttempts - failuresBeforeWait;
  return beyond < 0 ? undefined : addMs(at, Math.min(firstWaitMs * 2 ** beyond, longestWaitMs));
}
