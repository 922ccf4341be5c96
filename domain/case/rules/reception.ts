import { limitEnd } from "../../calendar/working-calendar.ts";
import { checkResidentIdentityNumber } from "../../identity/resident-identity-number.ts";
import { checkUnifiedSocialCreditCode } from "../../identity/unified-social-credit-code.ts";
import { regionDateOf } from "../../time/instant.ts";
import type { Applicant } from "../application.ts";
import type { CommandOf } from "../case-command.ts";
import { partsOfCaseNumber } from "../case-number.ts";
import { happened, refused, type Decision, type DecisionContext, type Rule } from "./rule.ts";

/** The window must answer within this many working days of reception, else the case counts as accepted (R-RECV-3). */
export const answerWorkingDays = 5;

/** Reception: the first event of a case (R-RECV-1, R-RECV-2, R-RECV-8). */
export function receiveCase(command: CommandOf<"receiveCase">, context: DecisionContext): Decision {
  const { payload } = command;
  if (partsOfCaseNumber(payload.number).workstationCode !== command.workstationCode) {
    return refused({ code: "number-not-own", number: payload.number });
  }
  const problem = findIdentityProblem(payload.application.applicant, context);
  if (problem !== undefined) return refused({ code: "identity-invalid", problem });
  const answerDueAt = limitEnd(context.calendar, context.now, answerWorkingDays);
  return happened({ kind: "caseReceived", payload: { ...payload, officeId: context.item.officeId, answerDueAt } });
}

export const amendApplication: Rule<"amendApplication"> = (_current, { payload }, context) => {
  const problem = findIdentityProblem(payload.application.applicant, context);
  return problem === undefined ? happened({ kind: "applicationAmended", payload }) : refused({ code: "identity-invalid", problem });
};

function findIdentityProblem(applicant: Applicant, context: DecisionContext): string | undefined {
  switch (applicant.identityKind) {
    case "resident-identity": {
      const check = checkResidentIdentityNumber(applicant.identityNumber, regionDateOf(context.now));
      return check.ok ? undefined : check.problem;
    }
    case "unified-social-credit": {
      const check = checkUnifiedSocialCreditCode(applicant.identityNumber);
      return check.ok ? undefined : check.problem;
    }
    case "other":
      return undefined;
  }
}
