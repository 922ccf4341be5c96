import { isDeepStrictEqual } from "node:util";
import { asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import { rememberItemVersions } from "../catalogue/item-versions.ts";
import type { Queryable } from "../database/connection.ts";
import { certificates, certificateSheets, registerEntries } from "../database/certificate-schema.ts";
import { events } from "../database/schema.ts";
import { readEvents } from "../record/load-case.ts";
import { makeRows, type RowsOfRecord } from "./rows-of-record.ts";
import { readBookedSheets, type SheetOfNoCase } from "./spoilt-sheets.ts";

/**
 * `row-missing`: the record has it and the register does not. `no-such-event`: the register has it and the record does not.
 * `row-differs`: they say different things of it.
 */
export interface RegisterFault {
  table: "certificates" | "certificate_sheets" | "register_entries";
  officeId: OfficeId;
  /** Null for a sheet of no case. */
  caseId: CaseId | null;
  /** Of the certificate or document; of a sheet its serial. */
  number: string;
  problem: "row-differs" | "row-missing" | "no-such-event";
}

const kinds = ["certificateIssued", "certificatePrinted", "certificateRevoked", "documentNumbered"] as const;

/**
 * Makes every row of the registers again from the record of its case and names those that differ, so that nobody revives, renames or
 * invents a certificate behind the record's back (R-CERT-4, R-SUP-8). The record itself is `verifyRecord`'s to check. Not on the record,
 * and so not checked: an issuer's name on the day, and the code in a certificate's QR code. One case at a time. A sheet spoilt for no
 * case is on no record: it is compared with the audit's entry of whoever booked it.
 */
export async function findRegisterFaults(database: Queryable): Promise<RegisterFault[]> {
  const itemVersions = rememberItemVersions();
  const faults = [...(await findStrangers(database)), ...(await findSheetsOfNoCaseFaults(database))];
  const cases = await database
    .selectDistinct({ officeId: events.officeId, caseId: events.caseId })
    .from(events)
    .where(inArray(events.kind, [...kinds]))
    .orderBy(asc(events.officeId), asc(events.caseId));
  for (const { officeId, caseId } of cases) {
    const kept = await readRows(database, caseId);
    const made = await makeRows({
      homeOfficeId: officeId,
      events: await readEvents(database, officeId, caseId),
      findItem: (code, version) => itemVersions.find(database, code, version),
      issuerOf: (number) => kept.certificates.find((row) => row.number === number)?.certificate.issuer ?? "",
    });
    faults.push(
      ...compare("certificates", made.certificates, kept.certificates, ({ number }) => number),
      ...compare("certificate_sheets", made.sheets, kept.sheets, ({ paperSerial }) => paperSerial),
      ...compare("register_entries", made.entries, kept.entries, ({ number }) => number),
    );
  }
  return faults;
}

async function readRows(database: Queryable, caseId: CaseId): Promise<RowsOfRecord> {
  const [certificateRows, sheets, entries] = [
    await database.select().from(certificates).where(eq(certificates.caseId, caseId)),
    await database.select().from(certificateSheets).where(eq(certificateSheets.caseId, caseId)),
    await database.select().from(registerEntries).where(eq(registerEntries.caseId, caseId)),
  ];
  return {
    certificates: certificateRows.map(({ verificationCode: _, ...row }) => row),
    sheets: sheets.map((sheet) => ({ ...sheet, caseId })),
    entries: entries.map(({ year: _year, serial: _serial, takenAt: _at, ...row }) => row),
  };
}

function compare<Row extends { officeId: OfficeId; caseId: CaseId; register: string }>(
  table: RegisterFault["table"], made: readonly Row[], kept: readonly Row[], numberOf: (row: Row) => string,
): RegisterFault[] {
  const isOf = (row: Row) => (other: Row) => numberOf(other) === numberOf(row) && other.officeId === row.officeId && other.register === row.register;
  const fault = (row: Row, problem: RegisterFault["problem"]): RegisterFault => ({ table, officeId: row.officeId, caseId: row.caseId, number: numberOf(row), problem });
  return [
    ...made.flatMap((row) => {
      const twin = kept.find(isOf(row));
      if (twin === undefined) return [fault(row, "row-missing")];
      return isDeepStrictEqual(twin, row) ? [] : [fault(row, "row-differs")];
    }),
    ...kept.filter((row) => !made.some(isOf(row))).map((row) => fault(row, "no-such-event")),
  ];
}

/** Rows of cases whose record knows of no certificate and no document at all. */
async function findStrangers(database: Queryable): Promise<RegisterFault[]> {
  const { rows } = await database.execute<Omit<RegisterFault, "problem">>(sql`
    select kept.* from (
      select 'certificates' as table, office_id as "officeId", case_id as "caseId", number from certificates
      union all select 'certificate_sheets', office_id, case_id, paper_serial from certificate_sheets
      union all select 'register_entries', office_id, case_id, number from register_entries
    ) kept
    where "caseId" is not null and not exists (select 1 from events where events.case_id = kept."caseId" and events.kind in ${[...kinds]})
    order by 2, 3, 4`);
  return rows.map((row) => ({ ...row, problem: "no-such-event" }));
}

async function findSheetsOfNoCaseFaults(database: Queryable): Promise<RegisterFault[]> {
  const kept = await database.select().from(certificateSheets).where(isNull(certificateSheets.caseId));
  const booked = await readBookedSheets(database);
  const isOf = (row: SheetOfNoCase) => (other: SheetOfNoCase) => row.paperSerial === other.paperSerial && row.officeId === other.officeId && row.register === other.register;
  const fault = ({ officeId, paperSerial }: SheetOfNoCase, problem: RegisterFault["problem"]): RegisterFault => ({ table: "certificate_sheets", officeId, caseId: null, number: paperSerial, problem });
  return [
    ...booked.flatMap((row) => {
      const twin = kept.find(isOf(row));
      if (twin === undefined) return [fault(row, "row-missing")];
      return isDeepStrictEqual(twin, row) ? [] : [fault(row, "row-differs")];
    }),
    ...kept.filter((row) => !booked.some(isOf(row))).map((row) => fault(row, "no-such-event")),
  ];
}
