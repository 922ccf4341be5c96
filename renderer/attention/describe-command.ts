import { decisionNames, documentNames, paymentMethodNames, verdictNames } from "../../contracts/wording/cases.ts";
import { procedureNames } from "../../contracts/wording/flow.ts";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import { yuanText } from "../../domain/money.ts";

/** What somebody wrote or entered with an act, to be copied into another try; empty when the act's name says it all. */
export function describeCommand(command: CaseCommand): string {
  switch (command.kind) {
    case "signOpinion":
    case "correctOpinion":
      return sentence([`【${verdictNames[command.payload.verdict]}】`, command.payload.text, command.payload.reasons]);
    case "askOpinionCorrection":
      return sentence([`【${verdictNames[command.payload.verdict]}】`, command.payload.text, command.payload.reasons, command.payload.why]);
    case "decideCase":
      return sentence([`【${decisionNames[command.payload.outcome]}】`, command.payload.text, command.payload.reasons, command.payload.remedies]);
    case "sendBack":
    case "declineOpinionCorrection":
    case "referToMeeting":
    case "withdrawCase":
      return command.payload.reason;
    case "suspendCase":
      return sentence([`${procedureNames[command.payload.procedure]}，${command.payload.workingDays} 个工作日`, command.payload.reason]);
    case "reportUpward":
      return sentence([command.payload.authority, command.payload.question]);
    case "recordUpperAnswer":
      return sentence([`【${verdictNames[command.payload.verdict]}】`, command.payload.documentNumber, command.payload.text]);
    case "recordMeeting":
      return sentence([`【${verdictNames[command.payload.resolution]}】`, command.payload.minutes]);
    case "refuseCase":
      return command.payload.reason;
    case "requestCorrection":
      return command.payload.defects.map(({ problem, remedy }) => `${problem}（${remedy}）`).join("；");
    case "recordPayment":
      return sentence([`${paymentMethodNames[command.payload.method]} ${yuanText(command.payload.amountFen)} 元`, command.payload.payer, command.payload.reference]);
    case "handOverResult":
      return `${command.payload.recipient.name} ${command.payload.recipient.identityNumber}`;
    case "deliverNotice": {
      const { document, number, recipient, deliveredOn, postNumber, note } = command.payload;
      return sentence([documentNames[document], number, recipient.name, deliveredOn, postNumber, note]);
    }
    case "recordCertificatePrint":
      return `证纸 ${command.payload.paperSerial}`;
    case "recordPublication":
      return command.payload.place;
    default:
      return "";
  }
}

function sentence(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
