import type { CommandOf } from "../case-command.ts";
import { findCurrentStep, type Case, type StepStay } from "../case-state.ts";
import { findSigningProblem, type SigningKind } from "../signing.ts";
import { refused, type Decision, type RuleContext } from "./rule.ts";

/** Carries out what is signed where the case stands, once it is known that this signer may. */
export function atStep(current: Case, { kind }: Pick<CommandOf<SigningKind>, "kind">, context: RuleContext, rule: (step: StepStay) => Decision): Decision {
  const problem = findSigningProblem(current, kind, context.capacity, context.item);
  if (problem !== undefined) return refused(problem);
  const step = findCurrentStep(current);
  if (step === undefined) throw new Error("who may sign, signs at a step");
  return rule(step);
}
