import { join, relative } from "node:path";
import { hasPurpose } from "../../build/machine-packages.ts";
import { readTrustRoots } from "../../server/seal/centre-authority.ts";
import { openInspector } from "../paper-checks.ts";
import { writePapers, type SealedPaper } from "../papers.ts";
import { must } from "../must.ts";
import { step, type Stage } from "../stage.ts";

export interface InspectedPaper extends SealedPaper {
  /** How many of the outside programs had nothing against it, of how many; null when they are not here. */
  readonly verdict: { readonly happy: number; readonly of: number } | null;
}

/** Every sealed paper of the story as a file, looked at by other people's programs where they are here. */
export async function inspectPapers({ window, centre, cases, check, outputFolder, workFolder }: Stage): Promise<InspectedPaper[]> {
  step("盖章的证照和决定文书，用别人的程序检查");
  const inspector = hasPurpose("checks") ? await openInspector(join(workFolder, "checks"), must((await readTrustRoots(centre.centre.database, "seals"))[0], "a root of the seals")) : undefined;
  console.log(inspector ? `  ${inspector.names.join("、")}` : "  这台机器没有检查用的程序（poppler-utils、qpdf、zbar-tools……），只写出文件，没有检查，没有 PNG");
  const inspected: InspectedPaper[] = [];
  for (const { item, opened } of cases) {
    const { case: current } = await window.workstation.call("cases.open", { caseId: opened.case.id });
    for (const paper of await writePapers(window, current, item.resultCertificate?.name, outputFolder)) {
      const unhappy = (await inspector?.inspect(paper)) ?? [];
      const shown = `${relative(outputFolder, paper.file)}（${paper.title}，${paper.pdf.byteLength.toLocaleString()} 字节）`;
      if (inspector) check(`${shown}${unhappy.length > 0 ? `：${unhappy.join("、")} 不认可` : ""}`, unhappy.length === 0);
      else console.log(`  ${shown}`);
      inspected.push({ ...paper, verdict: inspector ? { happy: inspector.names.length - unhappy.length, of: inspector.names.length } : null });
    }
  }
  return inspected;
}
