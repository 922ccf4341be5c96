import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import type { certificateChannels } from "../../../contracts/ipc/certificates.ts";
import type { PrintJob } from "../../../contracts/ipc/receipts.ts";
import { documentNames } from "../../../contracts/wording/cases.ts";
import type { Case } from "../../../domain/case/case-state.ts";
import { formatCaseNumber } from "../../../domain/case/case-number.ts";
import { Failure } from "../../../domain/failure.ts";
import type { CaseId, Sha256 } from "../../../domain/ids.ts";
import type { Cases } from "../cases/cases.ts";
import type { Pages } from "../cases/pages.ts";
import type { DocumentOrder } from "../printing/print-jobs.ts";
import type { CentreLink } from "../workplace/centre-link.ts";
import type { Session } from "../workplace/session.ts";

type WaitingPapers = z.output<(typeof certificateChannels)["papers.listWaiting"]["output"]>;

export interface CasePapersPorts {
  readonly link: Pick<CentreLink, "ask">;
  readonly session: Pick<Session, "getPersonToken">;
  readonly cases: Pick<Cases, "getCase" | "getItem">;
  readonly files: Pages;
  readonly exportFolder: string;
  printDocument(order: DocumentOrder): PrintJob;
}

/** The sealed papers of a case as the centre made them: read, printed, saved. Throws `paper-unknown`, and what reading throws. */
export interface CasePapers {
  /** Those the centre has not made yet, and why not. Throws also what asking it throws: `centre-unreachable`, `centre-sign-in-needed`. */
  listWaiting(caseId: CaseId): Promise<WaitingPapers>;
  read(caseId: CaseId, sha256: Sha256): Promise<{ pdf: Uint8Array }>;
  /** `numbered`: the job's id, and the serial of the sheet it goes onto. */
  print(caseId: CaseId, sha256: Sha256, numbered?: { id: string; paperSerial: string }): Promise<PrintJob>;
  /** As a PDF below the export folder. */
  save(caseId: CaseId, sha256: Sha256): Promise<{ path: string }>;
}

export function createCasePapers({ link, session, cases, files, exportFolder, printDocument }: CasePapersPorts): CasePapers {
  const find = (caseId: CaseId, sha256: Sha256) => {
    const current = cases.getCase(caseId);
    const paper = paperOf(current, sha256, cases.getItem(current).resultCertificate?.name);
    if (paper === undefined) throw new Failure("paper-unknown", { details: { number: formatCaseNumber(current.number) } });
    return { current, paper };
  };
  return {
    async listWaiting(caseId) {
      const token = session.getPersonToken();
      return (await link.ask((client, access) => client.listCasePapers(access, token, caseId))).waiting;
    },
    async read(caseId, sha256) {
      find(caseId, sha256);
      return { pdf: await files.read(sha256) };
    },
    async print(caseId, sha256, numbered) {
      const { paper } = find(caseId, sha256);
      const order = { ...paper, pdf: await files.read(sha256), caseId, copies: 1 };
      return printDocument(numbered === undefined ? order : { ...order, id: numbered.id, title: `${paper.title} 证纸 ${numbered.paperSerial}` });
    },
    async save(caseId, sha256) {
      const { current, paper } = find(caseId, sha256);
      const pdf = await files.read(sha256);
      const path = join(exportFolder, `${formatCaseNumber(current.number).replaceAll(" ", "")} ${paper.title}.pdf`.replaceAll(/[/\\:*?"<>|]/g, "_"));
      try {
        await mkdir(exportFolder, { recursive: true });
        await writeFile(path, pdf);
      } catch (cause) {
        throw new Failure("export-folder-unwritable", { details: { folder: exportFolder, reason: (cause as NodeJS.ErrnoException).code ?? "" }, cause });
      }
      return { path };
    },
  };
}

function paperOf({ documents, certificates }: Case, sha256: Sha256, certificateName = "证照"): { kind: DocumentOrder["kind"]; title: string } | undefined {
  const numbered = documents.find((document) => document.sha256 === sha256);
  if (numbered) return { kind: numbered.document === "delivery-receipt" ? "delivery-slip" : "decision-document", title: `${documentNames[numbered.document]} ${numbered.number}` };
  const certificate = certificates.find((issued) => issued.sha256 === sha256);
  return certificate && { kind: "certificate", title: `${certificateName} ${certificate.number}` };
}
