import { limitEnd } from "../../calendar/working-calendar.ts";
import type { FlowStep, ItemDefinition } from "../../item/item-definition.ts";
import type { StepStart } from "../case-parts.ts";
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
  return startAt(context, placeOf(context, code) + 1);
}

/** The step with this code, when it comes before the other. */
export function findEarlierStep(context: DecisionContext, code: string, beforeCode: string): StepStart | undefined {
  const place = placeOf(context, code);
  return place < placeOf(context, beforeCode) ? startAt(context, place) : undefined;
}

function placeOf({ item }: DecisionContext, code: string): number {
  return signingStepsOf(item).findIndex((step) => step.code === code);
}

function startAt({ item, calendar, now }: DecisionContext, place: number): StepStart | undefined {
  const steps = signingStepsOf(item);
  const step = steps[place];
  if (step === undefined) return undefined;
  const { code, name, role, isJointReview, limitWorkingDays } = step;
  return { code, name, role, isJointReview, isDecision: place === steps.length - 1, dueAt: limitEnd(calendar, now, limitWorkingDays) };
}
