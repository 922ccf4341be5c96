import type { CommandKind } from "../../domain/case/case-command.ts";
import type { EventKind } from "../../domain/case/case-event.ts";
import type { DeadlineKind, DecisionOutcome, DocumentKind, ReceiptKind, RefusalGround, Verdict } from "../../domain/case/case-parts.ts";
import type { CaseCertificate, CaseStage } from "../../domain/case/case-state.ts";
import type { IssueKind } from "../../domain/case/certificate-parts.ts";
import type { PaymentMethod } from "../../domain/case/fee-parts.ts";
import type { DeliveryMethod } from "../../domain/case/notice-parts.ts";
import type { HandedOverDocument } from "../../domain/case/result-parts.ts";
import type { Light, LightExplanation } from "../../domain/deadline/light.ts";
import type { Role } from "../../domain/people/role.ts";
import { durationWording, formatMinute, type WriteDue } from "./time.ts";

/** The names of what a case is made of, as clerks and applicants know them. */

export const stageNames: Readonly<Record<CaseStage, string>> = {
  received: "已接件",
  "awaiting-correction": "待补正",
  corrected: "已补正",
  accepted: "已受理",
  "awaiting-payment": "待缴费",
  granted: "准予许可",
  denied: "不予许可",
  closed: "已办结",
  refused: "不予受理",
  withdrawn: "已撤回",
};

export const deadlineNames: Readonly<Record<DeadlineKind, string>> = {
  "answer-reception": "答复接件",
  "deliver-correction": "补正材料",
  "import-electronic-files": "导入电子材料",
  "scan-paper": "扫描纸质材料",
  "sign-step": "本环节签署",
  decide: "作出决定",
  "pay-fee": "缴纳费用",
  "hand-over": "送达结果",
  "publish-result": "公开结果",
};

/** The rule a deadline comes from, in one sentence, for whoever asks why a light is red; its code is in the data (`Deadline.rule`). */
export const deadlineRules: Readonly<Record<DeadlineKind, string>> = {
  "answer-reception": "接件后 5 个工作日内须受理、告知补正或不予受理，逾期视为受理",
  "deliver-correction": "申请人须在补正告知书写明的期限内补齐，逾期可不予受理",
  "import-electronic-files": "受理后 2 个工作日内导入电子材料",
  "scan-paper": "受理后 3 个工作日内完成纸质材料扫描",
  "sign-step": "案件到达本环节后，按事项流程规定的工作日签署，首日为次日，下班时截止，特殊程序和请示上级的时间除外",
  decide: "从受理之日起按承诺工作日办结，首日为次日，下班时截止，特殊程序和请示上级的时间除外",
  "pay-fee": "申请人须在缴费通知书写明的期限内缴清，逾期不予许可",
  "hand-over": "作出决定（须缴费的，缴清）后，按事项流程规定的工作日送达申请人并签收",
  "publish-result": "结果确定后 5 个工作日内向社会公开",
};

export const receiptNames: Readonly<Record<ReceiptKind, string>> = {
  "reception-slip": "接件凭证",
  "acceptance-notice": "受理单",
  "correction-notice": "补正告知书",
  "refusal-notice": "不予受理通知书",
  "withdrawal-decision": "准予撤回决定书",
};

export const documentNames: Readonly<Record<DocumentKind, string>> = {
  "grant-decision": "准予行政许可决定书",
  "deny-decision": "不予行政许可决定书",
  "withdrawal-decision": "准予撤回决定书",
  "special-procedure-notice": "特殊程序告知书",
  "fee-notice": "缴费通知书",
  "delivery-receipt": "送达回证",
};

/** What is handed over; the certificate has its own name in the item. */
export const handedOverNames: Readonly<Record<HandedOverDocument, string>> = { ...documentNames, certificate: "证照" };

export const deliveryMethodNames: Readonly<Record<DeliveryMethod, string>> = { "in-person": "窗口当面送达", "by-post": "邮寄送达", left: "留置送达" };

export const paymentMethodNames: Readonly<Record<PaymentMethod, string>> = { cash: "现金", transfer: "转账", wire: "电汇" };

export const issueNames: Readonly<Record<IssueKind, string>> = { first: "首次制证", reprint: "补打", reissue: "换发" };

export const certificateStateNames: Readonly<Record<CaseCertificate["state"], string>> = { valid: "有效", replaced: "已被替换", revoked: "已注销" };

export const refusalGroundNames: Readonly<Record<RefusalGround, string>> = {
  "not-subject-to-approval": "依法不需要取得行政许可",
  "not-this-authority": "不属于本机关职权范围",
  "conditions-not-met": "不符合法定条件",
  "correction-not-delivered": "逾期未补正",
  "correction-insufficient": "补正后仍不符合要求",
  "false-material": "提供虚假材料",
};

export const verdictNames: Readonly<Record<Verdict, string>> = { agree: "同意", disagree: "不同意" };

export const decisionNames: Readonly<Record<DecisionOutcome, string>> = { grant: "准予许可", deny: "不予许可" };

