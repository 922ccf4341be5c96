import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import { addDays, atTimeOfDay, type Instant } from "../../domain/time/instant.ts";

/** Acts on every row due, a batch after the other; each batch begins behind the last row of the one before. Returns how many acts were done. */
export async function walkDue<Row>(
  findBatch: (after: Row | undefined, limit: number) => Promise<Row[]>,
  batchSize: number,
  act: (row: Row) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  let last: Row | undefined;
  do {
    const batch = await findBatch(last, batchSize);
    for (const row of batch) if (await act(row)) done += 1;
    last = batch.length === batchSize ? batch.at(-1) : undefined;
  } while (last !== undefined);
  return done;
}

/** Ends up to then are certain and past: nothing follows from one after the announced holidays. */
export function latestCertain(now: Instant, { knownUntil }: Pick<WorkingCalendar, "knownUntil">): Instant {
  const unknownFrom = atTimeOfDay(addDays(knownUntil, 1), "00:00");
  return now < unknownFrom ? now : unknownFrom;
}
