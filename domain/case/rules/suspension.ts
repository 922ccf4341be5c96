import { limitEnd } from "../../calendar/working-calendar.ts";
import { asActed } from "../../people/capacity.ts";
import { findPause, restartClock } from "../pauses.ts";
import { atStep } from "./at-step.ts";
import { happened, refused, type Rule } from "./rule.ts";

/** A special procedure begins: the clock stops for a stated time, of which the applicant is told in writing (R-FLOW-4). It stops with
 * the signature; the notice that tells of it is delivered after that, and moves nothing. */
export const suspendCase: Rule<"suspendCase"> = (current, command, context) =>
  atStep(current, command, context, () => {
    const until = limitEnd(context.calendar, context.now, command.payload.workingDays);
    return happened({ kind: "caseSuspended", payload: { ...asActed(command.payload, context.capacity), until } });
  });

/** It is over: earlier than stated by who stands at the step, at its stated end by the centre. */
export const resumeCase: Rule<"resumeCase"> = (current, command, context) =>
  atStep(current, command, context, () => {
    const pause = findPause(current);
    const until = current.suspension?.until;
    if (pause === undefined || until === undefined) return refused({ code: "not-suspended" });
    if (context.capacity.roles.includes("system") && context.now < until) return refused({ code: "suspension-not-over", until });
    const clock = restartClock(current, pause, context.calendar, context.now);
    return happened({ kind: "caseResumed", payload: { ...asActed(command.payload, context.capacity), ...clock } });
  });
