import { recordSummary } from "../../contracts/wording/cli.ts";
import { feedFaultLine, recordFaultLine } from "../../contracts/wording/record.ts";
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
  const report = await useCentre(options, ({ database }) =>
    database.transaction(
      async (moment) => ({
        ...(await verifyRecord(moment)),
        sealLog: await verifySealLog(moment),
        registerGaps: await findRegisterGaps(moment),
        registerFaults: await findRegisterFaults(moment),
      }),
      { isolationLevel: "repeatable read", accessMode: "read only" },
    ),
  );
  const { feedFaults, sealLog, registerGaps, registerFaults } = report;
  if (options.json) terminal.print(JSON.stringify(report));
  else {
    for (const fault of report.faults) terminal.print(recordFaultLine(fault));
    for (const fault of feedFaults) terminal.print(feedFaultLine(fault));
    for (const fault of sealLog.faults) terminal.print(sealLogFaultLine(fault));
    for (const gap of registerGaps) terminal.print(registerGapLine(gap));
    for (const fault of registerFaults) terminal.print(registerFaultLine(fault));
    terminal.note(recordSummary(report));
    terminal.note(sealLogSummary(sealLog));
  }
  const faultCount = [report.faults, feedFaults, sealLog.faults, registerGaps, registerFaults].reduce((sum, { length }) => sum + length, 0);
  return faultCount > 0 ? 1 : 0;
}
