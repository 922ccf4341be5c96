import type { CaseRow, CaseView } from "../../contracts/ipc/cases.ts";
import type { Services } from "../app/services.ts";

const rowsPerCall = 500;

/** The whole list as it is now, however long: what is done to all of it must not depend on how far somebody scrolled. */
export async function readAllRows({ client }: Pick<Services, "client">, view: CaseView): Promise<CaseRow[]> {
  // Rows move while the list is read in stretches: a case seen twice is kept once.
  const rows = new Map<string, CaseRow>();
  for (let offset = 0, total = 1; offset < total; offset += rowsPerCall) {
    const answer = await client.call("cases.list", { view, offset, limit: rowsPerCall });
    for (const row of answer.rows) rows.set(row.caseId, row);
    total = answer.total;
  }
  return [...rows.values()];
}
