import {
  decisionNames, deliveryMethodNames, documentNames, handedOverNames, issueNames, paymentMethodNames, receiptNames, refusalGroundNames, verdictNames,
} from "../../contracts/wording/cases.ts";
import { actedForWording } from "../../contracts/wording/delegations.ts";
import { procedureNames } from "../../contracts/wording/flow.ts";
import { formatMinute, type WriteDue } from "../../contracts/wording/time.ts";
import type { OpinionParts } from "../../domain/case/case-parts.ts";
import type { FeeNotice } from "../../domain/case/fee-parts.ts";
import type { CaseEvent } from "../../domain/case/case-event.ts";
import type { HandOver } from "../../domain/case/result-parts.ts";
import type { ClockRestart } from "../../domain/case/flow-parts.ts";
import { yuanText } from "../../domain/money.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { signedEventKinds } from "../../domain/signature/statement.ts";

/** As much of an item as events name. */
export type DescribedItem = Pick<ItemDefinition, "materials" | "flow">;

/** What an event says besides its name; empty when the name says it all. A signed act from before signatures says so. */
export function describeEvent(event: CaseEvent, item: DescribedItem, writeDue: WriteDue = formatMinute): string {
  const onBehalfOf = "onBehalfOf" in event.payload ? event.payload.onBehalfOf : undefined;
  const forWhom = onBehalfOf === undefined ? "" : `（${actedForWording(onBehalfOf)}）`;
  return `${sayingOf(event, item, writeDue)}${forWhom}${isUnsigned(event) ? "（未签名）" : ""}`;
}

function isUnsigned({ kind, payload }: CaseEvent): boolean {
  return (Object.values(signedEventKinds) as readonly string[]).includes(kind) && (payload as { signature?: unknown }).signature === undefined;
}

