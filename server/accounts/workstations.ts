import { and, asc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Enrolment } from "../../contracts/sync.ts";
import { Failure } from "../../domain/failure.ts";
import { workstationCodeSchema, type OfficeId, type PersonId, type WorkstationCode } from "../../domain/ids.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Transaction } from "../database/connection.ts";
import { counters, enrolmentCodes, offices, personTokens, workstations } from "../database/schema.ts";
import { signingKeys } from "../database/signing-schema.ts";
import { writeAudit } from "./audit.ts";
import { enrolmentCodeBytes, formatEnrolmentCode, normaliseEnrolmentCode } from "./enrolment-code.ts";
import { getOffice } from "./offices.ts";
import { hashToken, makeToken } from "./secrets.ts";

/** An enrolled PC, as it identifies itself by its device token. */
export interface Workstation {
  code: WorkstationCode;
  officeId: OfficeId;
}

const enrolmentCodeLifeMs = 24 * 3_600_000;
const heardAgainAfterMs = 10_000;
const highestWorkstationCode = 9999;

/** A code with which one PC joins the office, good once and for a day. Throws `office-unknown`. */
export async function createEnrolmentCode(centre: Centre, officeId: OfficeId, createdBy: PersonId | null): Promise<{ enrolmentCode: string; expiresAt: Instant }> {
  const enrolmentCode = formatEnrolmentCode(centre.randomBytes(enrolmentCodeBytes));
  const createdAt = centre.now();
  const expiresAt = addMs(createdAt, enrolmentCodeLifeMs);
  await inTransaction(centre.database, async (transaction) => {
    await getOffice(transaction, officeId);
    await transaction.insert(enrolmentCodes).values({ codeHash: hashToken(enrolmentCode), officeId, createdAt, expiresAt });
    await writeAudit(transaction, centre, { personId: createdBy, act: "create-enrolment-code", subject: officeId, details: { expiresAt } });
  });
  return { enrolmentCode, expiresAt };
}

/**
 * R-SEC-5. The code is used up with the enrolment, or not at all. Throws `enrolment-code-invalid` for one unknown, used or
 * too old.
 */
export async function enrol(centre: Centre, enrolmentCode: string, deviceName: string): Promise<Enrolment> {
  const deviceToken = makeToken(centre.randomBytes);
  const enrolledAt = centre.now();
  return inTransaction(centre.database, async (transaction) => {
    const codeHash = hashToken(normaliseEnrolmentCode(enrolmentCode));
    const [valid] = await transaction
      .select()
      .from(enrolmentCodes)
      .where(and(eq(enrolmentCodes.codeHash, codeHash), isNull(enrolmentCodes.usedAt), gt(enrolmentCodes.expiresAt, enrolledAt)))
      .for("update");
    if (valid === undefined) throw new Failure("enrolment-code-invalid");
    const office = await getOffice(transaction, valid.officeId);
    const code = await nextWorkstationCode(transaction);
    await transaction.insert(workstations).values({ code, officeId: office.officeId, deviceName, deviceTokenHash: hashToken(deviceToken), enrolledAt });
    await transaction.update(enrolmentCodes).set({ usedAt: enrolledAt, workstationCode: code }).where(eq(enrolmentCodes.codeHash, codeHash));
    await writeAudit(transaction, centre, { personId: null, act: "enrol", subject: code, details: { deviceName, officeId: office.officeId } });
    return { workstationCode: code, regionCode: office.regionCode, officeId: office.officeId, officeName: office.name, deviceToken };
  });
}

/** Counted in a row that outlives the workstations: a code is never given twice (R-RECV-8). */
async function nextWorkstationCode(transaction: Transaction): Promise<WorkstationCode> {
  const [row] = await transaction
    .insert(counters)
    .values({ name: "workstation-code", value: 1 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
    .returning({ value: counters.value });
  const value = row?.value ?? 0;
  if (value > highestWorkstationCode) throw new Failure("workstation-codes-exhausted");
  return workstationCodeSchema.parse(String(value).padStart(4, "0"));
}

/** Throws `device-unknown`, or `workstation-shut-out` for one an administrator shut out. */
export async function getWorkstation(centre: Centre, deviceToken: string): Promise<Workstation> {
  const [row] = await centre.database.select().from(workstations).where(eq(workstations.deviceTokenHash, hashToken(deviceToken)));
  if (row === undefined) throw new Failure("device-unknown");
  if (row.shutOutAt !== null) throw new Failure("workstation-shut-out", { details: { workstationCode: row.code, since: row.shutOutAt } });
  return { code: row.code, officeId: row.officeId };
}

/** Remembers that the workstation has been in touch; the deemed acceptance looks at it (R-RECV-3). */
export async function markHeard(centre: Centre, code: WorkstationCode): Promise<void> {
  const now = centre.now();
  await centre.database
    .update(workstations)
    .set({ lastHeardAt: now })
    .where(and(eq(workstations.code, code), or(isNull(workstations.lastHeardAt), lt(workstations.lastHeardAt, addMs(now, -heardAgainAfterMs)))));
}

export async function listWorkstations(centre: Centre) {
  return centre.database
    .select({
      code: workstations.code,
      officeId: workstations.officeId,
      officeName: offices.name,
      deviceName: workstations.deviceName,
      enrolledAt: workstations.enrolledAt,
      lastHeardAt: workstations.lastHeardAt,
      shutOutAt: workstations.shutOutAt,
    })
    .from(workstations)
    .innerJoin(offices, eq(offices.officeId, workstations.officeId))
    .orderBy(asc(workstations.code));
}

/**
 * R-SEC-5: from the next request on the PC is refused; whoever was signed in there is signed out, and the keys it keeps for its people
 * sign nothing from now on. Let in again, it makes them others at their next sign-in.
 */
export async function shutOut(centre: Centre, code: WorkstationCode, reason: string, shutOutBy: PersonId | null): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    const found = await transaction
      .update(workstations)
      .set({ shutOutAt: sql`coalesce(${workstations.shutOutAt}, ${centre.now()})`, shutOutReason: reason })
      .where(eq(workstations.code, code))
      .returning({ code: workstations.code });
    if (found.length === 0) throw new Failure("workstation-unknown", { details: { workstationCode: code } });
    await transaction.delete(personTokens).where(eq(personTokens.workstationCode, code));
    const keptThere = and(eq(signingKeys.workstationCode, code), eq(signingKeys.carrier, "software"), isNull(signingKeys.revokedAt));
    await transaction.update(signingKeys).set({ revokedAt: centre.now(), revocationReason: reason }).where(keptThere);
    await writeAudit(transaction, centre, { personId: shutOutBy, act: "shut-out", subject: code, details: { reason } });
  });
}

/**
 * R-SEC-5: a PC that was found again speaks to the centre as before, and so sends the queue it kept. Throws
 * `workstation-unknown`, `workstation-not-shut-out`.
 */
export async function letIn(centre: Centre, code: WorkstationCode, reason: string, letInBy: PersonId | null): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    const [found] = await transaction.select().from(workstations).where(eq(workstations.code, code)).for("update");
    if (found === undefined) throw new Failure("workstation-unknown", { details: { workstationCode: code } });
    if (found.shutOutAt === null) throw new Failure("workstation-not-shut-out", { details: { workstationCode: code } });
    await transaction.update(workstations).set({ shutOutAt: null, shutOutReason: null }).where(eq(workstations.code, code));
    const details = { reason, shutOutAt: found.shutOutAt, shutOutReason: found.shutOutReason };
    await writeAudit(transaction, centre, { personId: letInBy, act: "let-in", subject: code, details });
  });
}
