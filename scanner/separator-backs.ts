import type { BatchOutcome } from "./pipeline/page-pool.ts";

/**
 * The outcomes of a two-sided batch without the empty sides of separator sheets, whichever way up those lay. Sides come as they
 * went through: front, back, front, back …; a front is held until its back is there. When the feeder jams between the two, the
 * front is delivered before the error.
 */
export async function* dropSeparatorBacks(outcomes: AsyncIterable<BatchOutcome>): AsyncGenerator<BatchOutcome> {
  let front: BatchOutcome | undefined;
  try {
    for await (const side of outcomes) {
      if (!front) {
        front = side;
        continue;
      }
      const sheet = [front, side];
      front = undefined;
      yield* sheet.some((one) => "separator" in one) ? sheet.filter((one) => !isBlank(one)) : sheet;
    }
  } catch (error) {
    if (front) yield front;
    throw error;
  }
  if (front) yield front;
}

function isBlank(outcome: BatchOutcome): boolean {
  return "page" in outcome && outcome.page.isBlank;
}
