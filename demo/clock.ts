import { epochMsOf, instantOf, type Instant } from "../domain/time/instant.ts";

const dayMs = 24 * 3_600_000;

/**
 * The one clock of the demo's centre and PCs. It begins in the past and is moved forward to the machine's own time, never beyond:
 * what is signed here is looked at by programs that go by the machine's.
 */
export interface DemoClock {
  now(): Instant;
  /** Throws when that is behind `now` or lies in the machine's future. */
  moveTo(instant: Instant): void;
  moveToToday(): void;
}

export function startClock(daysBack: number): DemoClock {
  let behindMs = daysBack * dayMs;
  const now = (): Instant => instantOf(Date.now() - behindMs);
  return {
    now,
    moveTo(instant) {
      const restMs = Date.now() - epochMsOf(instant);
      if (restMs < 0 || restMs > behindMs) throw new Error(`the demo's clock cannot be moved from ${now()} to ${instant}`);
      behindMs = restMs;
    },
    moveToToday: () => void (behindMs = 0),
  };
}
