import { recordSummary } from "../../contracts/wording/cli.ts";
import { faultLinesOf } from "../../contracts/wording/record-report.ts";
import { recordSealSummary } from "../../contracts/wording/record-seals.ts";
import { sealLogSummary } from "../../contracts/wording/seals.ts";
import { verifyBeside } from "../../server/record/verify-beside.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { useCentre } from "./use-centre.ts";

export interface VerifyOptions extends CentreChoice {
  readonly json?: boolean;
}

/** R-SUP-8, R-CERT-2: the edited rows of the record, of its seals, of the seals' log and of the registers are named, one a line. */
export async function verifyAll(options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  const report = await useCentre(options, (centre) =>
    centre.database.transaction(async (moment) => ({ ...(await verifyRecord(moment)), ...(await verifyBeside(moment, centre)) }), { isolationLevel: "repeatable read", accessMode: "read only" }),
  );
  const lines = faultLinesOf(report);
  if (options.json) terminal.print(JSON.stringify(report));
  else {
    for (const line of lines) terminal.print(line);
    terminal.note(recordSummary(report));
    terminal.note(recordSealSummary(report.recordSeals));
    terminal.note(sealLogSummary(report.sealLog));
  }
  return lines.length > 0 ? 1 : 0;
}
