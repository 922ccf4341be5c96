import { expect, it } from "vitest";
import type { CaseId } from "../../domain/ids.ts";
import { createTestServices } from "../dev/test-services.ts";
import { checkRecords, type RecordsCheck } from "./check-records.ts";

const fault = { caseNumber: "360100202611220001000002X", version: 3, kind: "caseAccepted", problem: "content-changed" } as const;
const idOf = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}` as CaseId;

/** A PC with that many cases of four events; of the one at `faulty` the third was changed. */
function pcWith(caseCount: number, faulty: number) {
  const { services } = createTestServices({
    "cases.list": ({ offset, limit }) => ({ rows: Array.from({ length: Math.max(0, Math.min(limit, caseCount - offset)) }, (_, at) => ({ caseId: idOf(offset + at) })) as never, total: caseCount }),
    "cases.verify": ({ caseId }) => ({ eventCount: 4, signedCount: 1, unsignedCount: 0, fault: caseId === idOf(faulty) ? fault : null }),
  });
  return services.client;
}

it("checks every case of this PC, however many, and names the wrong row", async () => {
  const told: RecordsCheck[] = [];
  await checkRecords(pcWith(450, 320), (check) => told.push(check), new AbortController().signal);
  expect(told.at(-1)).toEqual({ checkedCount: 450, caseCount: 450, eventCount: 1800, signedCount: 450, unsignedCount: 0, faults: [fault] });
  expect(told.map(({ checkedCount }) => checkedCount)).toEqual([...told.map(({ checkedCount }) => checkedCount)].sort((one, other) => one - other));
});

it("ends with the list, also where it is empty or its length a multiple of what is asked for at once", async () => {
  for (const count of [0, 200, 400]) {
    const told: RecordsCheck[] = [];
    await checkRecords(pcWith(count, -1), (check) => told.push(check), new AbortController().signal);
    expect(told.at(-1)).toMatchObject({ checkedCount: count, faults: [] });
  }
});

it("stops when told to, and keeps what it found", async () => {
  const stop = new AbortController();
  const told: RecordsCheck[] = [];
  await checkRecords(pcWith(450, 5), (check) => {
    told.push(check);
    if (check.checkedCount === 10) stop.abort();
  }, stop.signal);
  expect(told.at(-1)).toMatchObject({ checkedCount: 10, faults: [fault] });
});
