import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { SpoiltSheet } from "../../contracts/certificates.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import { officeIdSchema, type OfficeId, type PersonId } from "../../domain/ids.ts";
import { writeAudit } from "../accounts/audit.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable } from "../database/connection.ts";
import { certificateSheets } from "../database/certificate-schema.ts";
import { audit } from "../database/schema.ts";

export type SheetOfNoCase = typeof certificateSheets.$inferSelect;

const auditAct = "spoil-sheet";
const subjectSchema = z.object({ officeId: officeIdSchema, register: z.string(), paperSerial: z.string(), note: z.string() });

/**
 * Takes a sheet out of an office's stock that was spoilt for no certificate. On no case's record: the audit keeps who booked it, and
 * `findRegisterFaults` compares. The same sheet booked so again changes nothing; one that a case used is refused.
 */
export async function spoilSheet(centre: Centre, { officeId, personId }: { officeId: OfficeId; personId: PersonId }, { register, paperSerial, note }: SpoiltSheet): Promise<Refusal | undefined> {
  return inTransaction(centre.database, async (transaction) => {
    const usedAt = centre.now();
    const row: SheetOfNoCase = { officeId, register, paperSerial, caseOfficeId: null, caseId: null, number: null, outcome: "spoilt", usedAt, personId, note };
    const taken = await transaction.insert(certificateSheets).values(row).onConflictDoNothing().returning({ paperSerial: certificateSheets.paperSerial });
    if (taken.length > 0) {
      await writeAudit(transaction, { newId: centre.newId, now: () => usedAt }, { personId, act: auditAct, subject: paperSerial, details: { officeId, register, paperSerial, note } });
      return undefined;
    }
    const isIt = and(eq(certificateSheets.officeId, officeId), eq(certificateSheets.register, register), eq(certificateSheets.paperSerial, paperSerial), isNull(certificateSheets.caseId));
    const known = await transaction.select({ paperSerial: certificateSheets.paperSerial }).from(certificateSheets).where(isIt);
    return known.length > 0 ? undefined : { code: "paper-serial-used", paperSerial };
  });
}

/** The sheets of no case as the audit says they were booked. */
export async function readBookedSheets(database: Queryable): Promise<SheetOfNoCase[]> {
  const entries = await database.select().from(audit).where(eq(audit.act, auditAct));
  return entries.map(({ details, personId, occurredAt }) => ({ ...subjectSchema.parse(details), caseOfficeId: null, caseId: null, number: null, outcome: "spoilt", usedAt: occurredAt, personId }));
}
