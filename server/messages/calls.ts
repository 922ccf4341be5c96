import { and, asc, eq, inArray } from "drizzle-orm";
import type { Call } from "../../contracts/messages.ts";
import { Failure } from "../../domain/failure.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { Actor } from "../../domain/people/role.ts";
import { writeAudit } from "../accounts/audit.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable } from "../database/connection.ts";
import { messages } from "../database/message-schema.ts";
import { cases } from "../database/schema.ts";

const messagesAtOnce = 500;

/** What was given up of the cases this office received, a case's together, the longest waiting first (R-FLOW-10). */
export async function listCalls(database: Queryable, windowOfficeId: OfficeId): Promise<Call[]> {
  const rows = await database
    .select({ message: messages, summary: cases.summary })
    .from(messages)
    .innerJoin(cases, and(eq(cases.officeId, messages.officeId), eq(cases.caseId, messages.caseId)))
    .where(and(eq(messages.state, "given-up"), eq(cases.windowOfficeId, windowOfficeId)))
    .orderBy(asc(messages.queuedAt), asc(messages.messageId))
    .limit(messagesAtOnce);
  const calls = new Map<string, Call>();
  for (const { message, summary } of rows) {
    const { caseId, number: caseNumber, applicantName, contactName, contactMobile: contactNumber } = summary;
    const call = calls.get(caseId) ?? { caseId, caseNumber, applicantName, contactName, contactNumber, messages: [] };
    const { messageId, body, queuedAt, failure } = message;
    call.messages.push({ messageId, body, queuedAt, failure: { code: failure?.code ?? "", details: failure?.details ?? {} } });
    calls.set(caseId, call);
  }
  return [...calls.values()];
}

/**
 * Somebody of the receiving window told the applicant. All or none: throws `message-unknown` when one of them was sent, told or is not of a
 * case their office received, so that nobody is taken for told who heard of something else.
 */
export async function recordTold(centre: Centre, by: Pick<Actor, "personId" | "name" | "officeId">, messageIds: readonly string[]): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    const received = transaction.select({ caseId: cases.caseId }).from(cases).where(eq(cases.windowOfficeId, by.officeId));
    const told = await transaction
      .update(messages)
      .set({ state: "told", toldAt: centre.now(), toldBy: { personId: by.personId, name: by.name } })
      .where(and(inArray(messages.messageId, [...messageIds]), eq(messages.state, "given-up"), inArray(messages.caseId, received)))
      .returning({ messageId: messages.messageId });
    const missing = messageIds.find((messageId) => !told.some((row) => row.messageId === messageId));
    if (missing !== undefined) throw new Failure("message-unknown", { details: { messageId: missing } });
    for (const { messageId } of told) await writeAudit(transaction, centre, { personId: by.personId, act: "tell-by-telephone", subject: messageId, details: {} });
  });
}
