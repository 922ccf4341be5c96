import type { CommandBody } from "../domain/case/case-command.ts";
import { findCurrentStep, type Case, type StepStay } from "../domain/case/case-state.ts";
import type { CaseId } from "../domain/ids.ts";
import type { LegalBasis } from "../domain/item/item-definition.ts";
import type { Role } from "../domain/people/role.ts";
import type { Desk } from "./desk.ts";

/** What is signed at a step; nothing where the story leaves the case. */
export type Words = (step: StepStay) => CommandBody | undefined;

/** Lets whoever of the office has the role sit down at the desk; says who. */
export type Seat = (role: Role) => Promise<string>;

/**
 * Signs a case through its flow at the department's desk, each step by somebody who may, on an account of their own, as far as there
 * are words for it; at a joint review the section head gives an opinion too. Returns who signed what.
 */
export async function signThrough(desk: Desk, caseId: CaseId, words: Words, seat: Seat = desk.sitDown): Promise<{ signatures: string[]; signed: Case }> {
  const signatures: string[] = [];
  for (;;) {
    const { case: current } = await desk.workstation.call("cases.open", { caseId });
    const step = findCurrentStep(current);
    const body = step && words(step);
    if (step === undefined || body === undefined) return { signatures, signed: current };
    const signers = step.isJointReview ? (["section-head", step.role] as const) : [step.role];
    for (const role of signers) {
      const name = await seat(role);
      await desk.act(caseId, body);
      signatures.push(`${step.name} ${name}`);
    }
  }
}

export const grantWords: Words = ({ code, isDecision }) =>
  isDecision
    ? { kind: "decideCase", payload: { outcome: "grant", text: "准予行政许可。", reasons: "", legalBasis: null, remedies: "" } }
    : { kind: "signOpinion", payload: { stepCode: code, verdict: "agree", text: "材料齐全，符合法定条件，拟同意。", reasons: "", legalBasis: null } };

/** Disagreed at every step and denied, with reasons, legal basis and remedies (R-FLOW-2). */
export function denyWords(reasons: string, legalBasis: LegalBasis): Words {
  const remedies = "如不服本决定，可以自收到本决定书之日起六十日内向南昌市人民政府申请行政复议，或者自收到本决定书之日起六个月内依法向人民法院提起行政诉讼。";
  return ({ code, isDecision }) =>
    isDecision
      ? { kind: "decideCase", payload: { outcome: "deny", text: "不予行政许可。", reasons, legalBasis, remedies } }
      : { kind: "signOpinion", payload: { stepCode: code, verdict: "disagree", text: "不符合法定条件，拟不予许可。", reasons, legalBasis } };
}
