import { integer, json, snakeCase, text, uuid } from "drizzle-orm/pg-core";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { RecordSeal } from "../../domain/record/record-seal.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** The tables of the centre's watch over its own record; see `schema.ts`. */
const { table } = snakeCase;

const moment = () => text().$type<Instant>();

/** What a check found wrong, as it is said to people. `caseId` is null where it is no case. */
export interface FoundFault {
  caseId: CaseId | null;
  line: string;
}

export const recordSeals = table("record_seals", {
  position: integer().primaryKey(),
  sealedAt: moment().notNull(),
  hash: text().notNull(),
  seal: json().$type<RecordSeal>().notNull(),
});

export const recordChecks = table("record_checks", {
  checkId: uuid().primaryKey(),
  begunAt: moment().notNull(),
  endedAt: moment(),
  afterOfficeId: uuid().$type<OfficeId>(),
  afterCaseId: uuid().$type<CaseId>(),
  caseCount: integer().notNull(),
  eventCount: integer().notNull(),
  found: json().$type<FoundFault[]>().notNull(),
});
