import type { Centre } from "./centre.ts";
import { checkSomeOfRecord } from "./record/check-record.ts";

/** A step of so many cases does not hold anybody up; at one a minute 700,000 cases are looked at in a day. */
const casesAtOnce = 500;

/** Where the centre says what it found. */
export interface CheckLog {
  info(figures: object, message: string): void;
  error(figures: object, message: string): void;
}

/** Checks the record step by step, one every `everyMs`, beside the rounds: what a window waits for does not wait for this. */
export function startRecordChecks(centre: Centre, everyMs: number, log: CheckLog): { stop(): Promise<void> } {
  let step: Promise<void> | undefined;
  const timer = setInterval(() => {
    step ??= checkAndTell(centre, log).finally(() => (step = undefined));
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await step;
    },
  };
}

async function checkAndTell(centre: Centre, log: CheckLog): Promise<void> {
  try {
    const done = await checkSomeOfRecord(centre, casesAtOnce);
    if (done === undefined) return;
    const { check, newLines } = done;
    for (const fault of newLines) log.error({ fault }, "the record was changed");
    if (check.endedAt !== null) log.info({ cases: check.caseCount, events: check.eventCount, faults: check.found.length }, "the record was checked");
  } catch (error) {
    log.error({ error }, "check of the record broken off");
  }
}
