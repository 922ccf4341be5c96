import type { CommandBody } from "../domain/case/case-command.ts";
import { findCurrentStep, type Case } from "../domain/case/case-state.ts";
import type { CaseId } from "../domain/ids.ts";
import type { Role } from "../domain/people/role.ts";
import { seedPassword, seedPeople } from "../server/seed/people.ts";
import type { Desk } from "./desk.ts";
import { must } from "./must.ts";

/**
 * Signs a case through its flow at the department's desk, each step by somebody who may, on an account of their own; up to the decision
 * and with it when `isDecided`. Returns who signed what.
 */
export async function signThrough(desk: Desk, caseId: CaseId, isDecided: boolean): Promise<{ signatures: string[]; signed: Case }> {
  const signatures: string[] = [];
  for (;;) {
    const { case: current } = await desk.workstation.call("cases.open", { caseId });
    const step = findCurrentStep(current);
    if (step === undefined || (step.isDecision && !isDecided)) return { signatures, signed: current };
    const person = signerOf(current, step.role);
    await desk.workstation.call("session.signIn", { account: person.account, password: seedPassword.initial });
    await desk.act(caseId, step.isDecision ? grant : agreeAt(step.code));
    signatures.push(`${step.name} ${person.name}`);
  }
}

function signerOf({ officeId }: Case, role: Role) {
  return must(seedPeople.find((person) => person.officeId === officeId && person.roles.includes(role)), `a ${role}`);
}

const grant: CommandBody = { kind: "decideCase", payload: { outcome: "grant", text: "准予行政许可。", reasons: "", legalBasis: null, remedies: "" } };

function agreeAt(stepCode: string): CommandBody {
  return { kind: "signOpinion", payload: { stepCode, verdict: "agree", text: "材料齐全，符合法定条件，拟同意。", reasons: "", legalBasis: null } };
}
