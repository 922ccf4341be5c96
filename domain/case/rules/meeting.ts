import { asActed } from "../../people/capacity.ts";
import { regionDateOf } from "../../time/instant.ts";
import type { OpinionParts } from "../case-parts.ts";
import type { Case, Opinion } from "../case-state.ts";
import { atStep } from "./at-step.ts";
import { happened, refused, type Rule } from "./rule.ts";
import { findMeetingStep, getStepAfterMeeting } from "./steps.ts";

/** A major case goes to the leaders' meeting before it is decided (R-FLOW-6). */
export const referToMeeting: Rule<"referToMeeting"> = (current, command, context) =>
  atStep(current, command, context, () => {
    const step = findMeetingStep(context);
    return step === undefined ? refused({ code: "meeting-not-provided" }) : happened({ kind: "referredToMeeting", payload: { ...asActed(command.payload, context.capacity), step } });
  });

/** What the meeting resolved, recorded by its chair; the case goes on where it would have without it. */
export const recordMeeting: Rule<"recordMeeting"> = (current, command, context) =>
  atStep(current, command, context, ({ startedAt }) => {
    const { heldOn } = command.payload;
    const calledOn = regionDateOf(startedAt);
    if (heldOn < calledOn || heldOn > regionDateOf(context.now)) return refused({ code: "meeting-date-wrong", heldOn, calledOn });
    const step = getStepAfterMeeting(context, current);
    return happened({ kind: "meetingRecorded", payload: { ...asActed(command.payload, context.capacity), step } });
  });

/** Whether the signers of a joint review do not agree with each other, counting the opinion that ends it (R-FLOW-6). */
export function isSplit({ opinions, stays }: Pick<Case, "opinions" | "stays">, last: Pick<OpinionParts, "verdict">): boolean {
  const verdicts = opinions.filter((opinion) => opinion.correctsNumber === null && opinion.stayIndex === stays.length - 1).map((opinion) => standing(opinions, opinion).verdict);
  return verdicts.some((verdict) => verdict !== last.verdict);
}

/** The opinion as its last correction has it. */
function standing(opinions: readonly Opinion[], opinion: Opinion): Opinion {
  const number = opinions.indexOf(opinion) + 1;
  const correction = opinions.findLast(({ correctsNumber }) => correctsNumber === number);
  return correction === undefined ? opinion : standing(opinions, correction);
}
