import { regionDateOf, type Instant, type RegionDate } from "../domain/time/instant.ts";

/** What work answers that could not be begun yet: it is asked again at the next call. */
export const tooEarly = Symbol("too early");

/** Does the work at the first call, and at the first of each later day of the region; a day on which it failed is not tried again. */
export function onceADay(now: () => Instant, work: () => Promise<unknown>): () => Promise<void> {
  let doneOn: RegionDate | undefined;
  return async () => {
    const today = regionDateOf(now());
    if (doneOn === today) return;
    doneOn = today;
    if ((await work()) === tooEarly) doneOn = undefined;
  };
}
