import type { Instant } from "../time/instant.ts";
import type { StepStart } from "./case-parts.ts";
import type { StepStay } from "./case-state.ts";

/** The stays once the case has left where it stood. */
export function endLast(stays: readonly StepStay[], at: Instant): StepStay[] {
  return stays.map((stay) => (stay.endedAt === null ? { ...stay, endedAt: at } : stay));
}

export function moveOn(stays: readonly StepStay[], step: StepStart, at: Instant): StepStay[] {
  return [...endLast(stays, at), { ...step, startedAt: at, endedAt: null }];
}
