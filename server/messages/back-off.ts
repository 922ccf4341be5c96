import { addMs, type Instant } from "../../domain/time/instant.ts";

const firstWaitMs = 60_000;
const longestWaitMs = 6 * 3_600_000;
/** With the waits doubling to six hours, two days of a gateway that is away. */
const attemptLimit = 16;

/** When to try again what failed `attempts` times; undefined when it is given up. The wait doubles with every attempt. */
export function findNextAttempt(attempts: number, now: Instant): Instant | undefined {
  return attempts >= attemptLimit ? undefined : addMs(now, Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - 1)));
}
