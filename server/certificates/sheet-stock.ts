import { desc, eq, sql } from "drizzle-orm";
import type { SheetStock } from "../../contracts/certificates.ts";
import { findMissingSerials } from "../../domain/certificate/paper-serial.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { Queryable } from "../database/connection.ts";
import { certificateSheets } from "../database/certificate-schema.ts";

/**
 * An office's certificate paper, a register each: how many sheets were printed and spoilt, which serials between the first and the last
 * are missing, and the last `limit` used. A register that no sheet was used of yet is listed too.
 */
export async function listSheetStocks(database: Queryable, officeId: OfficeId, limit = Number.MAX_SAFE_INTEGER): Promise<SheetStock[]> {
  const rows = await database
    .select()
    .from(certificateSheets)
    .where(eq(certificateSheets.officeId, officeId))
    .orderBy(desc(certificateSheets.usedAt), desc(certificateSheets.paperSerial));
  return (await listCertificateRegisters(database, officeId)).map(({ register, name }) => {
    const own = rows.filter((row) => row.register === register);
    const printedCount = own.filter(({ outcome }) => outcome === "printed").length;
    return {
      register,
      name,
      printedCount,
      spoiltCount: own.length - printedCount,
      missing: findMissingSerials(own.map(({ paperSerial }) => paperSerial)),
      sheets: own.slice(0, limit).map(({ paperSerial, outcome, number, note, usedAt }) => ({ paperSerial, outcome, number, note, usedAt })),
    };
  });
}

/** The registers an office's items have certificates in, under the newest name, and those a sheet was ever used of. */
async function listCertificateRegisters(database: Queryable, officeId: OfficeId): Promise<{ register: string; name: string }[]> {
  const { rows } = await database.execute<{ register: string; name: string }>(sql`
    select distinct on (register) register, name from (
      select definition #>> '{resultCertificate,register}' as register, definition #>> '{resultCertificate,name}' as name, version
      from item_versions where definition ->> 'officeId' = ${officeId} and definition #>> '{resultCertificate,register}' is not null
      union all select register, register, 0 from certificate_sheets where office_id = ${officeId}
    ) named order by register, version desc`);
  return rows;
}
