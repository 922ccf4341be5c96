import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { CaseStage } from "../../domain/case/case-state.ts";
import type { CaseSummary } from "../../domain/case/case-summary.ts";
import { Failure } from "../../domain/failure.ts";
import { caseIdSchema, type CaseId, type OfficeId } from "../../domain/ids.ts";
import { instantSchema, type Instant } from "../../domain/time/instant.ts";
import type { Queryable } from "../database/connection.ts";
import { cases } from "../database/schema.ts";

export interface CaseListQuery {
  stage?: CaseStage | undefined;
  itemCode?: string | undefined;
  /** From the page before; nothing for the first. */
  cursor?: string | undefined;
  limit: number;
}

/** Without what the rows of earlier centres do not tell. */
export type ListedCase = Omit<CaseSummary, "turn" | "publication" | "toDeliver"> & { version: number };

/** Cases the office decides, received or keeps, newest first. Throws `cursor-invalid`. */
export async function listCases(database: Queryable, officeId: OfficeId, query: CaseListQuery): Promise<{ cases: ListedCase[]; cursor: string | null }> {
  const after = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  const filters: (SQL | undefined)[] = [
    query.stage && eq(cases.stage, query.stage),
    query.itemCode === undefined ? undefined : eq(cases.itemCode, query.itemCode),
    after && sql`(${cases.receivedAt}, ${cases.caseId}) < (${after.receivedAt}::text, ${after.caseId}::uuid)`,
  ];
  // One query for each way an office is concerned, each straight from its index; asked as one with OR all would be sorted.
  const lists = await Promise.all(
    [cases.itemOfficeId, cases.windowOfficeId, cases.officeId].map((column) =>
      database
        .select({ caseId: cases.caseId, receivedAt: cases.receivedAt, version: cases.version, summary: cases.summary })
        .from(cases)
        .where(and(eq(column, officeId), ...filters))
        .orderBy(desc(cases.receivedAt), desc(cases.caseId))
        .limit(query.limit + 1),
    ),
  );
  const merged = [...new Map(lists.flat().map((row) => [row.caseId, row])).values()].sort(newestFirst);
  const page = merged.slice(0, query.limit);
  const last = page.at(-1);
  return {
    cases: page.map(({ summary, version }) => ({ ...summary, version })),
    cursor: last !== undefined && merged.length > page.length ? makeCursor(last) : null,
  };
}

/** Where the case's rows are kept, when the office may see it; throws `case-unknown` otherwise. */
export async function getCaseHome(database: Queryable, officeId: OfficeId, caseId: CaseId): Promise<OfficeId> {
  const [row] = await database.select().from(cases).where(eq(cases.caseId, caseId));
  if (row === undefined || ![row.officeId, row.itemOfficeId, row.windowOfficeId].includes(officeId)) {
    throw new Failure("case-unknown", { details: { caseId } });
  }
  return row.officeId;
}

type Place = { receivedAt: Instant; caseId: CaseId };

function newestFirst(a: Place, b: Place): number {
  return a.receivedAt === b.receivedAt ? (a.caseId < b.caseId ? 1 : -1) : a.receivedAt < b.receivedAt ? 1 : -1;
}

const placeSchema = z.tuple([instantSchema, caseIdSchema]);

function makeCursor({ receivedAt, caseId }: Place): string {
  return Buffer.from(JSON.stringify([receivedAt, caseId])).toString("base64url");
}

function parseCursor(text: string): Place {
  try {
    const [receivedAt, caseId] = placeSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { receivedAt, caseId };
  } catch (cause) {
    throw new Failure("cursor-invalid", { cause });
  }
}
