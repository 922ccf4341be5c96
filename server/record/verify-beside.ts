import { findRegisterGaps } from "../certificates/registers.ts";
import { findRegisterFaults, type RegisterFault } from "../certificates/verify-registers.ts";
import type { Queryable } from "../database/connection.ts";
import { findTemplateFaults, type TemplateFault } from "../documents/verify-templates.ts";
import { verifySealLog, type SealLogReport } from "../seal/verify-seal-log.ts";
import { verifyRecordSeals, type RecordSealReport, type SealKeeper } from "./verify-record-seals.ts";

export interface BesideReport {
  recordSeals: RecordSealReport;
  sealLog: SealLogReport;
  registerGaps: Awaited<ReturnType<typeof findRegisterGaps>>;
  registerFaults: RegisterFault[];
  templateFaults: TemplateFault[];
}

/** What is kept beside the record of the cases and must agree with it: its own seals, the log of the seals' uses, the registers and the documents' templates (R-CERT-2, R-SUP-8). */
export async function verifyBeside(database: Queryable, keeper: SealKeeper): Promise<BesideReport> {
  return {
    recordSeals: await verifyRecordSeals(database, keeper),
    sealLog: await verifySealLog(database),
    registerGaps: await findRegisterGaps(database),
    registerFaults: await findRegisterFaults(database),
    templateFaults: await findTemplateFaults(database),
  };
}
