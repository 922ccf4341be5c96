import type { Actor } from "../people/role.ts";
import type { CommandKind } from "./case-command.ts";
import { findCurrentStep, type Case } from "./case-state.ts";
import type { Refusal } from "./refusal.ts";

export type SigningKind = "signOpinion" | "correctOpinion" | "sendBack" | "decideCase";
export type Signer = Pick<Actor, "personId" | "roles" | "officeId">;

export function isSigningKind(kind: CommandKind): kind is SigningKind {
  return ["signOpinion", "correctOpinion", "sendBack", "decideCase"].includes(kind);
}

/**
 * Why this person cannot sign so where the case stands, besides what the table of actions says; undefined when they can. Only
 * the deciding office signs, and at a step its own role; in a joint review the office's other reviewers give opinions too, one
 * each, until the step's role ends it (R-FLOW-1, R-FLOW-2).
 */
export function findSigningProblem(current: Case, kind: SigningKind, signer: Signer): Refusal | undefined {
  if (signer.officeId !== current.officeId) return { code: "office-not-deciding" };
  if (kind === "correctOpinion") return current.opinions.length > 0 ? undefined : { code: "opinion-unknown", opinionNumber: 1 };
  const step = findCurrentStep(current);
  if (step === undefined) return { code: "not-allowed-now", kind, stage: current.stage };
  const { name: stepName, role: neededRole } = step;
  const isStepsOwn = signer.roles.includes(neededRole);
  const mayJoin = kind === "signOpinion" && step.isJointReview;
  if (kind === "decideCase" && !step.isDecision) return { code: "decision-not-due", stepName };
  if (!isStepsOwn && !mayJoin) return { code: "step-not-yours", stepName, neededRole };
  if (kind === "signOpinion" && step.isDecision && isStepsOwn) return { code: "decision-due", stepName };
  if (kind === "signOpinion" && hasSignedHere(current, signer)) return { code: "already-signed", stepName };
  return undefined;
}

function hasSignedHere({ opinions, stays }: Case, { personId }: Signer): boolean {
  return opinions.some((opinion) => opinion.correctsNumber === null && opinion.stayIndex === stays.length - 1 && opinion.by.personId === personId);
}
