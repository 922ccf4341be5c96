import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { signatureWording } from "../../contracts/wording/delegations.ts";
import { formatMinute, type WriteDue } from "../../contracts/wording/time.ts";
import { findCurrentStep, type Case } from "../../domain/case/case-state.ts";
import type { FlowStep, ItemDefinition } from "../../domain/item/item-definition.ts";

export interface FlowLineStep {
  readonly code: string;
  readonly name: string;
  readonly state: "done" | "current" | "ahead";
  /** Who signed it, or until when it is to be signed; empty ahead. */
  readonly text: string;
}

/** The item's steps and where the case stands among them. */
export function flowLineOf({ case: current, item }: Pick<OpenedCase, "case" | "item">, writeDue: WriteDue = formatMinute): FlowLineStep[] {
  const steps = stepsOf(current, item);
  const doneCount = countDone(current, steps);
  const step = findCurrentStep(current);
  return steps.map(({ code, name }, place) => {
    if (step?.code === code) return { code, name, state: "current", text: `${writeDue(step.dueAt)} 前` };
    return place < doneCount ? { code, name, state: "done", text: signersOf(current, code) } : { code, name, state: "ahead", text: "" };
  });
}

/** The leaders' meeting stands before the decision once the case has been there (R-FLOW-6). */
function stepsOf({ stays }: Case, { flow, meeting }: ItemDefinition): readonly Pick<FlowStep, "code" | "name" | "role">[] {
  if (!meeting || !stays.some(({ isMeeting }) => isMeeting)) return flow;
  const decision = flow.findLastIndex(({ role }) => role !== "window-clerk");
  return flow.toSpliced(decision, 0, { ...meeting, isJointReview: false });
}

/** Steps behind the case; those it passed before it was sent back are ahead of it again. */
function countDone({ stays, decision, acceptance }: Case, steps: readonly Pick<FlowStep, "code" | "role">[]): number {
  const last = stays.at(-1);
  if (last === undefined) return acceptance === null ? 0 : steps.findIndex(({ role }) => role !== "window-clerk");
  const place = steps.findIndex(({ code }) => code === last.code);
  return decision === null ? place : place + 1;
}

function signersOf({ stays, opinions, meetings, decision, acceptance }: Case, code: string): string {
  const stayIndex = stays.findLastIndex((stay) => stay.code === code);
  if (stayIndex === -1) return acceptance?.by ?? "";
  const signed = [...opinions.filter(({ correctsNumber }) => correctsNumber === null), ...meetings];
  const names = signed.filter((entry) => entry.stayIndex === stayIndex).map(({ by, onBehalfOf }) => signatureWording(by, onBehalfOf));
  return [...names, ...(decision !== null && stayIndex === stays.length - 1 ? [signatureWording(decision.by, decision.onBehalfOf)] : [])].join("、");
}
