import type { CommandAnswer, OpenedCase } from "../../contracts/ipc/cases.ts";
import type { Application } from "../../domain/case/application.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Workstation } from "../../electron/workstation/workstation.ts";
import { sharp } from "../../scanner/pipeline/sharp.ts";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { trialApplication } from "../centre/trial-window.ts";

/** Cases of the trial's items, of the retail licence unless told otherwise, done by the calls a page would make. */

export const trialItem = publicationsRetailLicence;
export const requiredMaterials = trialItem.materials.filter(({ isRequired }) => isRequired).map(({ code }) => code);

export async function receiveTrialCase(workstation: Workstation, application = trialApplication): Promise<CaseId> {
  const answer = await workstation.call("cases.receive", { draftId: null, itemCode: trialItem.code, application });
  return opened(answer).case.id;
}

export async function act(workstation: Workstation, caseId: CaseId, body: CommandBody): Promise<OpenedCase> {
  return opened(await workstation.call("cases.act", { caseId, body }));
}

/** Ticks every required material as checked paper. */
export async function recordMaterials(workstation: Workstation, caseId: CaseId): Promise<void> {
  for (const materialCode of requiredMaterials) {
    await act(workstation, caseId, { kind: "recordMaterial", payload: { materialCode, medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } });
  }
}

export async function acceptTrialCase(workstation: Workstation): Promise<CaseId> {
  const caseId = await receiveTrialCase(workstation);
  await recordMaterials(workstation, caseId);
  await act(workstation, caseId, { kind: "acceptCase", payload: {} });
  return caseId;
}

/** Received and accepted with everything required, for the same applicant and project unless told otherwise. */
export async function acceptCaseOf(workstation: Workstation, item: ItemDefinition, change: Partial<Application> = {}): Promise<CaseId> {
  const form = Object.fromEntries(item.form.filter(({ isRequired }) => isRequired).map(({ key, kind, choices }) => [key, choices?.[0] ?? (kind === "date" ? "2026-12-01" : "1")]));
  const caseId = opened(await workstation.call("cases.receive", { draftId: null, itemCode: item.code, application: { ...trialApplication, form, ...change } })).case.id;
  for (const { code: materialCode } of item.materials.filter(({ isRequired }) => isRequired)) {
    await act(workstation, caseId, { kind: "recordMaterial", payload: { materialCode, medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } });
  }
  await act(workstation, caseId, { kind: "acceptCase", payload: {} });
  return caseId;
}

/** A picture of a sheet that differs from every other by its number. */
export async function sheetPicture(number: number): Promise<Uint8Array> {
  const bars = Array.from({ length: 12 }, (_, bit) => `<rect x="${100 + bit * 90}" y="200" width="60" height="${(number >> bit) & 1 ? 400 : 60}"/>`);
  const ink = Buffer.from(`<svg width="1240" height="1754">${bars.join("")}</svg>`);
  return new Uint8Array(await sharp({ create: { width: 1240, height: 1754, channels: 3, background: "#fff" } }).composite([{ input: ink }]).png().toBuffer());
}

function opened(answer: CommandAnswer): OpenedCase {
  if (answer.outcome === "refused") throw new Error(`refused: ${JSON.stringify(answer.refusal)}`);
  return answer.opened;
}
