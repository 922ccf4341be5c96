import type { RecordCheck } from "../../contracts/record-check.ts";
import type { Services } from "../app/services.ts";

export interface RecordsCheck {
  readonly checkedCount: number;
  readonly caseCount: number;
  readonly eventCount: number;
  readonly signedCount: number;
  readonly unsignedCount: number;
  readonly faults: readonly NonNullable<RecordCheck["fault"]>[];
}

const rowsAtOnce = 200;
export const nothingChecked: RecordsCheck = { checkedCount: 0, caseCount: 0, eventCount: 0, signedCount: 0, unsignedCount: 0, faults: [] };

/**
 * Checks the record of every case in this workstation's database, one after the other (R-SUP-8, R-SEC-3), and tells of each; ends
 * early when the signal says so. Rejects when the workstation process does not answer.
 */
export async function checkRecords(client: Services["client"], tell: (check: RecordsCheck) => void, signal: AbortSignal): Promise<void> {
  let check = nothingChecked;
  for (let offset = 0; ; offset += rowsAtOnce) {
    const { rows, total } = await client.call("cases.list", { view: "all", offset, limit: rowsAtOnce });
    check = { ...check, caseCount: total };
    tell(check);
    for (const { caseId } of rows) {
      if (signal.aborted) return;
      const { eventCount, signedCount, unsignedCount, fault } = await client.call("cases.verify", { caseId });
      check = {
        checkedCount: check.checkedCount + 1,
        caseCount: total,
        eventCount: check.eventCount + eventCount,
        signedCount: check.signedCount + signedCount,
        unsignedCount: check.unsignedCount + unsignedCount,
        faults: fault === null ? check.faults : [...check.faults, fault],
      };
      tell(check);
    }
    if (rows.length < rowsAtOnce) return;
  }
}
