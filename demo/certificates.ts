import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import type { CaseCertificate } from "../domain/case/case-state.ts";
import { findValidCertificate } from "../domain/case/result.ts";
import { commandIdSchema, type CaseId, type CommandId, type Sha256 } from "../domain/ids.ts";
import type { ItemDefinition } from "../domain/item/item-definition.ts";
import type { CommandBody } from "../domain/case/case-command.ts";
import type { Desk } from "./desk.ts";
import { jobReaches } from "./devices.ts";
import { must } from "./must.ts";

/** The officer looks at the certificate (样张, written as PNG) and has it issued; where the item says so, after a second officer prepared it. */
export async function issueCertificate(desk: Desk, caseId: CaseId, { resultCertificate }: ItemDefinition, folder: string): Promise<{ certificate: CaseCertificate; officers: string[] }> {
  const officersNeeded = must(resultCertificate ?? undefined, "an item with a certificate").officersNeeded;
  const officers = [await desk.sitDown("certificate-officer")];
  if (officersNeeded === 2) {
    await desk.act(caseId, { kind: "prepareCertificate", payload: { note: "已核对" } });
    await desk.syncAll();
    officers.push(await desk.sitDown("certificate-officer", 1));
  }
  await mkdir(folder, { recursive: true });
  const { svgs } = await desk.workstation.call("certificates.preview", { caseId });
  const answer = await desk.workstation.call("certificates.issue", { caseId, requestId: newRequestId(), issue: "first", replaces: null, reason: "" });
  if (answer.outcome === "refused") throw new Error(`the certificate was refused: ${JSON.stringify(answer.refusal)}`);
  const certificate = must(findValidCertificate(answer.opened.case), "a certificate");
  for (const [index, svg] of svgs.entries()) {
    await sharp(Buffer.from(svg), { density: 110 }).flatten({ background: "#fff" }).png().toFile(join(folder, `${certificate.number}-样张${svgs.length > 1 ? index + 1 : ""}.png`));
  }
  return { certificate, officers };
}

export function recordPrint({ number, issueNumber }: CaseCertificate, paperSerial: string, outcome: "printed" | "spoilt", note = ""): CommandBody {
  return { kind: "recordCertificatePrint", payload: { number, issueNumber, paperSerial, outcome, note } };
}

/** A sealed paper out of the desk's A4 printer. */
export async function printSealed(desk: Desk, caseId: CaseId, sha256: Sha256): Promise<void> {
  const { jobId } = await desk.workstation.call("papers.print", { caseId, sha256 });
  await jobReaches(desk, jobId, ({ state }) => state === "printed");
}

export function newRequestId(): CommandId {
  return commandIdSchema.parse(uuidv7());
}
