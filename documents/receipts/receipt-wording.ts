import { isLimitEndEstimated, type WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import type { ReceiptKind, RefusalGround } from "../../domain/case/case-parts.ts";
import type { Instant } from "../../domain/time/instant.ts";

export const receiptTitles: Readonly<Record<ReceiptKind, string>> = {
  "reception-slip": "接件凭证",
  "acceptance-notice": "受理单",
  "correction-notice": "补正告知书",
  "refusal-notice": "不予受理通知书",
  "withdrawal-decision": "准予撤回决定书",
};

export const refusalGroundTexts: Readonly<Record<RefusalGround, string>> = {
  "not-subject-to-approval": "申请事项依法不需要取得行政许可",
  "not-this-authority": "申请事项依法不属于本机关职权范围",
  "conditions-not-met": "申请不符合法定受理条件",
  "correction-not-delivered": "未在规定期限内提交补正材料",
  "correction-insufficient": "提交的补正材料仍不符合要求",
  "false-material": "隐瞒有关情况或者提供虚假材料",
};

export const remediesText =
  "如对本通知不服，可以自收到本通知书之日起60日内依法申请行政复议，或者自收到本通知书之日起6个月内依法向有管辖权的人民法院提起行政诉讼。";

/** Article 32 of the Administrative Licensing Law, by what was done under it. */
const licensingLaw = "《中华人民共和国行政许可法》";
export const licensingLawBasis = {
  accepted: `${licensingLaw}第三十二条第一款第（五）项`,
  deemed: `${licensingLaw}第三十二条第一款第（四）项`,
  correction: `${licensingLaw}第三十二条第一款第（四）项`,
} as const;

/** What a paper says behind the end of a limit that may yet move; empty when it is certain. */
export function estimateNote(calendar: Pick<WorkingCalendar, "knownUntil">, dueAt: Instant): string {
  return isLimitEndEstimated(calendar, dueAt) ? "；预计日期，以国务院公布的放假安排为准" : "";
}
