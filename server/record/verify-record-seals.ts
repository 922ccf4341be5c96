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
import { readAudit, summarizeAudit } from "./sealed-audit.ts";

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

/** Each may name up to some thousand cases. */
const sealsTogether = 50;

/**
 * Checks that the record still is what the centre sealed (R-SUP-8): the seals' own chain and signatures, and in every case the event
 * each seal names. So a change of what nobody signs shows, though every hash after it was computed anew. Always from the first seal on: a
 * case may have been changed since any check. `sealsAtOnce` seals are compared by one query each of the cases and of the acts.
 */
export async function verifyRecordSeals(database: Queryable, keeper: SealKeeper | undefined, sealsAtOnce = sealsTogether): Promise<RecordSealReport> {
  const authorities = await readRecordAuthorities(database, keeper?.keyEncryption);
  const report: RecordSealReport = { sealCount: 0, isKeyProved: [...authorities.values()].every(({ isOwn }) => isOwn !== null), sealFaults: [], caseFaults: [] };
  const witness = await keeper?.recordWitness.read();
  let isWitnessed = witness === undefined;
  let last: SealPlace = beforeFirstSeal;
  let auditedUntil: Instant | "unknown" | undefined;
  for await (const rows of walkSeals(database, sealsAtOnce)) {
    // A seal that is none proves nothing of any case.
    const sound: RecordSeal[] = [];
    const audited: AuditedPart[] = [];
    for (const row of rows) {
      report.sealCount += 1;
      const problem = findProblem(row, last, authorities);
      const isFirst = !report.sealFaults.some((fault) => fault.problem !== "audit-changed");
      if (problem !== undefined && isFirst) report.sealFaults.push({ position: row.position, problem });
      const { seal } = row;
      if (witness?.position === row.position && witness.hash === row.hash) isWitnessed = true;
      if (problem === undefined) sound.push(seal);
      if (problem === undefined && auditedUntil !== "unknown") audited.push({ after: auditedUntil, seal });
      auditedUntil = problem === undefined ? seal.audit.until : "unknown";
      last = { position: row.position, hash: row.hash };
    }
    const known = new Set(report.caseFaults.map(({ caseId }) => caseId));
    report.caseFaults.push(...(await compareCases(database, sound, known)));
    report.sealFaults.push(...(await compareAudit(database, audited)));
  }
  report.sealFaults.sort((one, other) => one.position - other.position);
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

/** The first fault of each case that is not `known` to have one. */
async function compareCases(database: Queryable, seals: readonly RecordSeal[], known: ReadonlySet<CaseId>): Promise<SealedCaseFault[]> {
  const sealed = seals.flatMap(({ position, heads }) => heads.map((head) => ({ position, ...head })));
  const column = (name: keyof (typeof sealed)[number]) => sql.param(sealed.map((head) => head[name]));
  const { rows } = await database.execute<{ caseId: CaseId; caseNumber: CaseNumber | null; until: number; position: number }>(sql`
    select sealed.case_id as "caseId", ${cases.number} as "caseNumber", sealed.version as until, sealed.position
    from unnest(${column("caseId")}::uuid[], ${column("version")}::integer[], ${column("hash")}::text[], ${column("position")}::integer[])
      as sealed (case_id, version, hash, position)
    left join ${cases} on ${cases.caseId} = sealed.case_id
    left join ${events} on ${events.officeId} = ${cases.officeId} and ${events.caseId} = sealed.case_id and ${events.version} = sealed.version
    where ${events.hash} is distinct from sealed.hash order by sealed.position, 1`);
  const faults = new Map<CaseId, SealedCaseFault>();
  for (const { caseId, caseNumber, until, position } of rows) {
    if (known.has(caseId) || faults.has(caseId)) continue;
    const version = (await findLastSealed(database, caseId, position)) + 1;
    const { rows: found } = await database.execute<{ kind: EventKind }>(sql`select kind from ${events} where ${events.caseId} = ${caseId} and ${events.version} = ${version}`);
    const { sealedAt } = seals.find((seal) => seal.position === position)!;
    faults.set(caseId, { caseId, caseNumber, version, until, kind: found[0]?.kind ?? null, position, sealedAt });
  }
  return [...faults.values()];
}

/** The part of the log of acts that a seal names: from the seal before, undefined for the first. */
interface AuditedPart {
  after: Instant | undefined;
  seal: RecordSeal;
}

async function compareAudit(database: Queryable, parts: readonly AuditedPart[]): Promise<RecordSealFault[]> {
  const [first, end] = [parts[0], parts.at(-1)];
  if (first === undefined || end === undefined) return [];
  const acts = await readAudit(database, first.after, end.seal.audit.until);
  return parts.flatMap(({ after, seal }) => {
    const own = acts.filter(({ occurredAt }) => (after === undefined || occurredAt > after) && occurredAt <= seal.audit.until);
    return isDeepStrictEqual(summarizeAudit(own, seal.audit.until), seal.audit) ? [] : [{ position: seal.position, problem: "audit-changed" as const }];
  });
}

/** How far the case was sealed before; asked only of one that does not fit any more, for it reads through the seals. */
async function findLastSealed(database: Queryable, caseId: CaseId, before: number): Promise<number> {
  const { rows } = await database.execute<{ version: number | null }>(sql`
    select max((head->>'version')::integer) as version from ${recordSeals}, json_array_elements(${recordSeals.seal}->'heads') as head
    where ${recordSeals.position} < ${before} and head->>'caseId' = ${caseId}::text`);
  return rows[0]?.version ?? 0;
}

async function* walkSeals(database: Queryable, atOnce: number): AsyncGenerator<SealRow[]> {
  let after = -(2 ** 31);
  for (;;) {
    const rows = await database.select().from(recordSeals).where(gt(recordSeals.position, after)).orderBy(asc(recordSeals.position)).limit(atOnce);
    if (rows.length > 0) yield rows;
    after = rows.at(-1)?.position ?? after;
    if (rows.length < atOnce) return;
  }
}
