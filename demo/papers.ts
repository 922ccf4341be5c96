import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { documentNames } from "../contracts/wording/cases.ts";
import type { Case } from "../domain/case/case-state.ts";
import type { Desk } from "./desk.ts";

/** A sealed paper of a case as a file. */
export interface SealedPaper {
  readonly caseId: Case["id"];
  readonly kind: "certificate" | "document";
  readonly title: string;
  readonly number: string;
  readonly pdf: Uint8Array;
  readonly file: string;
}

/** Writes a case's certificates and documents of decision below `certificates` and `decisions`, named by their numbers. */
export async function writePapers(desk: Desk, current: Case, certificateName: string | undefined, outputFolder: string): Promise<SealedPaper[]> {
  const { id: caseId, documents, certificates } = current;
  const wanted = [
    ...certificates.map(({ number, sha256 }) => ({ kind: "certificate" as const, title: certificateName ?? "证照", number, sha256 })),
    ...documents.map(({ document, number, sha256 }) => ({ kind: "document" as const, title: documentNames[document], number, sha256 })),
  ];
  const papers: SealedPaper[] = [];
  for (const { sha256, ...paper } of wanted) {
    const folder = join(outputFolder, paper.kind === "certificate" ? "certificates" : "decisions");
    await mkdir(folder, { recursive: true });
    const { pdf } = await desk.workstation.call("papers.read", { caseId, sha256 });
    const name = paper.kind === "certificate" ? paper.number : `${paper.number}-${paper.title}`;
    const file = join(folder, `${name.replaceAll(/[/\\:*?"<>|]/g, "_")}.pdf`);
    await writeFile(file, pdf);
    papers.push({ ...paper, caseId, pdf, file });
  }
  return papers;
}
