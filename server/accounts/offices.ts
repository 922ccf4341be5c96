import { asc, eq, sql } from "drizzle-orm";
import { Failure } from "../../domain/failure.ts";
import { officeIdSchema, type OfficeId, type PersonId } from "../../domain/ids.ts";
import type { OfficeProfile } from "../../domain/office/office-profile.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable } from "../database/connection.ts";
import { duePapers } from "../database/paper-schema.ts";
import { offices } from "../database/schema.ts";
import { retryPapers } from "../documents/queue-papers.ts";
import { writeAudit } from "./audit.ts";

export type Office = typeof offices.$inferSelect;

/** Throws `office-unknown`. */
export async function getOffice(database: Queryable, officeId: OfficeId): Promise<Office> {
  const [office] = await database.select().from(offices).where(eq(offices.officeId, officeId));
  if (office === undefined) throw new Failure("office-unknown", { details: { officeId } });
  return office;
}

export async function listOffices(database: Queryable): Promise<Office[]> {
  return database.select().from(offices).orderBy(asc(offices.name));
}

/** Throws `office-name-taken`. */
export async function createOffice(
  centre: Centre,
  office: { officeId?: OfficeId; name: string; regionCode: string; profile?: OfficeProfile },
  createdBy: PersonId | null,
): Promise<Office> {
  const row = { officeId: office.officeId ?? officeIdSchema.parse(centre.newId()), name: office.name, regionCode: office.regionCode, createdAt: centre.now(), profile: office.profile ?? null };
  await inTransaction(centre.database, async (transaction) => {
    const [namesake] = await transaction.select().from(offices).where(eq(offices.name, office.name));
    if (namesake !== undefined) throw new Failure("office-name-taken", { details: { name: office.name } });
    await transaction.insert(offices).values(row);
    await writeAudit(transaction, centre, { personId: createdBy, act: "create-office", subject: row.officeId, details: { name: office.name } });
  });
  return row;
}

/**
 * Gives what an office's documents say of it. Those that waited for it are made in the next round; what was sealed before stays as
 * it was said then. Throws `office-unknown`.
 */
export async function setOfficeProfile(centre: Centre, officeId: OfficeId, profile: OfficeProfile, setBy: PersonId | null): Promise<Office> {
  const office = await inTransaction(centre.database, async (transaction) => {
    const earlier = await getOffice(transaction, officeId);
    await transaction.update(offices).set({ profile }).where(eq(offices.officeId, officeId));
    await writeAudit(transaction, centre, { personId: setBy, act: "set-office-profile", subject: officeId, details: { ...profile, replaces: earlier.profile } });
    await retryPapers(transaction, centre.now(), officeId, sql`${duePapers.failure} ->> 'code' = 'office-profile-missing'`);
    return { ...earlier, profile };
  });
  centre.wake();
  return office;
}
