import type { PersonId } from "../ids.ts";
import type { ItemDefinition } from "../item/item-definition.ts";
import type { Role } from "../people/role.ts";
import type { Capacity } from "../people/capacity.ts";
import type { CommandKind } from "./case-command.ts";
import { findCurrentStep, type Case, type Opinion, type StepStay } from "./case-state.ts";
import type { Refusal } from "./refusal.ts";

/** What is done at a step of the flow, by who stands there. */
export const signingKinds = [
  "signOpinion", "askOpinionCorrection", "correctOpinion", "declineOpinionCorrection", "sendBack", "decideCase", "suspendCase", "resumeCase", "reportUpward", "recordUpperAnswer", "referToMeeting", "recordMeeting",
] as const satisfies readonly CommandKind[];
export type SigningKind = (typeof signingKinds)[number];

export function isSigningKind(kind: CommandKind): kind is SigningKind {
  return (signingKinds as readonly CommandKind[]).includes(kind);
}

/**
 * Why this person cannot sign so where the case stands, besides what the table of actions says; undefined when they can. Only
 * the deciding office signs, and at a step its own role; in a joint review the office's other reviewers give opinions too, one
 * each, until the step's role ends it (R-FLOW-1, R-FLOW-2). While the clock stands still nothing is signed (R-FLOW-4, R-FLOW-7).
 */
export function findSigningProblem(current: Case, kind: SigningKind, capacity: Capacity, item: Pick<ItemDefinition, "meeting">): Refusal | undefined {
  if (capacity.officeId !== current.officeId) return { code: "office-not-deciding" };
  const paused = findPauseProblem(current, kind);
  if (paused !== undefined) return paused;
  if (isCorrectingKind(kind)) return findCorrectingProblem(current, kind, capacity);
  const step = findCurrentStep(current);
  if (step === undefined) return { code: "not-allowed-now", kind, stage: current.stage };
  const unfit = findStepProblem(step, kind, item);
  if (unfit !== undefined) return unfit;
  const { name: stepName, role: neededRole } = step;
  const isStepsOwn = capacity.roles.includes(neededRole);
  const mayJoin = joinersOf(step, kind).some((role) => capacity.roles.includes(role));
  if (!isStepsOwn && !mayJoin) return { code: "step-not-yours", stepName, neededRole };
  if (kind !== "signOpinion") return undefined;
  if (step.isDecision && isStepsOwn) return { code: "decision-due", stepName };
  if (step.isMeeting) return { code: "meeting-due", stepName };
  return signersHere(current).includes((capacity.onBehalfOf ?? capacity).personId) ? { code: "already-signed", stepName } : undefined;
}

/** What is done about an opinion that was signed already, wherever the case has got to (R-FLOW-2). */
export function isCorrectingKind(kind: CommandKind): boolean {
  return kind === "askOpinionCorrection" || kind === "correctOpinion" || kind === "declineOpinionCorrection";
}

/** Whether there is any opinion they may ask to have corrected, or any such asking to answer. */
function findCorrectingProblem(current: Case, kind: SigningKind, capacity: Capacity): Refusal | undefined {
  if (kind !== "askOpinionCorrection") return current.askedCorrections.length > 0 ? undefined : { code: "correction-not-asked", opinionNumber: 1 };
  if (current.opinions.length === 0) return { code: "opinion-unknown", opinionNumber: 1 };
  return current.opinions.some((opinion) => mayAskCorrection(opinion, capacity)) ? undefined : { code: "opinion-not-own", opinionNumber: 1, signerName: current.opinions[0]!.by.name };
}

/** Of their own opinion whoever signed it or had it signed; of anybody's the deputy leader, for who cannot any more. */
export function mayAskCorrection({ by, onBehalfOf }: Pick<Opinion, "by" | "onBehalfOf">, { personId, roles }: Pick<Capacity, "personId" | "roles">): boolean {
  return by.personId === personId || onBehalfOf?.personId === personId || roles.includes("deputy-leader");
}

/** A case at rest is only set going again; one that is not at rest cannot be. */
function findPauseProblem({ suspension, reportedUpward }: Case, kind: SigningKind): Refusal | undefined {
  if (kind === "resumeCase") return suspension === null ? { code: "not-suspended" } : undefined;
  if (kind === "recordUpperAnswer") return reportedUpward === null ? { code: "not-reported-upward" } : undefined;
  if (suspension !== null) return { code: "case-suspended", procedure: suspension.procedure, until: suspension.until };
  return reportedUpward === null ? undefined : { code: "case-reported-upward", authority: reportedUpward.authority };
}

function findStepProblem(step: StepStay, kind: SigningKind, { meeting }: Pick<ItemDefinition, "meeting">): Refusal | undefined {
  const { name: stepName, isDecision, isJointReview, isMeeting } = step;
  if (kind === "decideCase" && !isDecision) return { code: "decision-not-due", stepName };
  if (kind === "recordMeeting" && !isMeeting) return { code: "meeting-not-called", stepName };
  if (kind === "referToMeeting" && !meeting) return { code: "meeting-not-provided" };
  if (kind === "reportUpward" && !isDecision) return { code: "step-unfit", kind, stepName };
  if (kind === "referToMeeting" && !isDecision && !isJointReview) return { code: "step-unfit", kind, stepName };
  return undefined;
}

/** Who besides the step's own role. */
export function joinersOf(step: StepStay, kind: SigningKind): readonly Role[] {
  if (kind === "signOpinion" && step.isJointReview) return ["handler", "section-head", "deputy-leader", "chief-leader"];
  if (kind === "recordUpperAnswer") return ["handler", "section-head"];
  return kind === "resumeCase" ? ["system"] : [];
}

/** Whose opinions were given in this stay. Themselves, or somebody for them: an opinion is one person's, whoever signs it (R-FLOW-3). */
export function signersHere({ opinions, stays }: Pick<Case, "opinions" | "stays">): PersonId[] {
  const here = opinions.filter((opinion) => opinion.correctsNumber === null && opinion.stayIndex === stays.length - 1);
  return here.map((opinion) => (opinion.onBehalfOf ?? opinion.by).personId);
}