function sayingOf(event: CaseEvent, item: DescribedItem, writeDue: WriteDue): string {
  const nameOf = (code: string): string => item.materials.find((material) => material.code === code)?.name ?? code;
  const stepOf = (code: string): string => item.flow.find((step) => step.code === code)?.name ?? code;
  switch (event.kind) {
    case "caseReceived":
      return `${event.payload.application.applicant.name}，答复期限 ${writeDue(event.payload.answerDueAt)}`;
    case "materialRecorded": {
      const { materialCode, checkedAs, copies, sheetCount } = event.payload;
      return `${nameOf(materialCode)}：${checkedAs === "original" ? "原件已核" : "复印件"} ${copies} 份 ${sheetCount} 张`;
    }
    case "materialKeptOnPaper":
      return `${nameOf(event.payload.materialCode)}：${event.payload.description}，${event.payload.sheetCount} 张`;
    case "certificateReferenced":
      return `${nameOf(event.payload.materialCode)}：${event.payload.certificateNumber}`;
    case "paperHandedOver":
      return `${nameOf(event.payload.materialCode)}：${event.payload.from} → ${event.payload.to}${event.payload.note ? `，${event.payload.note}` : ""}`;
    case "pagesAttached":
      return `${nameOf(event.payload.materialCode)}：${event.payload.pages.length} 页`;
    case "materialUnrecorded":
    case "pageMoved":
    case "digitisingFinished":
      return nameOf(event.payload.materialCode);
    case "correctionRequested":
      return `${event.payload.defects.map((defect) => defect.problem).join("；")}。期限 ${writeDue(event.payload.dueAt)}`;
    case "correctionDelivered":
      return event.payload.note;
    case "caseAccepted":
      return `${event.payload.isDeemed ? "逾期视为受理，" : ""}承诺 ${writeDue(event.payload.decideDueAt)} 前办结`;
    case "caseRefused":
      return `${refusalGroundNames[event.payload.ground]}：${event.payload.reason}`;
    case "opinionSigned":
      return `${stepOf(event.payload.stepCode)}：${opinionText(event.payload)}${event.payload.step ? `（${event.payload.step.isMeeting ? "意见不一致，" : ""}转${event.payload.step.name}）` : ""}`;
    case "opinionCorrectionAsked":
      return `申请更正第 ${event.payload.opinionNumber} 条意见：${opinionText(event.payload)}。更正原因：${event.payload.why}`;
    case "opinionCorrectionDeclined":
      return `第 ${event.payload.opinionNumber} 条意见不予更正：${event.payload.reason}`;
    case "opinionCorrected":
      return `批准更正第 ${event.payload.opinionNumber} 条意见：${opinionText(event.payload)}`;
    case "caseSentBack":
      return `退回“${event.payload.step.name}”：${event.payload.reason}`;
    case "caseDecided":
      return `${decisionNames[event.payload.outcome]}：${[event.payload.text, event.payload.reasons, feeText(event.payload.fee, writeDue)].filter((text) => text !== "").join("；")}`;
    case "caseSuspended":
      return `${procedureNames[event.payload.procedure]}，${event.payload.workingDays} 个工作日，至 ${writeDue(event.payload.until)}：${event.payload.reason}`;
    case "caseResumed":
      return [event.payload.note, restartText(event.payload, writeDue)].filter((text) => text !== "").join("；");
    case "reportedUpward":
      return `${event.payload.authority}：${event.payload.question}`;
    case "upperAnswerRecorded":
      return `${event.payload.documentNumber}【${verdictNames[event.payload.verdict]}】${event.payload.text}；${restartText(event.payload, writeDue)}`;
    case "referredToMeeting":
      return `提交“${event.payload.step.name}”：${event.payload.reason}`;
    case "meetingRecorded": {
      const { heldOn, attendees, resolution, minutes, step } = event.payload;
      return `${heldOn}，${attendees.join("、")}【${verdictNames[resolution]}】${minutes}（转${step.name}）`;
    }
    case "caseWithdrawn":
      return event.payload.reason;
    case "receiptPrinted":
      return `${receiptNames[event.payload.receipt]}${event.payload.printNumber > 1 ? `，第 ${event.payload.printNumber} 次（补打）` : ""}`;
    case "paymentRecorded": {
      const { method, amountFen, payer, reference } = event.payload;
      return `${payer} ${paymentMethodNames[method]} ${yuanText(amountFen)} 元${reference === "" ? "" : `，${reference}`}`;
    }
    case "unpaidLapsed":
      return event.payload.reasons;
    case "documentNumbered":
      return `${documentNames[event.payload.document]} ${event.payload.number}${event.payload.notice === undefined ? "" : `（${documentNames[event.payload.notice.document]} ${event.payload.notice.number}）`}`;
    case "noticeDelivered": {
      const { document, number, method, recipient, postNumber, deliveredOn, signature, note } = event.payload;
      const how = `${deliveryMethodNames[method]}${postNumber === "" ? "" : ` ${postNumber}`}`;
      return [`${documentNames[document]} ${number}`, how, `${deliveredOn} ${recipient.name}${recipient.relation === "agent" ? "（代收）" : ""}`, signature === null ? "" : signedWording(signature), note].filter((text) => text !== "").join("，");
    }
    case "certificatePrepared":
      return event.payload.note;
    case "certificateIssued": {
      const { issue, number, replaces, reason } = event.payload;
      return `${issueNames[issue]} ${number}${replaces === null ? "" : `，替换 ${replaces}`}${reason === "" ? "" : `：${reason}`}`;
    }
    case "certificateRevoked":
      return `${event.payload.number}：${event.payload.reason}`;
    case "certificatePrinted": {
      const { number, paperSerial, outcome, note } = event.payload;
      return `${number}，证纸 ${paperSerial}${outcome === "spoilt" ? "（作废）" : ""}${note === "" ? "" : `，${note}`}`;
    }
    case "resultHandedOver": {
      const { recipient, documents, signature } = event.payload;
      const what = documents.map((document) => handedOverNames[document]).join("、");
      return `${recipient.name}${recipient.relation === "agent" ? "（代领）" : ""}签收${what}，${signedWording(signature)}`;
    }
    case "resultPublished":
      return `${event.payload.place}${event.payload.url === null ? "" : ` ${event.payload.url}`}`;
    case "lostPageSupplied":
      return "原图像丢失，没有到达审批中心，用原件重新扫描";
    case "applicationAmended":
    case "caseClosed":
    case "pageRemoved":
    case "pageTurned":
    case "pageReplaced":
      return "";
  }
}

function signedWording({ kind }: HandOver["signature"]): string {
  return kind === "pad" ? "签字板" : "签收单";
}

function feeText(fee: FeeNotice | undefined, writeDue: WriteDue): string {
  return fee === undefined ? "" : `应缴 ${yuanText(fee.totalFen)} 元，${writeDue(fee.dueAt)} 前缴清`;
}

function restartText({ workingDays, stepDueAt, decideDueAt }: ClockRestart, writeDue: WriteDue): string {
  return `暂停 ${workingDays} 个工作日，本环节期限 ${writeDue(stepDueAt)}，办结期限 ${writeDue(decideDueAt)}`;
}

function opinionText({ verdict, text, reasons }: OpinionParts): string {
  return `【${verdictNames[verdict]}】${[text, reasons].filter((part) => part !== "").join("；")}`;
}
