import { regionDateOf, type Instant, type RegionDate } from "../domain/time/instant.ts";

/** Does the work at the first call, and at the first of each later day of the region; a day on which it failed is not tried again. */
export function onceADay(now: () => Instant, work: () => Promise<unknown>): () => Promise<void> {
  let doneOn: RegionDate | undefined;
  return async () => {
    const today = regionDateOf(now());
    if (doneOn === today) return;
    doneOn = today;
    await work();
  };
}
