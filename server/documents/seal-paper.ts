import { createHash } from "node:crypto";
import type { IssueOptions } from "../../documents/seal/sealed-pdf.ts";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import { sha256Schema, type OfficeId, type Sha256 } from "../../domain/ids.ts";
import type { Centre } from "../centre.ts";
import type { Transaction } from "../database/connection.ts";
import { caseFiles } from "../database/schema.ts";
import { logSealUse } from "../seal/seal-log.ts";
import { designOf, getSeal, openSealSigner } from "../seal/seals.ts";
import { keepSealedFile } from "./sealed-files.ts";
import { keepTemplate, type KeptTemplate } from "./templates.ts";

/** A paper to be sealed for a case: what it is called in the seal's log, and how it is drawn. */
export interface PaperToSeal {
  command: CaseCommand;
  /** Whose seal: the office that decides. */
  officeId: OfficeId;
  homeOfficeId: OfficeId;
  document: string;
  number: string;
  /** What it is made from, where an office may give its own. */
  template?: KeptTemplate;
  draw(options: IssueOptions): Promise<Uint8Array>;
}

/**
 * Draws, seals and signs a paper, and keeps it with the use of the seal on the log (R-CERT-2), all in the transaction of the event
 * that names it: the use stands exactly when the event does. Throws what `getSeal`, the key's holder and `draw` throw.
 */
export async function sealPaper(transaction: Transaction, centre: Centre, paper: PaperToSeal): Promise<{ sha256: Sha256; byteLength: number }> {
  const { command, officeId, homeOfficeId, document, number, template } = paper;
  const seal = await getSeal(transaction, centre, officeId);
  const usedAt = centre.now();
  const bytes = Buffer.from(await paper.draw({ seal: designOf(seal), signer: await openSealSigner(centre, seal), issuedAt: usedAt }));
  const sha256 = sha256Schema.parse(createHash("sha256").update(bytes).digest("hex"));
  const { caseId, id: commandId, actor } = command;
  const usedBy = { personId: actor.personId, name: actor.name, workstationCode: actor.workstationCode };
  await keepSealedFile(transaction, { officeId, sha256, bytes, sealedAt: usedAt });
  await transaction.insert(caseFiles).values({ officeId: homeOfficeId, caseId, sha256, byteLength: bytes.length }).onConflictDoNothing();
  if (template !== undefined) await keepTemplate(transaction, template, usedAt);
  const madeFrom = template === undefined ? {} : { template: template.sha256 };
  await logSealUse(transaction, { officeId, sealId: seal.sealId, caseId, commandId, document, number, sha256, byteLength: bytes.length, ...madeFrom, usedAt, usedBy });
  return { sha256, byteLength: bytes.length };
}
