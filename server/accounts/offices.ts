import { asc, eq } from "drizzle-orm";
import { Failure } from "../../domain/failure.ts";
import { officeIdSchema, type OfficeId, type PersonId } from "../../domain/ids.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable } from "../database/connection.ts";
import { offices } from "../database/schema.ts";
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
  office: { officeId?: OfficeId; name: string; regionCode: string },
  createdBy: PersonId | null,
): Promise<Office> {
  const row = { officeId: office.officeId ?? officeIdSchema.parse(centre.newId()), name: office.name, regionCode: office.regionCode, createdAt: centre.now() };
  await inTransaction(centre.database, async (transaction) => {
    const [namesake] = await transaction.select().from(offices).where(eq(offices.name, office.name));
    if (namesake !== undefined) throw new Failure("office-name-taken", { details: { name: office.name } });
    await transaction.insert(offices).values(row);
    await writeAudit(transaction, centre, { personId: createdBy, act: "create-office", subject: row.officeId, details: { name: office.name } });
  });
  return row;
}
