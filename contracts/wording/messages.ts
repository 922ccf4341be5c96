import { formatCaseNumber } from "../../domain/case/case-number.ts";
import type { Message, MessageSubject, MessageTemplate, MessageValues } from "../../domain/messages/message.ts";
import { yuanText } from "../../domain/money.ts";
import { regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { documentNames } from "./cases.ts";
import { procedureNames } from "./flow.ts";

/** The short messages to applicants (R-FLOW-8), without the sender's signature, which the provider puts in front. */
const messageWording: { readonly [T in MessageTemplate]: (values: MessageValues<T>) => string } = {
  received: ({ answerDueAt }) => `已接件，窗口将在${dayOf(answerDueAt)}前答复是否受理。`,
  "correction-requested": ({ defectCount, dueAt }) => `有${defectCount}处需要补正，请按补正告知书在${dayOf(dueAt)}前补齐，逾期可能不予受理。`,
  "correction-delivered": ({ answerDueAt }) => `补正材料已收到，窗口将在${dayOf(answerDueAt)}前答复是否受理。`,
  accepted: ({ isDeemed, decideDueAt }) => `${isDeemed ? "窗口逾期未答复，依法视为受理" : "已受理"}，承诺在${dayOf(decideDueAt)}前作出决定。`,
  refused: () => "不予受理，理由和救济途径见不予受理通知书，请到接件窗口领取。",
  suspended: ({ procedure, until }) => `依法进行${procedureNames[procedure]}，至${dayOf(until)}止不计入办理时限，详见特殊程序告知书。`,
  "reported-upward": ({ authority }) => `已依法请示${authority}，等待批复期间不计入办理时限。`,
  resumed: ({ decideDueAt }) => `已恢复办理，承诺在${dayOf(decideDueAt)}前作出决定。`,
  withdrawn: () => "已按您的申请准予撤回，本次办理终止。",
  "fee-due": ({ totalFen, dueAt }) => `经审查符合条件，请在${dayOf(dueAt)}前缴纳费用${yuanText(totalFen)}元，缴清后准予许可；逾期未缴的不予许可。`,
  "fee-paid": ({ totalFen }) => `费用${yuanText(totalFen)}元已缴清，准予许可，证照或决定书办好后将另行通知领取。`,
  "fee-lapsed": ({ totalFen, dueAt }) => `因未在${dayOf(dueAt)}前缴纳费用${yuanText(totalFen)}元，不予许可，决定书办好后将另行通知领取。`,
  granted: () => "准予许可，证照或决定书办好后将另行通知领取。",
  denied: () => "不予许可，理由和救济途径见决定书，办好后将另行通知领取。",
  "notice-ready": ({ document, noticeNumber }) => `${documentNames[document]}（${noticeNumber}）已经办好，请携带身份证件和接件凭证到接件窗口领取。`,
  "result-ready": ({ isCertificate }) => `${isCertificate ? "证照" : "决定书"}已经办好，请携带身份证件和接件凭证到接件窗口领取并签收。`,
  "handed-to-agent": ({ agentName }) => `办理结果已由${agentName}代您领取。非您委托的，请立即联系接件窗口。`,
  closed: () => "已办结，感谢您的配合。",
  "certificate-revoked": ({ certificateNumber }) => `证照${certificateNumber}已注销，不再有效。有疑问请联系审批部门。`,
};

/** The text as the applicant reads it. */
export function messageWordingOf(message: Message): string {
  const wording = messageWording[message.template] as (values: MessageSubject) => string;
  const { contactName, projectName, number } = message.values;
  return `${contactName}您好：您申请办理的“${projectName}”（办件编号${formatCaseNumber(number)}）${wording(message.values)}`;
}

function dayOf(instant: Instant): string {
  const [year, month, day] = regionDateOf(instant).split("-").map(Number);
  return `${year}年${month}月${day}日`;
}
