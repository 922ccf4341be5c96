import type { OfficeId, PersonId } from "../ids.ts";
import type { Capacity } from "../people/capacity.ts";
import type { Role } from "../people/role.ts";
import { findCurrentStep, type Case } from "./case-state.ts";
import { joinersOf, signersHere } from "./signing.ts";

/** Who is waited for where a case stands: whoever holds one of `roles`, and at a joint review each joiner who has not signed there. */
export interface Turn {
  roles: readonly Role[];
  joiners: readonly Role[];
  /** Whose opinions were given in this stay, themselves or in their place. */
  signedBy: readonly PersonId[];
}

/** Null where nobody is: before acceptance, after the flow, and while a special procedure stops it (R-FLOW-4). */
export function findTurn(current: Case): Turn | null {
  const step = findCurrentStep(current);
  if (step === undefined || current.suspension !== null) return null;
  if (current.reportedUpward !== null) return { roles: [step.role, ...joinersOf(step, "recordUpperAnswer")], joiners: [], signedBy: [] };
  // Whom a correction waits for (R-FLOW-2), besides the step.
  const correctors: readonly Role[] = current.askedCorrections.length > 0 ? ["deputy-leader"] : [];
  return { roles: [step.role, ...correctors], joiners: joinersOf(step, "signOpinion"), signedBy: signersHere(current) };
}

/** Whether somebody is waited for, in one of their capacities; only the deciding office's people ever are (R-FLOW-1). */
export function isTurnOf({ officeId, turn }: { officeId: OfficeId; turn: Turn | null }, capacities: readonly Capacity[]): boolean {
  if (turn === null) return false;
  return capacities.some((capacity) => {
    const holds = (waitedFor: readonly Role[]): boolean => waitedFor.some((role) => capacity.roles.includes(role));
    const hasSigned = turn.signedBy.includes((capacity.onBehalfOf ?? capacity).personId);
    return capacity.officeId === officeId && (holds(turn.roles) || (holds(turn.joiners) && !hasSigned));
  });
}
