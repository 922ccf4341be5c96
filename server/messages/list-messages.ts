import { and, count, desc, eq, sql } from "drizzle-orm";
import type { ListedMessage, MessagesQuery } from "../../contracts/messages.ts";
import type { Queryable } from "../database/connection.ts";
import { messages, messageStates, type MessageState } from "../database/message-schema.ts";

/** Newest first; `counts` are of all there are, so that what was given up is seen whatever is listed. */
export async function listMessages(database: Queryable, query: MessagesQuery): Promise<{ messages: ListedMessage[]; counts: Record<MessageState, number> }> {
  const counted = await database.select({ state: messages.state, count: count() }).from(messages).groupBy(messages.state);
  const rows = await database
    .select()
    .from(messages)
    .where(and(query.state && eq(messages.state, query.state), query.before && sql`(${messages.queuedAt}, ${messages.messageId}) < (${query.before.queuedAt}, ${query.before.messageId}::uuid)`))
    .orderBy(desc(messages.queuedAt), desc(messages.messageId))
    .limit(query.limit);
  const countOf = (state: MessageState): number => counted.find((row) => row.state === state)?.count ?? 0;
  return {
    messages: rows.map(({ officeId: _home, version: _version, ...message }) => message),
    counts: Object.fromEntries(messageStates.map((state) => [state, countOf(state)])) as Record<MessageState, number>,
  };
}
