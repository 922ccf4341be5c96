import type { OpenedCase } from "../contracts/ipc/cases.ts";
import type { Application, Applicant } from "../domain/case/application.ts";
import { materialOf } from "../domain/case/case-state.ts";
import type { CaseId } from "../domain/ids.ts";
import type { FormField, ItemDefinition } from "../domain/item/item-definition.ts";
import { constructionPermit } from "../server/seed/items/construction-permit.ts";
import { landUsePreliminaryReview } from "../server/seed/items/land-use-preliminary-review.ts";
import { publicationsRetailLicence } from "../server/seed/items/publications-retail-licence.ts";
import type { Desk } from "./desk.ts";
import type { PaperSource } from "./paper-source.ts";
import { must } from "./must.ts";

export interface DemoCase {
  readonly story: string;
  readonly item: ItemDefinition;
  readonly opened: OpenedCase;
}

const bookseller: Applicant = {
  kind: "person",
  name: "李\u{20BB7}䶮",
  identityKind: "resident-identity",
  identityNumber: "11010519491231002X",
  isReadFromCard: false,
  address: "江西省南昌市东湖区八一大道 1 号",
};

const company: Applicant = {
  kind: "organisation",
  name: "江西一窗建设集团有限公司",
  identityKind: "unified-social-credit",
  identityNumber: "91350100M000100Y43",
  isReadFromCard: false,
  address: "江西省南昌市红谷滩区丰和中大道 100 号",
};

/** Everything in order: scanned, ticked, accepted. */
export async function acceptComplete(desk: Desk, paper: PaperSource): Promise<DemoCase> {
  const item = constructionPermit;
  const caseId = await receive(desk, item, company, "赣江新区市民文化中心工程");
  const required = item.materials.filter(({ isRequired }) => isRequired);
  for (const { code, mayStayOnPaper } of required) {
    if (mayStayOnPaper) await keepOnPaper(desk, caseId, code);
    // The contract is the thick one: it goes through the feeder.
    else if (code !== "construction-contract" || !(await paper.scanFeeder(caseId, code))) await paper.importSample(caseId, code);
    await tick(desk, caseId, code);
  }
  return { story: "一次受理", item, opened: await desk.act(caseId, { kind: "acceptCase", payload: {} }) };
}

/** A material is missing: one notice lists it, it is brought, the case is accepted (R-RECV-2, R-RECV-4). */
export async function acceptCorrected(desk: Desk, paper: PaperSource): Promise<DemoCase> {
  const item = publicationsRetailLicence;
  const caseId = await receive(desk, item, bookseller, "一窗书店");
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
  return { story: "补正后受理", item, opened: await desk.act(caseId, { kind: "acceptCase", payload: {} }) };
}

/** Not a matter of this authority: refused, with reason and legal basis. */
export async function refuse(desk: Desk, paper: PaperSource): Promise<DemoCase> {
  const item = landUsePreliminaryReview;
  const caseId = await receive(desk, item, company, "赣江新区物流园项目");
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
  return { story: "不予受理", item, opened };
}

async function receive(desk: Desk, item: ItemDefinition, applicant: Applicant, projectName: string): Promise<CaseId> {
  const application: Application = {
    applicant,
    contact: { name: "王一窗", mobile: "13970000000" },
    projectName,
    form: Object.fromEntries(item.form.filter(({ isRequired }) => isRequired).map((field) => [field.key, answerTo(field)])),
  };
  const answer = await desk.workstation.call("cases.receive", { draftId: null, itemCode: item.code, application });
  if (answer.outcome === "refused") throw new Error(`reception was refused: ${JSON.stringify(answer.refusal)}`);
  return answer.opened.case.id;
}

function answerTo(field: FormField): string {
  switch (field.kind) {
    case "choice":
      return must(field.choices?.[0], `a choice for ${field.label}`);
    case "date":
      return "2026-12-01";
    case "number":
    case "fen":
      return "100";
    case "text":
    case "longText":
      return `演示${field.label}`;
  }
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
