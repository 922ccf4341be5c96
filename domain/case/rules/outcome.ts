import { limitEnd } from "../../calendar/working-calendar.ts";
import type { CaseEvent } from "../case-event.ts";
import type { Case } from "../case-state.ts";
import { pausedWorkingDaysOf } from "../pauses.ts";
import type { Instant } from "../../time/instant.ts";
import { answerBegan, answerEndOf, answerWorkingDays, correctionEndOf, findNotOver, isOver } from "./limits.ts";
import { findIncompleteness, findUnlisted } from "./materials.ts";
import { happened, refused, type DecisionContext, type Rule } from "./rule.ts";
import { findFirstStep } from "./steps.ts";

/** Electronic files within 2 working days of acceptance, paper scanned within 3 (R-RECV-7). */
export const electronicWorkingDays = 2;
export const paperWorkingDays = 3;

/**
 * Acceptance (受理). Given after the window's time to answer was over it is a deemed one all the same (R-RECV-3); given in
 * time but heard of only after the centre recorded the silence, it takes the deemed one's place.
 */
export const acceptCase: Rule<"acceptCase"> = (current, command, context) => {
  if (current.stage === "accepted" && current.acceptance?.isDeemed !== true) {
    return refused({ code: "not-allowed-now", kind: command.kind, stage: current.stage });
  }
  const isLate = isOver(answerEndOf(current, context.calendar), context);
  if (current.stage === "accepted" && isLate) {
    return refused({ code: "not-allowed-now", kind: command.kind, stage: current.stage });
  }
  const incompleteness = findIncompleteness(current, context.item);
  if (incompleteness.missingMaterials.length > 0 || incompleteness.missingFields.length > 0) {
    return refused({ code: "not-complete", ...incompleteness });
  }
  return happened(accepted(current, context, isLate ? { isDeemed: true, from: answerBegan(current) } : { isDeemed: false, from: context.now }));
};

/** Silence counts as acceptance from the day of reception, or of the delivered correction (R-RECV-3). */
export const deemAccepted: Rule<"deemAccepted"> = (current, _command, context) => {
  const problem = findNotOver("answer-not-yet-late", answerEndOf(current, context.calendar), context);
  return problem === undefined ? happened(accepted(current, context, { isDeemed: true, from: answerBegan(current) })) : refused(problem);
};

/**
 * The one notice that lists every defect; a case gets no second one (R-RECV-2). Nobody is caught by that: once all it lists is delivered
 * the case can be accepted, and what is still wrong then is a ground of refusal (R-RECV-4).
 */
export const requestCorrection: Rule<"requestCorrection"> = (current, { payload }, context) => {
  if (current.correction !== null) return refused({ code: "correction-already-requested" });
  const unknown = payload.defects.find(
    ({ materialCode }) => materialCode !== null && !context.item.materials.some((material) => material.code === materialCode),
  );
  if (unknown !== undefined) return refused({ code: "material-unknown", materialCode: unknown.materialCode ?? "" });
  const unlisted = findUnlisted(current, context.item, payload.defects);
  if (unlisted.missingMaterials.length > 0 || unlisted.missingFields.length > 0) return refused({ code: "defects-missing", ...unlisted });
  const dueAt = limitEnd(context.calendar, context.now, payload.limitWorkingDays);
  return happened({ kind: "correctionRequested", payload: { ...payload, dueAt } });
};

/** After its limit a correction is no longer taken: the refusal notice follows (R-RECV-4). */
export const deliverCorrection: Rule<"deliverCorrection"> = (current, { payload }, context) => {
  if (current.correction === null) return refused({ code: "no-correction-requested" });
  const dueAt = correctionEndOf(current.correction, context.calendar);
  if (isOver(dueAt, context)) return refused({ code: "correction-too-late", dueAt });
  const answerDueAt = limitEnd(context.calendar, context.now, answerWorkingDays);
  return happened({ kind: "correctionDelivered", payload: { ...payload, answerDueAt } });
};

/** Refusal (不予受理), with reason and legal basis; for want of a correction only when its time is over (R-RECV-4). */
export const refuseCase: Rule<"refuseCase"> = (current, { payload }, context) => {
  if (payload.ground === "correction-insufficient" && current.stage !== "corrected") {
    return refused({ code: "no-correction-requested" });
  }
  if (payload.ground === "correction-not-delivered") {
    const correction = current.correction;
    if (correction === null || current.stage !== "awaiting-correction") return refused({ code: "no-correction-requested" });
    const problem = findNotOver("correction-not-yet-late", correctionEndOf(correction, context.calendar), context);
    if (problem !== undefined) return refused(problem);
  }
  return happened({ kind: "caseRefused", payload });
};

/** Withdrawal ends the case, before or after acceptance (R-RECV-6). */
export const withdrawCase: Rule<"withdrawCase"> = (_current, { payload }) => happened({ kind: "caseWithdrawn", payload });

function accepted(current: Case, context: DecisionContext, acceptance: { isDeemed: boolean; from: Instant }): CaseEvent {
  const step = current.stays.length === 0 ? findFirstStep(context) : undefined;
  const due = (workingDays: number): Instant => limitEnd(context.calendar, acceptance.from, workingDays);
  return {
    kind: "caseAccepted",
    payload: {
      isDeemed: acceptance.isDeemed,
      acceptedFrom: acceptance.from,
      // An acceptance heard of late takes the deemed one's place, and what stopped the clock in between stopped it all the same.
      decideDueAt: due(context.item.promisedWorkingDays + pausedWorkingDaysOf(current)),
      electronicDueAt: limitEnd(context.calendar, context.now, electronicWorkingDays),
      paperDueAt: limitEnd(context.calendar, context.now, paperWorkingDays),
      ...(step && { step }),
    },
  };
}
