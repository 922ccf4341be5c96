import { and, asc, gt, lte } from "drizzle-orm";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import type { RecordSeal } from "../../domain/record/record-seal.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Queryable } from "../database/connection.ts";
import { audit } from "../database/schema.ts";
import { sha256Of } from "./append.ts";

export type AuditRow = typeof audit.$inferSelect;

/** The administrative acts from after one moment (undefined: from the first) to another, in the order a seal names them. */
export async function readAudit(database: Queryable, after: Instant | undefined, until: Instant): Promise<AuditRow[]> {
  return database
    .select()
    .from(audit)
    .where(and(after && gt(audit.occurredAt, after), lte(audit.occurredAt, until)))
    .orderBy(asc(audit.occurredAt), asc(audit.auditId));
}

/** What a seal says of them. */
export function summarizeAudit(rows: readonly AuditRow[], until: Instant): RecordSeal["audit"] {
  return { until, count: rows.length, hash: sha256Of(canonicalJson(rows)) };
}
