import type { Centre } from "../centre.ts";
import { countSilence } from "./count-silence.ts";
import { resumeSuspended } from "./resume-suspended.ts";

const rowsAtOnce = 500;

/** How many acts of each rule a round did. */
export interface DueWorkDone {
  deemedAccepted: number;
  resumed: number;
  lapsed: number;
}

/** What has fallen due is a row to look at, not a timer to lose: every round looks again, in as many processes as there are. */
export async function runDueWork(centre: Centre, batchSize = rowsAtOnce): Promise<DueWorkDone> {
  const now = centre.now();
  return {
    deemedAccepted: await countSilence(centre, "unanswered", now, batchSize),
    resumed: await resumeSuspended(centre, now, batchSize),
    lapsed: await countSilence(centre, "unpaid", now, batchSize),
  };
}
