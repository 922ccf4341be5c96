import { addMs, epochMsOf, type Instant } from "../../domain/time/instant.ts";

/** Below this a difference is the way of the message and of ordinary clocks. */
const toleratedSkewMs = 2 * 60_000;

/**
 * When a command counts as given. Its giver's clock is compared with the centre's at sending: a clock found wrong by more
 * than two minutes was wrong by as much when the command was given, so the difference is taken off; nothing is ever given
 * later than it arrived. The raw time stays on the record as `claimedAt`.
 */
export function correctGivenAt(times: { givenAt: Instant; sentAt: Instant; arrivedAt: Instant }): Instant {
  const skewMs = epochMsOf(times.arrivedAt) - epochMsOf(times.sentAt);
  const givenAt = Math.abs(skewMs) > toleratedSkewMs ? addMs(times.givenAt, skewMs) : times.givenAt;
  return givenAt > times.arrivedAt ? times.arrivedAt : givenAt;
}
