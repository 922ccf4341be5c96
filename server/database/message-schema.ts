import { integer, json, primaryKey, snakeCase, text, uuid } from "drizzle-orm/pg-core";
import type { PersonReference } from "../../domain/case/case-state.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** The outbox of messages to applicants; see `schema.ts`. */
const { table } = snakeCase;

/** `given-up` waits for somebody to telephone, or to send it again; `told` was told so. */
export const messageStates = ["queued", "sent", "given-up", "told"] as const;
export type MessageState = (typeof messageStates)[number];

/** Why the last attempt came to nothing. */
export interface AttemptFailure {
  code: string;
  details: Readonly<Record<string, string | number>>;
  at: Instant;
}

const moment = () => text().$type<Instant>();

export const messages = table(
  "messages",
  {
    /** The case's home. */
    officeId: uuid().$type<OfficeId>().notNull(),
    messageId: uuid().notNull(),
    caseId: uuid().$type<CaseId>().notNull(),
    /** Of the event it tells of. */
    version: integer().notNull(),
    template: text().notNull(),
    mobile: text().notNull(),
    body: text().notNull(),
    queuedAt: moment().notNull(),
    state: text().$type<MessageState>().notNull(),
    attempts: integer().notNull(),
    nextAttemptAt: moment(),
    failure: json().$type<AttemptFailure>(),
    sentAt: moment(),
    reference: text(),
    toldAt: moment(),
    toldBy: json().$type<PersonReference>(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.messageId] })],
);
