import { asActed } from "../../people/capacity.ts";
import { findPause, restartClock } from "../pauses.ts";
import { atStep } from "./at-step.ts";
import { happened, refused, type Rule } from "./rule.ts";

/** Before it decides the office asks the authority above it, and waits (R-FLOW-7). */
export const reportUpward: Rule<"reportUpward"> = (current, command, context) =>
  atStep(current, command, context, () => happened({ kind: "reportedUpward", payload: asActed(command.payload, context.capacity) }));

/** What the higher authority answered, as its letter says; the decision stays the office's own. */
export const recordUpperAnswer: Rule<"recordUpperAnswer"> = (current, command, context) =>
  atStep(current, command, context, () => {
    const pause = findPause(current);
    if (pause === undefined) return refused({ code: "not-reported-upward" });
    const clock = restartClock(current, pause, context.calendar, context.now);
    return happened({ kind: "upperAnswerRecorded", payload: { ...asActed(command.payload, context.capacity), ...clock } });
  });
