import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { decisionNames, documentNames, stageNames } from "../../contracts/wording/cases.ts";
import { signatureWording } from "../../contracts/wording/delegations.ts";
import { procedureNames } from "../../contracts/wording/flow.ts";
import { formatMinute, type WriteDue } from "../../contracts/wording/time.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { NoticeKind } from "../../domain/case/notice-parts.ts";
import { noticesToDeliver } from "../../domain/case/notices.ts";
import type { FlowStep, ItemDefinition } from "../../domain/item/item-definition.ts";

export interface FlowLineStep {
  readonly code: string;
  readonly name: string;
  /** `waiting`: the case stands there and nobody here can go on; `stopped`: what the applicant asked for ended there. */
  readonly state: "done" | "current" | "waiting" | "stopped" | "ahead";
  /** Who did it, until when it is to be done, or what it waits for; empty ahead. */
  readonly text: string;
}

type Standing = Pick<FlowLineStep, "state" | "text">;
type Step = Pick<FlowStep, "code" | "name">;
/** How a limit's end is written. */
type Until = (dueAt: Case["receivedAt"]) => string;

const ahead: Standing = { state: "ahead", text: "" };

/**
 * The item's steps and where the case stands among them, from its reception to its close (R-ITEM-3). What the definition leaves
 * unsaid is drawn where a case stands at it: the window that receives, the leaders' meeting once called, the fee once asked for.
 */
export function flowLineOf({ case: current, item }: Pick<OpenedCase, "case" | "item">, writeDue: WriteDue = formatMinute): FlowLineStep[] {
  const until: Until = (dueAt) => `${writeDue(dueAt)} 前`;
  const { reception, signing, delivery } = partsOf(item);
  return [
    ...reception.map((step) => drawn(step, receptionOf(current, until))),
    ...signingOf(current, withMeeting(signing, current, item), until),
    ...feeOf(current, until),
    ...delivery.map((step) => drawn(step, deliveryOf(current, until))),
  ];
}

const drawn = ({ code, name }: Step, standing: Standing): FlowLineStep => ({ code, name, ...standing });

/** The window's steps before the first signature and behind the last. */
function partsOf({ flow }: Pick<ItemDefinition, "flow">): Record<"reception" | "signing" | "delivery", readonly Step[]> {
  const isSigned = ({ role }: FlowStep): boolean => role !== "window-clerk";
  const [first, decision] = [flow.findIndex(isSigned), flow.findLastIndex(isSigned)];
  const received = flow.slice(0, Math.max(0, first));
  return {
    reception: received.length > 0 ? received : [{ code: "reception", name: "受理" }],
    signing: flow.slice(received.length, decision + 1),
    delivery: flow.slice(decision + 1),
  };
}

/** The leaders' meeting stands before the decision once the case has been there (R-FLOW-6). */
function withMeeting(signing: readonly Step[], { stays }: Case, { meeting }: ItemDefinition): readonly Step[] {
  return meeting && stays.some(({ isMeeting }) => isMeeting) ? signing.toSpliced(-1, 0, meeting) : signing;
}

function receptionOf({ stage, acceptance, correction, refusal, answerDueAt }: Case, until: Until): Standing {
  if (acceptance !== null) return { state: "done", text: acceptance.by };
  if (refusal !== null || stage === "withdrawn") return { state: "stopped", text: stageNames[stage] };
  if (stage === "awaiting-correction" && correction !== null) return { state: "waiting", text: `待补正，${until(correction.dueAt)}` };
  return { state: "current", text: until(answerDueAt) };
}

/** Those it passed before it was sent back are ahead of it again. */
function signingOf(current: Case, steps: readonly Step[], until: Until): FlowLineStep[] {
  const place = steps.findIndex(({ code }) => code === current.stays.at(-1)?.code);
  return steps.map((step, at) => {
    if (at > place) return drawn(step, ahead);
    return drawn(step, at === place ? whereItStands(current, until) : { state: "done", text: signersAt(current, step.code).join("、") });
  });
}

function whereItStands(current: Case, until: Until): Standing {
  const { stays, decision, stage, suspension, reportedUpward } = current;
  const step = stays.at(-1);
  if (step === undefined) return ahead;
  const signers = signersAt(current, step.code);
  if (decision !== null) {
    const names = [...signers, signatureWording(decision.by, decision.onBehalfOf)].join("、");
    return decision.outcome === "grant" ? { state: "done", text: names } : { state: "stopped", text: `${decisionNames.deny}，${names}` };
  }
  if (stage === "withdrawn") return { state: "stopped", text: stageNames.withdrawn };
  if (suspension !== null) return { state: "waiting", text: `特殊程序（${procedureNames[suspension.procedure]}），至 ${formatMinute(suspension.until)}${untoldText(current, "special-procedure-notice")}` };
  if (reportedUpward !== null) return { state: "waiting", text: `请示${reportedUpward.authority}，待批复` };
  return { state: "current", text: [until(step.dueAt), ...(signers.length > 0 ? [`已签：${signers.join("、")}`] : [])].join("，") };
}

/** Who signed at the case's last stay at this step. */
function signersAt({ stays, opinions, meetings }: Case, code: string): string[] {
  const stayIndex = stays.findLastIndex((stay) => stay.code === code);
  const signed = [...opinions.filter(({ correctsNumber }) => correctsNumber === null), ...meetings];
  return signed.filter((entry) => entry.stayIndex === stayIndex).map(({ by, onBehalfOf }) => signatureWording(by, onBehalfOf));
}

/** R-FLOW-7. */
function feeOf(current: Case, until: Until): FlowLineStep[] {
  const { fee } = current;
  if (fee === null) return [];
  const step = { code: "fee", name: "缴费" };
  if (fee.payment !== null) return [drawn(step, { state: "done", text: fee.payment.by.name })];
  return [drawn(step, fee.lapse === null ? { state: "waiting", text: `待缴费，${until(fee.dueAt)}${untoldText(current, "fee-notice")}` } : { state: "stopped", text: `逾期未缴，${decisionNames.deny}` })];
}

/** What stops the case there is told in writing, and the applicant has not got it (R-FLOW-4, R-FEE-1). */
function untoldText(current: Case, kind: NoticeKind): string {
  return noticesToDeliver(current).some(({ document }) => document === kind) ? `，${documentNames[kind]}待送达` : "";
}

function deliveryOf({ result, handOver, closing }: Case, until: Until): Standing {
  if (closing !== null) return { state: "done", text: (handOver ?? closing).by.name };
  if (result === null) return ahead;
  if (handOver !== null) return { state: "current", text: "已送达，待办结" };
  return { state: "current", text: result.handOverDueAt === null ? "" : until(result.handOverDueAt) };
}