export const commandNames: Readonly<Record<CommandKind, string>> = {
  receiveCase: "接件",
  amendApplication: "修改申请信息",
  recordMaterial: "勾选材料",
  unrecordMaterial: "取消勾选材料",
  keepMaterialOnPaper: "登记纸质随件流转",
  handOverPaper: "纸质材料交接",
  referenceCertificate: "引用已有证照",
  attachPages: "加入扫描页",
  movePage: "调整页序",
  removePage: "删除页",
  turnPage: "旋转页",
  replacePage: "重扫页",
  supplyLostPage: "补扫丢失的页",
  finishDigitising: "完成补扫",
  acceptCase: "受理",
  requestCorrection: "一次性补正告知",
  deliverCorrection: "收到补正",
  refuseCase: "不予受理",
  deemAccepted: "逾期视为受理",
  signOpinion: "签署意见",
  askOpinionCorrection: "申请更正意见",
  correctOpinion: "批准更正意见",
  declineOpinionCorrection: "不批准更正意见",
  sendBack: "退回",
  decideCase: "作出决定",
  suspendCase: "启动特殊程序",
  resumeCase: "恢复办理",
  reportUpward: "请示上级",
  recordUpperAnswer: "登记上级批复",
  referToMeeting: "提交办公会",
  recordMeeting: "登记会议纪要",
  withdrawCase: "撤回",
  recordReceiptPrint: "打印凭证",
  recordPayment: "登记缴费",
  lapseUnpaid: "逾期未缴费不予许可",
  numberDocument: "文书编号",
  deliverNotice: "送达文书",
  prepareCertificate: "制证复核",
  issueCertificate: "签发证照",
  revokeCertificate: "注销证照",
  recordCertificatePrint: "登记证照打印",
  handOverResult: "送达签收",
  closeCase: "办结",
  recordPublication: "登记公开",
};

/** What happened, for the trail. */
export const eventNames: Readonly<Record<EventKind, string>> = {
  caseReceived: "接件",
  applicationAmended: "修改申请信息",
  materialRecorded: "勾选材料",
  materialUnrecorded: "取消勾选材料",
  materialKeptOnPaper: "登记纸质随件流转",
  paperHandedOver: "纸质材料交接",
  certificateReferenced: "引用已有证照",
  pagesAttached: "加入扫描页",
  pageMoved: "调整页序",
  pageRemoved: "删除页",
  pageTurned: "旋转页",
  pageReplaced: "重扫页",
  lostPageSupplied: "补扫丢失的页",
  digitisingFinished: "完成补扫",
  correctionRequested: "一次性补正告知",
  correctionDelivered: "收到补正",
  caseAccepted: "受理",
  caseRefused: "不予受理",
  opinionSigned: "签署意见",
  opinionCorrectionAsked: "申请更正意见",
  opinionCorrectionDeclined: "不批准更正意见",
  opinionCorrected: "更正意见",
  caseSentBack: "退回",
  caseDecided: "作出决定",
  caseSuspended: "启动特殊程序",
  caseResumed: "恢复办理",
  reportedUpward: "请示上级",
  upperAnswerRecorded: "登记上级批复",
  referredToMeeting: "提交办公会",
  meetingRecorded: "登记会议纪要",
  caseWithdrawn: "撤回",
  receiptPrinted: "打印凭证",
  paymentRecorded: "缴费",
  unpaidLapsed: "逾期未缴费不予许可",
  documentNumbered: "文书编号",
  noticeDelivered: "文书送达",
  certificatePrepared: "制证复核",
  certificateIssued: "签发证照",
  certificateRevoked: "注销证照",
  certificatePrinted: "打印证照",
  resultHandedOver: "送达签收",
  caseClosed: "办结",
  resultPublished: "结果公开",
};

export const roleNames: Readonly<Record<Role, string>> = {
  "window-clerk": "窗口人员",
  handler: "承办人",
  "section-head": "科室负责人",
  "deputy-leader": "分管领导",
  "chief-leader": "主管领导",
  "certificate-officer": "制证员",
  cashier: "收费员",
  supervisor: "监察员",
  "item-administrator": "事项管理员",
  "system-administrator": "系统管理员",
  system: "审批中心",
};

export const lightNames: Readonly<Record<Light, string>> = { green: "绿灯", yellow: "黄灯", red: "红灯" };

/** Why a light shows what it shows (R-SUP-2): which deadline, when it is due, what is left, and the rule behind it. */
export function lightWording(explanation: LightExplanation<DeadlineKind>, writeDue: WriteDue = formatMinute): string {
  const { light, kind, dueAt, leftMs, isDone, isPaused } = explanation;
  const due = `${deadlineNames[kind]}，${writeDue(dueAt)} 截止`;
  const left = leftMs < 0 ? `已超期 ${durationWording(-leftMs)}` : `还剩 ${durationWording(leftMs)}`;
  const state = isPaused ? `暂停计时，${left}` : isDone ? (leftMs < 0 ? "已办，超期完成" : "已办，按时完成") : left;
  return `${lightNames[light]}：${due}，${state}。${deadlineRules[kind]}。`;
}
