import { and, asc, eq, sql } from "drizzle-orm";
import { Failure } from "../../domain/failure.ts";
import { formatRegisterNumber, usualNumberFormat } from "../../domain/certificate/register-number.ts";
import type { CaseId, CommandId, OfficeId, PersonId } from "../../domain/ids.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { writeAudit } from "../accounts/audit.ts";
import { getOffice } from "../accounts/offices.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable, type Transaction } from "../database/connection.ts";
import { registerCounters, registerEntries, registers } from "../database/certificate-schema.ts";

export type Register = typeof registers.$inferSelect;

/**
 * The next number of an office's register, taken in the transaction of the event that bears it: when that comes to nothing the
 * number was never taken, and no serial is missing. Two at once follow each other.
 */
export async function takeNumber(
  transaction: Transaction,
  centre: Pick<Centre, "now">,
  taker: { officeId: OfficeId; register: string; caseId: CaseId; commandId: CommandId },
): Promise<string> {
  const { officeId, register } = taker;
  const takenAt = centre.now();
  const date = regionDateOf(takenAt);
  const year = Number(date.slice(0, 4));
  const [counter] = await transaction
    .insert(registerCounters)
    .values({ officeId, register, year, serial: 1 })
    .onConflictDoUpdate({ target: [registerCounters.officeId, registerCounters.register, registerCounters.year], set: { serial: sql`${registerCounters.serial} + 1` } })
    .returning({ serial: registerCounters.serial });
  if (counter === undefined) throw new Error("a register without a counter");
  const { regionCode } = await getOffice(transaction, officeId);
  const format = (await findRegister(transaction, officeId, register))?.numberFormat ?? usualNumberFormat;
  const number = formatRegisterNumber(format, { regionCode, date, serial: counter.serial });
  const [namesake] = await transaction
    .select({ serial: registerEntries.serial })
    .from(registerEntries)
    .where(and(eq(registerEntries.officeId, officeId), eq(registerEntries.register, register), eq(registerEntries.number, number)));
  if (namesake !== undefined) throw new Failure("register-number-taken", { details: { register, number } });
  await transaction.insert(registerEntries).values({ ...taker, year, serial: counter.serial, number, takenAt });
  return number;
}

async function findRegister(database: Queryable, officeId: OfficeId, register: string): Promise<Register | undefined> {
  const [found] = await database.select().from(registers).where(and(eq(registers.officeId, officeId), eq(registers.register, register)));
  return found;
}

export async function listRegisters(database: Queryable, officeId: OfficeId): Promise<(Register & { lastSerial: number; lastYear: number | null })[]> {
  const rows = await database.select().from(registers).where(eq(registers.officeId, officeId)).orderBy(asc(registers.register));
  const counters = await database.select().from(registerCounters).where(eq(registerCounters.officeId, officeId)).orderBy(asc(registerCounters.year));
  return rows.map((row) => {
    const last = counters.findLast(({ register }) => register === row.register);
    return { ...row, lastSerial: last?.serial ?? 0, lastYear: last?.year ?? null };
  });
}

/** Numbers already given stay as they are; the serial goes on. */
export async function setRegister(centre: Centre, register: Register, changedBy: PersonId | null): Promise<void> {
  await inTransaction(centre.database, async (transaction) => {
    await getOffice(transaction, register.officeId);
    await transaction.insert(registers).values(register).onConflictDoUpdate({ target: [registers.officeId, registers.register], set: register });
    const { name, numberFormat } = register;
    await writeAudit(transaction, centre, { personId: changedBy, act: "set-register", subject: `${register.officeId} ${register.register}`, details: { name, numberFormat } });
  });
}

/** Adds the registers that are not there yet; those that are stay as they are. */
export async function addRegisters(centre: Centre, added: readonly Register[]): Promise<void> {
  await centre.database.insert(registers).values([...added]).onConflictDoNothing();
}

/** A register whose serials were not each taken once: `count` entries where the counter says `serial`. Undefined when all are there. */
export async function findRegisterGaps(database: Queryable): Promise<{ officeId: OfficeId; register: string; year: number; serial: number; count: number }[]> {
  const { rows } = await database.execute<{ officeId: OfficeId; register: string; year: number; serial: number; count: number }>(sql`
    select coalesce(c.office_id, e.office_id) as "officeId", coalesce(c.register, e.register) as register, coalesce(c.year, e.year) as year,
      coalesce(c.serial, 0) as serial, coalesce(e.count, 0)::integer as count
    from register_counters c
    full join (select office_id, register, year, count(*) as count, max(serial) as last from register_entries group by 1, 2, 3) e
      on e.office_id = c.office_id and e.register = c.register and e.year = c.year
    where c.serial is distinct from e.count or c.serial is distinct from e.last
    order by 1, 2, 3`);
  return rows;
}
