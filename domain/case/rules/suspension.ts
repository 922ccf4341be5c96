import { limitEnd } from "../../calendar/working-calendar.ts";
import { asActed } from "../../people/capacity.ts";
import { findPause, restartClock } from "../pauses.ts";
import { atStep } from "./at-step.ts";
import { findSuspensionProblem, suspensionEndOf } from "./limits.ts";
import { happened, refused, type Rule } from "./rule.ts";

/** A special procedure begins: the clock stops for a stated time, of which the applicant is told in writing (R-FLOW-4). It stops with
 * the signature; the notice that tells of it is delivered after that, and moves nothing. */
export const suspendCase: Rule<"suspendCase"> = (current, command, context) =>
  atStep(current, command, context, () => {
    const until = limitEnd(context.calendar, context.now, command.payload.workingDays);
    return happened({ kind: "caseSuspended", payload: { ...asActed(command.payload, context.capacity), until } });
  });

/** It is over: earlier than stated by who stands at the step, at its stated end by the centre, which goes by no estimate. */
export const resumeCase: Rule<"resumeCase"> = (current, command, context) =>
  atStep(current, command, context, () => {
    const pause = findPause(current);
    const { suspension } = current;
    if (pause === undefined || suspension === null) return refused({ code: "not-suspended" });
    const problem = context.capacity.roles.includes("system") ? findSuspensionProblem(suspension, context) : undefined;
    if (problem !== undefined) return refused(problem);
    const clock = restartClock(current, { ...pause, until: suspensionEndOf(suspension, context.calendar) }, context.calendar, context.now);
    return happened({ kind: "caseResumed", payload: { ...asActed(command.payload, context.capacity), ...clock } });
  });
