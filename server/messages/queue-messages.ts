import { messageWordingOf } from "../../contracts/wording/messages.ts";
import { plainText } from "../../documents/receipts/plain-text.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { Failure } from "../../domain/failure.ts";
import { checkMobileNumber } from "../../domain/identity/mobile-number.ts";
import type { OfficeId } from "../../domain/ids.ts";
import { messageFor } from "../../domain/messages/message-for.ts";
import type { Transaction } from "../database/connection.ts";
import { messages } from "../database/message-schema.ts";

/**
 * Queues what the applicant is told of these events, in the events' own transaction (R-FLOW-8). A contact without a mobile number is
 * not told, and a row says so.
 */
export async function queueMessages(transaction: Transaction, newId: () => string, homeOfficeId: OfficeId, steps: readonly { event: RecordedEvent; after: Case }[]): Promise<void> {
  const rows = steps.flatMap(({ event, after }) => {
    const message = messageFor(event, after);
    if (message === undefined) return [];
    const checked = checkMobileNumber(after.application.contact.mobile);
    const mobile = checked.ok ? checked.value : plainText(after.application.contact.mobile);
    const { caseId, version, recordedAt } = event;
    const common = { officeId: homeOfficeId, messageId: newId(), caseId, version, template: message.template, mobile, body: plainText(messageWordingOf(message)), queuedAt: recordedAt, attempts: 0 };
    const { code, details } = new Failure("message-number-not-mobile", { details: { mobile } });
    const failure = { code, details, at: recordedAt };
    return checked.ok ? { ...common, state: "queued" as const, nextAttemptAt: recordedAt } : { ...common, state: "given-up" as const, failure };
  });
  if (rows.length > 0) await transaction.insert(messages).values(rows);
}
