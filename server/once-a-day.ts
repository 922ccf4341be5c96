import { addMs, type Instant } from "../domain/time/instant.ts";

const dayMs = 24 * 3_600_000;

/** Does the work at the first call, and at the first after each day; a day on which it failed is not tried again. */
export function onceADay(now: () => Instant, work: () => Promise<unknown>): () => Promise<void> {
  let nextAt = now();
  return async () => {
    if (now() < nextAt) return;
    nextAt = addMs(now(), dayMs);
    await work();
  };
}
