import { and, asc, eq, lte } from "drizzle-orm";
import { Failure, isFailure } from "../../domain/failure.ts";
import type { PersonId } from "../../domain/ids.ts";
import { addMs } from "../../domain/time/instant.ts";
import { writeAudit } from "../accounts/audit.ts";
import type { Centre } from "../centre.ts";
import { inTransaction } from "../database/connection.ts";
import { messages } from "../database/message-schema.ts";
import { findNextAttempt } from "./back-off.ts";

/** Longer than any provider takes: a message whose sender died in between is tried again after this. */
const leaseMs = 5 * 60_000;
const messagesAtOnce = 200;
/** A gateway that is away is not asked for every message: the rest wait for the next round. */
const failuresBeforeRest = 3;

type Message = typeof messages.$inferSelect;

/**
 * Sends what is due, oldest first. Every message is handed over at least once, with the same key each time; what fails is tried
 * again, ever more seldom, and what is given up stays as a row that says why (R-FLOW-8). Returns how many were sent.
 */
export async function sendDueMessages(centre: Centre): Promise<number> {
  const due = await centre.database
    .select()
    .from(messages)
    .where(lte(messages.nextAttemptAt, centre.now()))
    .orderBy(asc(messages.nextAttemptAt), asc(messages.messageId))
    .limit(messagesAtOnce);
  let sentCount = 0;
  let failuresInARow = 0;
  for (const message of due) {
    if (!(await claim(centre, message))) continue;
    const isSent = await attempt(centre, message);
    sentCount += isSent ? 1 : 0;
    failuresInARow = isSent ? 0 : failuresInARow + 1;
    if (failuresInARow === failuresBeforeRest) break;
  }
  return sentCount;
}

/** Whoever moves the row's next attempt first has the message: another process finds it changed. */
async function claim(centre: Centre, message: Message): Promise<boolean> {
  const claimed = await centre.database
    .update(messages)
    .set({ nextAttemptAt: addMs(centre.now(), leaseMs), attempts: message.attempts + 1 })
    .where(and(isMessage(message), eq(messages.attempts, message.attempts), eq(messages.nextAttemptAt, message.nextAttemptAt!)))
    .returning({ messageId: messages.messageId });
  return claimed.length === 1;
}

async function attempt(centre: Centre, message: Message): Promise<boolean> {
  const attempts = message.attempts + 1;
  try {
    const { reference } = await centre.messageProvider.send({ idempotencyKey: message.messageId, mobile: message.mobile, text: message.body });
    await change(centre, message, { state: "sent", sentAt: centre.now(), reference, nextAttemptAt: null, failure: null });
    return true;
  } catch (error) {
    if (!isFailure(error)) throw error;
    const at = centre.now();
    const nextAttemptAt = error.retryable ? (findNextAttempt(attempts, at) ?? null) : null;
    await change(centre, message, { state: nextAttemptAt === null ? "given-up" : "queued", nextAttemptAt, failure: { code: error.code, details: error.details, at } });
    return false;
  }
}

async function change(centre: Centre, message: Message, values: Partial<Message>): Promise<void> {
  await centre.database.update(messages).set(values).where(isMessage(message));
}

function isMessage({ officeId, messageId }: Pick<Message, "officeId" | "messageId">) {
  return and(eq(messages.officeId, officeId), eq(messages.messageId, messageId));
}

/** Lets a message that was given up wait for sending again; nobody stands behind it at the centre's own machine. Throws `message-unknown` when there is no such one. */
export async function retryMessage(centre: Centre, messageId: string, retriedBy: PersonId | null): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    const changed = await transaction
      .update(messages)
      .set({ state: "queued", nextAttemptAt: centre.now(), attempts: 0 })
      .where(and(eq(messages.messageId, messageId), eq(messages.state, "given-up")))
      .returning({ messageId: messages.messageId });
    if (changed.length === 0) throw new Failure("message-unknown", { details: { messageId } });
    await writeAudit(transaction, centre, { personId: retriedBy, act: "retry-message", subject: messageId, details: {} });
  });
}
