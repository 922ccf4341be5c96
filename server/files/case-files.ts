import { and, eq, or } from "drizzle-orm";
import type { CaseId, OfficeId, Sha256 } from "../../domain/ids.ts";
import type { Queryable } from "../database/connection.ts";
import { caseFiles, cases } from "../database/schema.ts";
import type { FileStore } from "./file-store.ts";

/** Whether a case the office sees names this content: only then may the office read it. */
export async function mayOfficeRead(database: Queryable, officeId: OfficeId, sha256: Sha256): Promise<boolean> {
  const rows = await database
    .select({ caseId: cases.caseId })
    .from(caseFiles)
    .innerJoin(cases, and(eq(cases.officeId, caseFiles.officeId), eq(cases.caseId, caseFiles.caseId)))
    .where(and(eq(caseFiles.sha256, sha256), or(eq(cases.officeId, officeId), eq(cases.itemOfficeId, officeId), eq(cases.windowOfficeId, officeId))))
    .limit(1);
  return rows.length > 0;
}

export interface CaseFile {
  sha256: Sha256;
  byteLength: number;
}

/** Which of the contents the case's pages name have arrived, and which are still on their way (R-RECV-7). */
export async function readCaseFiles(
  database: Queryable,
  fileStore: FileStore,
  homeOfficeId: OfficeId,
  caseId: CaseId,
): Promise<{ arrived: CaseFile[]; missing: CaseFile[] }> {
  const named = await database
    .select({ sha256: caseFiles.sha256, byteLength: caseFiles.byteLength })
    .from(caseFiles)
    .where(and(eq(caseFiles.officeId, homeOfficeId), eq(caseFiles.caseId, caseId)));
  const checked = await Promise.all(named.map(async (file) => ({ file, hasArrived: (await fileStore.findLength(file.sha256)) !== undefined })));
  return {
    arrived: checked.filter(({ hasArrived }) => hasArrived).map(({ file }) => file),
    missing: checked.filter(({ hasArrived }) => !hasArrived).map(({ file }) => file),
  };
}
