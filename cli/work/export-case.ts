import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { exportDone, exportedDespite } from "../../contracts/wording/cli.ts";
import type { CaseNumber } from "../../domain/case/case-number.ts";
import { allPages, type Case } from "../../domain/case/case-state.ts";
import { replay } from "../../domain/case/evolve.ts";
import { Failure } from "../../domain/failure.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { exportCase } from "../../electron/workstation/cases/case-export.ts";
import type { Centre } from "../../server/centre.ts";
import { cases } from "../../server/database/schema.ts";
import { readCaseFiles } from "../../server/files/case-files.ts";
import { readRecord } from "../../server/record/load-case.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { useCentre } from "./use-centre.ts";

export async function exportByNumber(number: CaseNumber, options: CentreChoice & { readonly out: string }, terminal: Terminal): Promise<ExitCode> {
  const { folder, files } = await useCentre(options, async (centre) => {
    const { current, item } = await getCase(centre, number, terminal);
    return exportCase(current, item, (sha256) => buffer(centre.fileStore.read(sha256)), resolve(options.out));
  });
  terminal.print(exportDone(folder, files));
  return 0;
}

/** The case as recorded, all its pages arrived. Throws Failures `case-number-unknown`, `case-pages-missing`. */
async function getCase(centre: Centre, number: CaseNumber, terminal: Terminal): Promise<{ current: Case; item: ItemDefinition }> {
  const { database, fileStore } = centre;
  const [row] = await database.select().from(cases).where(eq(cases.number, number));
  if (!row) throw new Failure("case-number-unknown", { details: { number } });
  const { events, fault } = await readRecord(database, row.officeId, row.caseId);
  if (fault !== null) terminal.note(exportedDespite({ caseNumber: number, ...fault }));
  const current = replay(events);
  const files = await readCaseFiles(database, fileStore, row.officeId, row.caseId);
  // What was taken out again, or was lost and scanned anew, need not be here.
  const missing = files.missing.filter(({ sha256 }) => current && allPages(current).some((page) => page.sha256 === sha256));
  if (missing.length > 0) throw new Failure("case-pages-missing", { retryable: true, details: { number, count: missing.length } });
  const item = await centre.itemVersions.find(database, row.itemCode, row.itemVersion);
  if (!current || !item) throw new Error(`case ${number} has a row but no record or no item`);
  return { current, item };
}
