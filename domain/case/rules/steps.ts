import { limitEnd } from "../../calendar/working-calendar.ts";
import type { FlowStep, ItemDefinition } from "../../item/item-definition.ts";
import type { StepStart } from "../case-parts.ts";
import type { Case } from "../case-state.ts";
import type { DecisionContext } from "./rule.ts";

/** The steps that are signed, in order: all of the flow but the window's own, which receives the case and hands the result over (R-FLOW-1). */
export function signingStepsOf({ flow }: Pick<ItemDefinition, "flow">): FlowStep[] {
  return flow.filter((step) => step.role !== "window-clerk");
}

/** Where an accepted case begins; undefined when nothing of its flow is signed. */
export function findFirstStep(context: DecisionContext): StepStart | undefined {
  return startAt(context, 0);
}

/** The step after the one with this code; undefined after the last. */
export function findNextStep(context: DecisionContext, code: string): StepStart | undefined {
  return startAt(context, placeOf(context.item, code) + 1);
}

/** The steps before the one where the case stands, to which it can be sent back (R-FLOW-5); the leaders' meeting comes after who called it. */
export function earlierStepsOf(item: Pick<ItemDefinition, "flow">, current: Pick<Case, "stays">): FlowStep[] {
  const last = current.stays.at(-1);
  if (last === undefined) return [];
  return signingStepsOf(item).slice(0, last.isMeeting ? placeAfterMeeting(item, current) : Math.max(0, placeOf(item, last.code)));
}

export function findEarlierStep(context: DecisionContext, current: Pick<Case, "stays">, code: string): StepStart | undefined {
  const place = earlierStepsOf(context.item, current).findIndex((step) => step.code === code);
  return place === -1 ? undefined : startAt(context, place);
}

/** The leaders' meeting as it begins; undefined when the item has none (R-FLOW-6). */
export function findMeetingStep({ item: { meeting }, calendar, now }: DecisionContext): StepStart | undefined {
  if (!meeting) return undefined;
  const { code, name, role, limitWorkingDays } = meeting;
  return { code, name, role, isJointReview: false, isDecision: false, isMeeting: true, dueAt: limitEnd(calendar, now, limitWorkingDays) };
}

/** Where a case at its meeting goes on: behind the review that was split, or back at the decision that asked for the meeting. */
export function getStepAfterMeeting(context: DecisionContext, current: Pick<Case, "stays">): StepStart {
  const step = startAt(context, placeAfterMeeting(context.item, current));
  if (step === undefined) throw new Error("a meeting lies before the decision");
  return step;
}

function placeAfterMeeting(item: Pick<ItemDefinition, "flow">, { stays }: Pick<Case, "stays">): number {
  const caller = stays.findLast((stay) => !stay.isMeeting);
  const decision = signingStepsOf(item).length - 1;
  return caller === undefined ? decision : Math.min(placeOf(item, caller.code) + 1, decision);
}

function placeOf(item: Pick<ItemDefinition, "flow">, code: string): number {
  return signingStepsOf(item).findIndex((step) => step.code === code);
}

function startAt({ item, calendar, now }: DecisionContext, place: number): StepStart | undefined {
  const steps = signingStepsOf(item);
  const step = steps[place];
  if (step === undefined) return undefined;
  const { code, name, role, isJointReview, limitWorkingDays } = step;
  const isDecision = place === steps.length - 1;
  return { code, name, role, isJointReview, isDecision, isMeeting: false, dueAt: limitEnd(calendar, now, limitWorkingDays) };
}
