import { recordSealFaultLine, sealedCaseFaultLine } from "./record-seals.ts";
import { feedFaultLine, recordFaultLine, type RecordFaultFacts } from "./record.ts";
import { templateFaultLine } from "./template-commands.ts";
import { registerFaultLine, registerGapLine, sealLogFaultLine } from "./seals.ts";

type FactsOf<Line extends (facts: never) => string> = readonly Parameters<Line>[0][];

/** What a check of the whole record found (R-SUP-8), part by part. */
export interface ReportedFaults {
  readonly faults: readonly RecordFaultFacts[];
  readonly feedFaults: FactsOf<typeof feedFaultLine>;
  readonly recordSeals: { readonly sealFaults: FactsOf<typeof recordSealFaultLine>; readonly caseFaults: FactsOf<typeof sealedCaseFaultLine> };
  readonly sealLog: { readonly faults: FactsOf<typeof sealLogFaultLine> };
  readonly registerGaps: FactsOf<typeof registerGapLine>;
  readonly registerFaults: FactsOf<typeof registerFaultLine>;
  readonly templateFaults: FactsOf<typeof templateFaultLine>;
}

/** One line a fault: on the terminal, in the centre's log and for who asks the centre. */
export function faultLinesOf({ faults, feedFaults, recordSeals, sealLog, registerGaps, registerFaults, templateFaults }: ReportedFaults): string[] {
  return [
    ...faults.map(recordFaultLine),
    ...feedFaults.map(feedFaultLine),
    ...recordSeals.sealFaults.map(recordSealFaultLine),
    ...recordSeals.caseFaults.map(sealedCaseFaultLine),
    ...sealLog.faults.map(sealLogFaultLine),
    ...registerGaps.map(registerGapLine),
    ...registerFaults.map(registerFaultLine),
    ...templateFaults.map(templateFaultLine),
  ];
}
