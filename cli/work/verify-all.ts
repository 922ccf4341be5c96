import { recordSummary } from "../../contracts/wording/cli.ts";
import { recordFaultLine } from "../../contracts/wording/record.ts";
import { registerFaultLine, registerGapLine, sealLogFaultLine, sealLogSummary } from "../../contracts/wording/seals.ts";
import { findRegisterGaps } from "../../server/certificates/registers.ts";
import { findRegisterFaults } from "../../server/certificates/verify-registers.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import { verifySealLog } from "../../server/seal/verify-seal-log.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { useCentre } from "./use-centre.ts";

export interface VerifyOptions extends CentreChoice {
  readonly json?: boolean;
}

/** R-SUP-8, R-CERT-2: the edited rows of the record, of the seals' log and of the registers are named, one a line. */
export async function verifyAll(options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  const report = await useCentre(options, async ({ database }) => ({
    ...(await verifyRecord(database)),
    sealLog: await verifySealLog(database),
    registerGaps: await findRegisterGaps(database),
    registerFaults: await findRegisterFaults(database),
  }));
  const { sealLog, registerGaps, registerFaults } = report;
  if (options.json) terminal.print(JSON.stringify(report));
  else {
    for (const fault of report.faults) terminal.print(recordFaultLine(fault));
    for (const fault of sealLog.faults) terminal.print(sealLogFaultLine(fault));
    for (const gap of registerGaps) terminal.print(registerGapLine(gap));
    for (const fault of registerFaults) terminal.print(registerFaultLine(fault));
    terminal.note(recordSummary(report));
    terminal.note(sealLogSummary(sealLog));
  }
  return report.faults.length + sealLog.faults.length + registerGaps.length + registerFaults.length > 0 ? 1 : 0;
}
