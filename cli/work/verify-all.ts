import { recordFaultLine, recordSummary } from "../../contracts/wording/cli.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { useCentre } from "./use-centre.ts";

export interface VerifyOptions extends CentreChoice {
  readonly json?: boolean;
}

/** R-SUP-8: the edited rows are named, one a line. */
export async function verifyAll(options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  const report = await useCentre(options, ({ database }) => verifyRecord(database));
  if (options.json) terminal.print(JSON.stringify(report));
  else {
    for (const fault of report.faults) terminal.print(recordFaultLine(fault));
    terminal.note(recordSummary(report));
  }
  return report.faults.length > 0 ? 1 : 0;
}
