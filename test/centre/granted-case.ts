import type { CommandPayload } from "../../domain/case/case-command.ts";
import type { CaseId, CommandId } from "../../domain/ids.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { v7 as uuidv7 } from "uuid";
import { commandIdSchema } from "../../domain/ids.ts";
import { addItemVersion } from "../../server/catalogue/catalogue.ts";
import { publicationsDepartment } from "../../server/seed/offices.ts";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import type { PostgresFlavour, TestPostgres } from "./postgres.ts";
import { startTrialCentre, type TrialCentre } from "./trial-centre.ts";
import { newCaseId, trialApplication, type Answer, type TrialWindow } from "./trial-window.ts";

/** The people a retail licence passes through, each at a PC of their own. */
export interface TrialStaff {
  window: TrialWindow;
  handler: TrialWindow;
  chief: TrialWindow;
  officer: TrialWindow;
}

export async function openTrialStaff(centre: Pick<TrialCentre, "openWindow">): Promise<TrialStaff> {
  const officeId = publicationsDepartment.id;
  return {
    window: await centre.openWindow(),
    handler: await centre.openWindow({ officeId, account: "songwei" }),
    chief: await centre.openWindow({ officeId, account: "yuanzhiming" }),
    officer: await centre.openWindow({ officeId, account: "xiamengjie" }),
  };
}

export interface StaffedTrial {
  postgres: TestPostgres;
  trial: TrialCentre;
  staff: TrialStaff;
  administrator: TrialWindow;
  /** The retail licence's version without a fee. */
  free: number;
  stop(): Promise<void>;
}

/** A trial centre on a PostgreSQL of its own with everybody who decides, and the system administrator; `stop` ends all of it. */
export async function startStaffedTrial(start: PostgresFlavour["start"]): Promise<StaffedTrial> {
  const postgres = await start();
  const trial = await startTrialCentre(postgres);
  return {
    postgres,
    trial,
    staff: await openTrialStaff(trial),
    administrator: await trial.openWindow({ account: "pengjian" }),
    free: await addFreeItem(trial, 2),
    stop: async () => {
      await trial.close();
      await postgres.stop();
    },
  };
}

export const trialDecision: CommandPayload<"decideCase"> = { outcome: "grant", text: "准予许可", reasons: "", legalBasis: null, remedies: "" };
export const trialDenial: CommandPayload<"decideCase"> = { outcome: "deny", text: "不予许可", reasons: "没有固定的经营场所", legalBasis: { law: "《出版物市场管理规定》", article: "第九条" }, remedies: "可以自收到之日起六十日内申请行政复议。" };
const agreeing = { verdict: "agree", text: "同意", reasons: "", legalBasis: null } as const;

export interface TrialCaseOptions {
  itemVersion?: number;
  application?: CommandPayload<"receiveCase">["application"];
  decision?: CommandPayload<"decideCase">;
}

/** From reception to the decision; with the shipped item, a fee is still to be paid then. */
export async function decideTrialCase(staff: TrialStaff, { itemVersion = 1, application = trialApplication, decision = trialDecision }: TrialCaseOptions = {}): Promise<CaseId> {
  const caseId = newCaseId();
  const { window, handler, chief } = staff;
  const reception = window.reception(caseId).map((command) => (command.kind === "receiveCase" ? { ...command, payload: { ...command.payload, itemVersion, application } } : command));
  await mustApply(window, [...reception, window.command("acceptCase", caseId, {})]);
  await mustApply(handler, [await handler.signedCommand("signOpinion", caseId, { stepCode: "preliminary-review", ...agreeing })]);
  await mustApply(chief, [await chief.signedCommand("decideCase", caseId, decision)]);
  return caseId;
}

export async function payTrialFee({ window }: TrialStaff, caseId: CaseId, now: Parameters<typeof regionDateOf>[0]): Promise<void> {
  const payment = { method: "cash", amountFen: 1000, payer: "李红梅", reference: "", receivedOn: regionDateOf(now) } as const;
  await mustApply(window, [window.command("recordPayment", caseId, payment)]);
}

/** The next version of the retail licence without a fee: its cases are granted by the decision. Returns its number. */
export async function addFreeItem({ centre }: Pick<TrialCentre, "centre">, version: number, officersNeeded: 1 | 2 = 1): Promise<number> {
  const resultCertificate = { ...publicationsRetailLicence.resultCertificate!, officersNeeded };
  await addItemVersion(centre, { ...publicationsRetailLicence, version, fees: [], resultCertificate }, null);
  return version;
}

export async function askForCertificate(officer: TrialWindow, caseId: CaseId, wish: Record<string, unknown> = {}): Promise<Answer> {
  return officer.request("POST", `/api/cases/${caseId}/certificate`, { body: { requestId: newRequestId(), ...wish } });
}

export function newRequestId(): CommandId {
  return commandIdSchema.parse(uuidv7());
}

async function mustApply(window: TrialWindow, commands: Parameters<TrialWindow["push"]>[0]): Promise<void> {
  const refused = (await window.push(commands)).find((result) => result.outcome === "rejected");
  if (refused !== undefined) throw new Error(JSON.stringify(refused));
}
