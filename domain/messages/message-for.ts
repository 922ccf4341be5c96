import type { CaseEvent } from "../case/case-event.ts";
import type { Case } from "../case/case-state.ts";
import { noticesToDeliver } from "../case/notices.ts";
import { findValidCertificate } from "../case/result.ts";
import { documentsToHandOver, findHandOverProblem } from "../case/rules/hand-over.ts";
import type { Message, MessageDetails, MessageTemplate } from "./message.ts";

/**
 * What the applicant is told of an event; undefined when it is none of theirs (R-FLOW-8). `after` is the case with the event in it.
 * To whom it goes is the case's contact, whose number may be a landline's: the outbox looks.
 */
export function messageFor(event: CaseEvent, after: Case): Message | undefined {
  const tell = <T extends MessageTemplate>(template: T, details: MessageDetails[T]): Message => {
    const { contact, projectName } = after.application;
    return { template, values: { contactName: contact.name, projectName, number: after.number, ...details } } as Message;
  };
  switch (event.kind) {
    case "caseReceived":
      return tell("received", { answerDueAt: event.payload.answerDueAt });
    case "correctionRequested":
      return tell("correction-requested", { defectCount: event.payload.defects.length, dueAt: event.payload.dueAt });
    case "correctionDelivered":
      return tell("correction-delivered", { answerDueAt: event.payload.answerDueAt });
    case "caseAccepted":
      return tell("accepted", { isDeemed: event.payload.isDeemed, decideDueAt: event.payload.decideDueAt });
    case "caseRefused":
      return tell("refused", {});
    case "caseSuspended":
      return tell("suspended", { procedure: event.payload.procedure, until: event.payload.until });
    case "reportedUpward":
      return tell("reported-upward", { authority: event.payload.authority });
    case "caseResumed":
    case "upperAnswerRecorded":
      return tell("resumed", { decideDueAt: event.payload.decideDueAt });
    case "caseWithdrawn":
      return tell("withdrawn", {});
    case "caseDecided":
      if (event.payload.fee !== undefined) return tell("fee-due", { totalFen: event.payload.fee.totalFen, dueAt: event.payload.fee.dueAt });
      return tell(event.payload.outcome === "grant" ? "granted" : "denied", {});
    case "paymentRecorded":
      return tell("fee-paid", { totalFen: event.payload.amountFen });
    case "unpaidLapsed":
      return after.fee === null ? undefined : tell("fee-lapsed", { totalFen: after.fee.totalFen, dueAt: after.fee.dueAt });
    case "certificatePrinted":
      // Once for each certificate: a sheet found spoilt and printed anew calls nobody a second time.
      return event.payload.outcome === "printed" && findValidCertificate(after)?.printedCount === 1 && isReady(after) ? tell("result-ready", { isCertificate: true }) : undefined;
    case "documentNumbered": {
      const { document, number } = event.payload;
      const notice = noticesToDeliver(after).find((one) => one.document === document && one.number === number);
      if (notice !== undefined) return tell("notice-ready", { document: notice.document, noticeNumber: number });
      return documentsToHandOver(after).includes(document) && isReady(after) ? tell("result-ready", { isCertificate: false }) : undefined;
    }
    case "resultHandedOver": {
      // Who took it themselves stands at the window; that somebody else did is worth knowing.
      const { recipient } = event.payload;
      return recipient.relation === "agent" ? tell("handed-to-agent", { agentName: recipient.name }) : undefined;
    }
    case "caseClosed":
      return tell("closed", {});
    case "certificateRevoked":
      return tell("certificate-revoked", { certificateNumber: event.payload.number });
    default:
      return undefined;
  }
}

function isReady(after: Case): boolean {
  return findHandOverProblem(after) === undefined;
}
