import { verify } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { asc, gt, sql } from "drizzle-orm";
import type { EventKind } from "../../domain/case/case-event.ts";
import type { CaseNumber } from "../../domain/case/case-number.ts";
import type { CaseId } from "../../domain/ids.ts";
import { beforeFirstSeal, bytesOfRecordSeal, findRecordSealBreak, recordSealSchema, type RecordSeal, type RecordSealBreak, type SealPlace } from "../../domain/record/record-seal.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import type { Queryable } from "../database/connection.ts";
import { recordSeals } from "../database/record-schema.ts";
import { cases, events } from "../database/schema.ts";
import { readRecordAuthorities } from "../seal/centre-authority.ts";
import { sha256Of } from "./append.ts";
import { summarizeAudit } from "./sealed-audit.ts";

/** A case that is not as it was sealed: what comes between the last seal that still fits and the first that does not was changed. */
export interface SealedCaseFault {
  caseId: CaseId;
  /** Null when the case's own row is gone. */
  caseNumber: CaseNumber | null;
  /** The first event that may be changed, the last, and what the first one is. */
  version: number;
  until: number;
  kind: EventKind | null;
  /** The seal it does not fit. */
  position: number;
  sealedAt: Instant;
}

/**
 * `seals-missing`: the centre remembers a later or another seal than there is. `authority-unknown`: signed by a key that is not this
 * centre's. `audit-changed`: the log of administrative acts is not as it was sealed.
 */
export interface RecordSealFault {
  position: number;
  problem: RecordSealBreak | "unreadable" | "row-differs" | "authority-unknown" | "signature-invalid" | "seals-missing" | "audit-changed";
}

export interface RecordSealReport {
  sealCount: number;
  /** Whether the seal key was there to tell the centre's own keys from others by. */
  isKeyProved: boolean;
  /** The first in the chain of the seals, and every part of the log of acts. */
  sealFaults: RecordSealFault[];
  /** The first of each case. */
  caseFaults: SealedCaseFault[];
}

/** What lies outside the database. Without it nothing is known of seals taken off the end, nor of a key put in by hand. */
export type SealKeeper = Pick<Centre, "keyEncryption" | "recordWitness">;

const sealsAtOnce = 20;

/**
 * Checks that the record still is what the centre sealed (R-SUP-8): the seals' own chain and signatures, and in every case the event
 * each seal names. So a change of what nobody signs shows, though every hash after it was computed anew.
 */
export async function verifyRecordSeals(database: Queryable, keeper: SealKeeper | undefined): Promise<RecordSealReport> {
  const authorities = await readRecordAuthorities(database, keeper?.keyEncryption);
  const report: RecordSealReport = { sealCount: 0, isKeyProved: [...authorities.values()].every(({ isOwn }) => isOwn !== null), sealFaults: [], caseFaults: [] };
  const witness = await keeper?.recordWitness.read();
  let isWitnessed = witness === undefined;
  let last: SealPlace = beforeFirstSeal;
  let auditedUntil: Instant | "unknown" | undefined;
  for await (const row of walkSeals(database)) {
    report.sealCount += 1;
    const problem = findProblem(row, last, authorities);
    const isFirst = !report.sealFaults.some((fault) => fault.problem !== "audit-changed");
    if (problem !== undefined && isFirst) report.sealFaults.push({ position: row.position, problem });
    const { seal } = row;
    if (witness?.position === row.position && witness.hash === row.hash) isWitnessed = true;
    // A seal that is none proves nothing of any case.
    if (problem === undefined) {
      const known = new Set(report.caseFaults.map(({ caseId }) => caseId));
      report.caseFaults.push(...(await compareCases(database, seal)).filter(({ caseId }) => !known.has(caseId)));
      const audit = auditedUntil === "unknown" ? seal.audit : await summarizeAudit(database, auditedUntil, seal.audit.until);
      if (!isDeepStrictEqual(audit, seal.audit)) report.sealFaults.push({ position: seal.position, problem: "audit-changed" });
    }
    auditedUntil = problem === undefined ? seal.audit.until : "unknown";
    last = { position: row.position, hash: row.hash };
  }
  if (!isWitnessed && witness !== undefined) report.sealFaults.push({ position: witness.position, problem: "seals-missing" });
  return report;
}

type SealRow = typeof recordSeals.$inferSelect;

function findProblem(row: SealRow, last: SealPlace, authorities: Awaited<ReturnType<typeof readRecordAuthorities>>): RecordSealFault["problem"] | undefined {
  const { seal } = row;
  if (!recordSealSchema.safeParse(seal).success) return "unreadable";
  if (row.position !== seal.position || row.hash !== seal.hash || row.sealedAt !== seal.sealedAt) return "row-differs";
  const broken = findRecordSealBreak(seal, last, sha256Of);
  if (broken !== undefined) return broken;
  const authority = authorities.get(seal.authorityId);
  if (authority === undefined || authority.isOwn === false) return "authority-unknown";
  return verify("sha256", bytesOfRecordSeal(seal), authority.publicKey, Buffer.from(seal.signature, "base64")) ? undefined : "signature-invalid";
}

async function compareCases(database: Queryable, { heads, position, sealedAt }: RecordSeal): Promise<SealedCaseFault[]> {
  const { rows } = await database.execute<{ caseId: CaseId; caseNumber: CaseNumber | null; until: number }>(sql`
    select sealed.case_id as "caseId", ${cases.number} as "caseNumber", sealed.version as until
    from unnest(${sql.param(heads.map(({ caseId }) => caseId))}::uuid[], ${sql.param(heads.map(({ version }) => version))}::integer[], ${sql.param(heads.map(({ hash }) => hash))}::text[])
      as sealed (case_id, version, hash)
    left join ${cases} on ${cases.caseId} = sealed.case_id
    left join ${events} on ${events.officeId} = ${cases.officeId} and ${events.caseId} = sealed.case_id and ${events.version} = sealed.version
    where ${events.hash} is distinct from sealed.hash order by 1`);
  const faults: SealedCaseFault[] = [];
  for (const { caseId, caseNumber, until } of rows) {
    const version = (await findLastSealed(database, caseId, position)) + 1;
    const { rows: found } = await database.execute<{ kind: EventKind }>(sql`select kind from ${events} where ${events.caseId} = ${caseId} and ${events.version} = ${version}`);
    faults.push({ caseId, caseNumber, version, until, kind: found[0]?.kind ?? null, position, sealedAt });
  }
  return faults;
}

/** How far the case was sealed before; asked only of one that does not fit any more, for it reads through the seals. */
async function findLastSealed(database: Queryable, caseId: CaseId, before: number): Promise<number> {
  const { rows } = await database.execute<{ version: number | null }>(sql`
    select max((head->>'version')::integer) as version from ${recordSeals}, json_array_elements(${recordSeals.seal}->'heads') as head
    where ${recordSeals.position} < ${before} and head->>'caseId' = ${caseId}::text`);
  return rows[0]?.version ?? 0;
}

async function* walkSeals(database: Queryable): AsyncGenerator<SealRow> {
  let after = -(2 ** 31);
  for (;;) {
    const rows = await database.select().from(recordSeals).where(gt(recordSeals.position, after)).orderBy(asc(recordSeals.position)).limit(sealsAtOnce);
    yield* rows;
    after = rows.at(-1)?.position ?? after;
    if (rows.length < sealsAtOnce) return;
  }
}
