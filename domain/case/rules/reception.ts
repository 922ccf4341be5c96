import { limitEnd } from "../../calendar/working-calendar.ts";
import { checkMobileNumber } from "../../identity/mobile-number.ts";
import { checkResidentIdentityNumber } from "../../identity/resident-identity-number.ts";
import { checkUnifiedSocialCreditCode } from "../../identity/unified-social-credit-code.ts";
import { regionDateOf } from "../../time/instant.ts";
import type { Applicant, Application } from "../application.ts";
import type { CommandOf } from "../case-command.ts";
import { partsOfCaseNumber } from "../case-number.ts";
import { answerWorkingDays } from "./limits.ts";
import { happened, refused, type Decision, type DecisionContext, type Rule } from "./rule.ts";

/** Reception: the first event of a case (R-RECV-1, R-RECV-2, R-RECV-8). */
export function receiveCase(command: CommandOf<"receiveCase">, context: DecisionContext): Decision {
  const { payload } = command;
  if (partsOfCaseNumber(payload.number).workstationCode !== command.workstationCode) {
    return refused({ code: "number-not-own", number: payload.number });
  }
  const checked = checkApplication(payload.application, context);
  if ("problem" in checked) return refused({ code: "identity-invalid", problem: checked.problem });
  const answerDueAt = limitEnd(context.calendar, context.now, answerWorkingDays);
  return happened({
    kind: "caseReceived",
    payload: { ...payload, application: checked.application, officeId: context.item.officeId, answerDueAt },
  });
}

export const amendApplication: Rule<"amendApplication"> = (_current, { payload }, context) => {
  const checked = checkApplication(payload.application, context);
  return "problem" in checked
    ? refused({ code: "identity-invalid", problem: checked.problem })
    : happened({ kind: "applicationAmended", payload: checked });
};

/** Numbers go on the record in their one right form, whatever spaces or small letters they were typed with, so that they are found again. */
function checkApplication(application: Application, context: DecisionContext): { application: Application } | { problem: string } {
  const { applicant, contact } = application;
  const mobile = checkMobileNumber(contact.mobile);
  const identity = checkIdentity(applicant, context);
  if (!identity.ok) return { problem: identity.problem };
  return {
    application: {
      ...application,
      applicant: { ...applicant, identityNumber: identity.number },
      // A landline is no mobile number and still reaches somebody.
      contact: mobile.ok ? { ...contact, mobile: mobile.value } : contact,
    },
  };
}

function checkIdentity(applicant: Applicant, context: DecisionContext): { ok: true; number: string } | { ok: false; problem: string } {
  switch (applicant.identityKind) {
    case "resident-identity": {
      const check = checkResidentIdentityNumber(applicant.identityNumber, regionDateOf(context.now));
      return check.ok ? { ok: true, number: check.value.number } : check;
    }
    case "unified-social-credit": {
      const check = checkUnifiedSocialCreditCode(applicant.identityNumber);
      return check.ok ? { ok: true, number: check.value.code } : check;
    }
    case "other":
      return { ok: true, number: applicant.identityNumber };
  }
}
