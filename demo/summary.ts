import { certificateStateNames, stageNames } from "../contracts/wording/cases.ts";
import { formatCaseNumber } from "../domain/case/case-number.ts";
import { allPages, type Case } from "../domain/case/case-state.ts";
import type { InspectedPaper } from "./chapters/papers.ts";
import type { DemoCase } from "./cases.ts";
import { printTable } from "./table.ts";

/** What became of every case: pages, outcome, numbers, and how many of the outside checks each paper passed. */
export function printSummary(cases: readonly (DemoCase & { readonly last: Case })[], papers: readonly InspectedPaper[]): void {
  const rows = cases.map(({ story, last }) => {
    const sizes = allPages(last).map(({ byteLength }) => byteLength);
    const range = sizes.length === 0 ? "" : `${Math.min(...sizes).toLocaleString()} – ${Math.max(...sizes).toLocaleString()}`;
    const own = papers.filter(({ caseId }) => caseId === last.id);
    return [formatCaseNumber(last.number), story, last.application.projectName, `${sizes.length}`, range, outcomeOf(last), resultOf(last), checksOf(own)];
  });
  printTable(["办件编号", "经过", "项目", "页", "每页字节", "结果", "证照或决定文书", "文书检查"], rows);
}

function outcomeOf({ stage, certificates, decision, fee }: Case): string {
  const certificate = certificates.at(-1);
  if (certificate) return `发证，${stageNames[stage]}${certificate.state === "valid" ? "" : `，${certificateStateNames[certificate.state]}`}`;
  if (fee?.lapse || decision?.outcome === "deny") return `${stageNames.denied}，${stageNames[stage]}`;
  return stageNames[stage];
}

/** The number the applicant knows the result by. */
function resultOf({ certificates, documents }: Case): string {
  const decided = documents.findLast(({ document, isVoid }) => !isVoid && ["deny-decision", "withdrawal-decision"].includes(document));
  return certificates.at(-1)?.number ?? decided?.number ?? "";
}

function checksOf(papers: readonly InspectedPaper[]): string {
  if (papers.length === 0) return "";
  if (papers.some(({ verdict }) => verdict === null)) return `${papers.length} 份，未检查`;
  const happy = papers.reduce((sum, { verdict }) => sum + (verdict?.happy ?? 0), 0);
  const of = papers.reduce((sum, { verdict }) => sum + (verdict?.of ?? 0), 0);
  return `${papers.length} 份，${happy}/${of}`;
}
