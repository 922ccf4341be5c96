import { and, asc, gt, lte } from "drizzle-orm";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import type { RecordSeal } from "../../domain/record/record-seal.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Queryable } from "../database/connection.ts";
import { audit } from "../database/schema.ts";
import { sha256Of } from "./append.ts";

/** The log of administrative acts from after one moment to another, as a seal names it. */
export async function summarizeAudit(database: Queryable, after: Instant | undefined, until: Instant): Promise<RecordSeal["audit"]> {
  const rows = await database
    .select()
    .from(audit)
    .where(and(after && gt(audit.occurredAt, after), lte(audit.occurredAt, until)))
    .orderBy(asc(audit.occurredAt), asc(audit.auditId));
  return { until, count: rows.length, hash: sha256Of(canonicalJson(rows)) };
}
