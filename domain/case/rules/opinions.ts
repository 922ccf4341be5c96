import { asActed } from "../../people/capacity.ts";
import type { DecisionParts, OpinionParts } from "../case-parts.ts";
import type { Refusal } from "../refusal.ts";
import { atStep } from "./at-step.ts";
import { findFeeNotice } from "./fee.ts";
import { isSplit } from "./meeting.ts";
import { startResult } from "./result-start.ts";
import { happened, refused, type Rule } from "./rule.ts";
import { findEarlierStep, findMeetingStep, findNextStep } from "./steps.ts";

/**
 * An opinion at the step where the case stands; the step's own role ends the step with it (R-FLOW-2). A joint review whose opinions
 * are split goes on to the leaders' meeting, where the item has one (R-FLOW-6).
 */
export const signOpinion: Rule<"signOpinion"> = (current, command, context) =>
  atStep(current, command, context, (step) => {
    const { payload } = command;
    if (payload.stepCode !== step.code) return refused({ code: "step-not-current", stepName: step.name });
    const missing = findMissing(payload, payload.verdict === "disagree");
    if (missing !== undefined) return refused(missing);
    const isEnd = context.capacity.roles.includes(step.role);
    const meeting = isEnd && step.isJointReview && isSplit(current, payload) ? findMeetingStep(context) : undefined;
    const next = isEnd ? (meeting ?? findNextStep(context, step.code)) : undefined;
    return happened({ kind: "opinionSigned", payload: { ...asActed(payload, context.capacity), ...(next && { step: next }) } });
  });

/** R-FLOW-5; the earlier step begins anew, with its whole limit. */
export const sendBack: Rule<"sendBack"> = (current, command, context) =>
  atStep(current, command, context, () => {
    const { payload } = command;
    const step = findEarlierStep(context, current, payload.toStepCode);
    return step === undefined
      ? refused({ code: "step-not-earlier", stepCode: payload.toStepCode })
      : happened({ kind: "caseSentBack", payload: { ...asActed(payload, context.capacity), step } });
  });

/**
 * 准予 or 不予许可, by the flow's last signature; a denial says why, on what basis and what the applicant can do. A grant with a fee
 * waits for it (R-FLOW-7).
 */
export const decideCase: Rule<"decideCase"> = (current, command, context) =>
  atStep(current, command, context, () => {
    const { payload } = command;
    const missing = findMissing(payload, payload.outcome === "deny");
    if (missing !== undefined) return refused(missing);
    const fee = payload.outcome === "grant" ? findFeeNotice(context) : undefined;
    const consequence = fee === undefined ? { result: startResult(context, payload.outcome) } : { fee };
    return happened({ kind: "caseDecided", payload: { ...asActed(payload, context.capacity), ...consequence } });
  });

export function findMissing(parts: OpinionParts | DecisionParts, isAgainst: boolean): Refusal | undefined {
  if (!isAgainst) return undefined;
  const missing = [
    ...(parts.reasons === "" ? (["reasons"] as const) : []),
    ...(parts.legalBasis === null ? (["legalBasis"] as const) : []),
    ...("remedies" in parts && parts.remedies === "" ? (["remedies"] as const) : []),
  ];
  return missing.length > 0 ? { code: "reasons-missing", missing } : undefined;
}
