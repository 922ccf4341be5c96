import { eq } from "drizzle-orm";
import { Failure } from "../domain/failure.ts";
import type { WorkstationCode } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { enrolmentTable } from "./schema.ts";
import type { Settings } from "./settings.ts";
import type { StoredEnrolment } from "./store-types.ts";

const needsNewCodeKey = "needs-new-code";

/**
 * The centres and codes this PC joined with. Old ones are kept: commands given under a code are sent with that code's token,
 * and its cases stay "handled here".
 */
export interface Enrolments {
  findCurrent(): StoredEnrolment | undefined;
  /** @throws Failure `not-enrolled` */
  getCurrent(): StoredEnrolment;
  findByCode(code: WorkstationCode): StoredEnrolment | undefined;
  ownCodes(): WorkstationCode[];
  /** Joins; a code given before keeps its running number and does not lift `needsNewCode`. */
  enrol(enrolment: StoredEnrolment, at: Instant): void;
  /** The store was rebuilt and may have lost numbers already given: no reception until enrolled under a new code (R-RECV-8). */
  needsNewCode(): boolean;
  markNeedsNewCode(): void;
  /**
   * The next running number of the current code. Call it in the transaction of the reception: both are kept or neither is.
   * @throws Failure `not-enrolled`, `store-needs-new-code`
   */
  takeRunningNumber(): number;
}

export function createEnrolments(records: RecordsDatabase, settings: Settings): Enrolments {
  const { db } = records;
  const rowOf = (code: WorkstationCode) => db.select().from(enrolmentTable).where(eq(enrolmentTable.workstationCode, code)).get();
  const currentRow = () => db.select().from(enrolmentTable).where(eq(enrolmentTable.isCurrent, true)).get();
  const needsNewCode = (): boolean => settings.find(needsNewCodeKey) === true;

  return {
    findCurrent: () => strip(currentRow()),
    getCurrent: () => strip(currentRow()) ?? notEnrolled(),
    findByCode: (code) => strip(rowOf(code)),
    ownCodes: () => db.select({ code: enrolmentTable.workstationCode }).from(enrolmentTable).all().map(({ code }) => code),
    enrol: (enrolment, at) =>
      records.transact(() => {
        if (rowOf(enrolment.workstationCode) === undefined) settings.remove(needsNewCodeKey);
        db.update(enrolmentTable).set({ isCurrent: false }).run();
        const values = { ...pick(enrolment), enrolledAt: at, isCurrent: true };
        db.insert(enrolmentTable)
          .values({ ...values, lastRunningNumber: 0 })
          .onConflictDoUpdate({ target: enrolmentTable.workstationCode, set: values })
          .run();
      }),
    needsNewCode,
    markNeedsNewCode: () => settings.set(needsNewCodeKey, true),
    takeRunningNumber: () =>
      records.transact(() => {
        if (needsNewCode()) throw new Failure("store-needs-new-code");
        const current = currentRow() ?? notEnrolled();
        const lastRunningNumber = current.lastRunningNumber + 1;
        db.update(enrolmentTable).set({ lastRunningNumber }).where(eq(enrolmentTable.isCurrent, true)).run();
        return lastRunningNumber;
      }),
  };
}

function notEnrolled(): never {
  throw new Failure("not-enrolled");
}

function strip(row: (StoredEnrolment & object) | undefined): StoredEnrolment | undefined {
  return row && pick(row);
}

function pick(from: StoredEnrolment): StoredEnrolment {
  const { workstationCode, regionCode, officeId, officeName, deviceToken, centreUrl } = from;
  return { workstationCode, regionCode, officeId, officeName, deviceToken, centreUrl };
}
