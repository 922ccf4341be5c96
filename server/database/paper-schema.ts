import { integer, json, primaryKey, snakeCase, text, uuid } from "drizzle-orm/pg-core";
import type { DocumentKind } from "../../domain/case/case-parts.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { AttemptFailure } from "./message-schema.ts";

/** Documents to be numbered and sealed; see `schema.ts`. */
const { table } = snakeCase;

const moment = () => text().$type<Instant>();

export const duePapers = table(
  "due_papers",
  {
    /** The case's home. */
    officeId: uuid().$type<OfficeId>().notNull(),
    caseId: uuid().$type<CaseId>().notNull(),
    /** Of the event that gave rise to it, and its place among those of the same event. */
    version: integer().notNull(),
    ordinal: integer().notNull(),
    document: text().$type<DocumentKind>().notNull(),
    queuedAt: moment().notNull(),
    /** `dropped`: by then the case had no such document coming. */
    state: text().$type<"waiting" | "done" | "dropped">().notNull(),
    attempts: integer().notNull(),
    nextAttemptAt: moment(),
    failure: json().$type<AttemptFailure>(),
  },
  (self) => [primaryKey({ columns: [self.officeId, self.caseId, self.version, self.ordinal] })],
);
