import type { OpenedCase } from "../contracts/ipc/cases.ts";
import type { Applicant } from "../domain/case/application.ts";
import { materialOf, type CaseStage } from "../domain/case/case-state.ts";
import type { CaseId } from "../domain/ids.ts";
import type { ItemDefinition } from "../domain/item/item-definition.ts";
import { fillForm } from "./answers.ts";
import type { Desk } from "./desk.ts";
import type { PaperSource } from "./paper-source.ts";
import { must } from "./must.ts";
import { contact } from "./people.ts";

export interface DemoCase {
  readonly story: string;
  readonly item: ItemDefinition;
  /** Where the story leaves it. */
  readonly end: CaseStage;
  readonly opened: OpenedCase;
}

export interface Wish extends Omit<DemoCase, "opened"> {
  readonly applicant: Applicant;
  readonly projectName: string;
}

/** Everything in order: scanned, ticked, accepted. */
export async function acceptComplete(desk: Desk, paper: PaperSource, wish: Wish): Promise<DemoCase> {
  const { story, item, end } = wish;
  const caseId = await receive(desk, wish);
  for (const { code, mayStayOnPaper } of item.materials.filter(({ isRequired }) => isRequired)) {
    if (mayStayOnPaper) await keepOnPaper(desk, caseId, code);
    // The contract is the thick one: it goes through the feeder.
    else if (code !== "construction-contract" || !(await paper.scanFeeder(caseId, code))) await paper.importSample(caseId, code);
    await tick(desk, caseId, code);
  }
  return { story, item, end, opened: await desk.act(caseId, { kind: "acceptCase", payload: {} }) };
}

/** A material is missing: one notice lists it, it is brought, the case is accepted (R-RECV-2, R-RECV-4). */
export async function acceptCorrected(desk: Desk, paper: PaperSource, wish: Wish): Promise<DemoCase> {
  const { story, item, end } = wish;
  const caseId = await receive(desk, wish);
  const [missing, ...brought] = item.materials.filter(({ isRequired }) => isRequired);
  const late = must(missing, "a required material");
  for (const material of brought) {
    await paper.importSample(caseId, material.code);
    await tick(desk, caseId, material.code);
  }
  const defects = [{ materialCode: late.code, problem: `未提交${late.name}`, remedy: `补交${late.name}` }];
  await desk.act(caseId, { kind: "requestCorrection", payload: { defects, limitWorkingDays: item.correctionWorkingDays } });
  await desk.act(caseId, { kind: "deliverCorrection", payload: { note: "当场补齐" } });
  await paper.importSample(caseId, late.code);
  await tick(desk, caseId, late.code);
  return { story, item, end, opened: await desk.act(caseId, { kind: "acceptCase", payload: {} }) };
}

/** Not a matter of this authority: refused, with reason and legal basis. */
export async function refuse(desk: Desk, paper: PaperSource, wish: Wish): Promise<DemoCase> {
  const { story, item, end } = wish;
  const caseId = await receive(desk, wish);
  const first = must(item.materials.find(({ isRequired }) => isRequired), "a required material");
  await paper.importSample(caseId, first.code);
  await tick(desk, caseId, first.code);
  const opened = await desk.act(caseId, {
    kind: "refuseCase",
    payload: {
      ground: "not-this-authority",
      reason: "该项目由国务院投资主管部门核准，用地预审依法由自然资源部办理，不属于本机关职权范围。",
      legalBasis: must(item.legalBasis[0], "a legal basis"),
    },
  });
  return { story, item, end, opened };
}

async function receive(desk: Desk, { item, applicant, projectName }: Wish): Promise<CaseId> {
  const application = { applicant, contact, projectName, form: fillForm(item, applicant) };
  const answer = await desk.workstation.call("cases.receive", { draftId: null, itemCode: item.code, application });
  if (answer.outcome === "refused") throw new Error(`reception was refused: ${JSON.stringify(answer.refusal)}`);
  return answer.opened.case.id;
}

async function tick(desk: Desk, caseId: CaseId, materialCode: string): Promise<void> {
  const { case: current } = await desk.workstation.call("cases.open", { caseId });
  const sheetCount = materialOf(current, materialCode).pages.length || 1;
  const payload = { materialCode, medium: "paper", checkedAs: "original", copies: 1, sheetCount } as const;
  await desk.act(caseId, { kind: "recordMaterial", payload });
}

async function keepOnPaper(desk: Desk, caseId: CaseId, materialCode: string): Promise<void> {
  await desk.act(caseId, { kind: "keepMaterialOnPaper", payload: { materialCode, description: "蓝图一套", sheetCount: 24 } });
}
