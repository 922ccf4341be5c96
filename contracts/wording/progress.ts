import { isLimitEndEstimated, type WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import { formatCaseNumber, type CaseNumber } from "../../domain/case/case-number.ts";
import type { CaseSummary } from "../../domain/case/case-summary.ts";
import type { Pause } from "../../domain/case/pauses.ts";
import { yuanText } from "../../domain/money.ts";
import { regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { deadlineNames, documentNames, stageNames } from "./cases.ts";

export const progressWording = {
  wrongNumber: "办件编号不正确，请核对凭证上的 25 位编号。",
  notFound: "编号与手机号码后四位不相符，或者窗口离线办理的还没有传到审批中心。请核对后再试。",
  closed: "试的次数太多，请 15 分钟后再试，或到窗口查询。",
} as const;

export interface ProgressPage {
  readonly number?: CaseNumber;
  readonly problem?: string;
  readonly progress?: Pick<CaseSummary, "stage" | "isDeemedAccepted" | "receivedAt" | "acceptedAt" | "decideDueAt" | "pause" | "fee" | "certificate" | "nextDeadline"> & {
    /** Absent where an earlier centre wrote the summary. */
    readonly toDeliver?: CaseSummary["toDeliver"];
  };
  /** What tells the applicant whether a day is certain. */
  readonly calendar?: Pick<WorkingCalendar, "knownUntil">;
}

/** The page a receipt's QR code leads to, as HTML without script. Nothing of the visitor's own text is repeated in it. */
export function progressPage({ number, problem, progress, calendar }: ProgressPage): string {
  const body = [
    `<h1>办理进度查询</h1>`,
    ...(number === undefined ? [] : [`<p>办件编号 ${formatCaseNumber(number)}</p>`]),
    ...(problem === undefined ? [] : [`<p role="alert">${problem}</p>`]),
    ...(progress === undefined ? (number === undefined ? [] : [form]) : factsOf(progress, calendar)),
  ];
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>办理进度查询</title><style>${style}</style><main>${body.join("\n")}</main></html>`;
}

const style =
  "body{font:18px/1.7 sans-serif;color:#1a1a1a;background:#fff}main{max-width:32em;margin:2em auto;padding:0 1em}" +
  "input,button{font:inherit;padding:.3em .6em}dt{color:#555}dd{margin:0 0 .6em}[role=alert]{color:#a8071a}";

const form =
  '<form method="get"><p><label for="mobile">联系人手机号码后四位</label></p>' +
  '<p><input id="mobile" name="mobile" inputmode="numeric" pattern="\\d{4}" maxlength="4" required autofocus autocomplete="off"> <button>查询</button></p></form>';

function factsOf(progress: NonNullable<ProgressPage["progress"]>, calendar: ProgressPage["calendar"]): string[] {
  const { stage, isDeemedAccepted, receivedAt, acceptedAt, pause, fee, certificate, toDeliver } = progress;
  const promise = promiseOf(progress);
  const facts: [string, string][] = [
    ["当前状态", isDeemedAccepted && stage === "accepted" ? "视为受理" : stageNames[stage]],
    ["接件日期", dateOf(receivedAt)],
    ...(acceptedAt === null ? [] : [["受理日期", dateOf(acceptedAt)] as [string, string]]),
    ...(fee?.state === "due" ? [["应缴费用", `${yuanText(fee.totalFen)} 元`] as [string, string]] : []),
    ...(certificate?.state === "printed" ? [["证照", "已经办好，请到接件窗口领取"] as [string, string]] : []),
    ...[...new Set(toDeliver?.documents)].map((document) => [documentNames[document], "已经办好，请到接件窗口领取"] as [string, string]),
    ...(pause ? [["办理期限", pauseForApplicant(pause)] as [string, string]] : []),
    ...(promise === null ? [] : [[`${deadlineNames[promise.kind]}期限`, dueOf(promise.dueAt, calendar)] as [string, string]]),
  ];
  return [`<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("")}</dl>`];
}

/** The limits of a step and of the publication are the office's own affair: what the applicant was promised is the decision. */
function promiseOf({ decideDueAt, nextDeadline }: NonNullable<ProgressPage["progress"]>): CaseSummary["nextDeadline"] {
  if (nextDeadline?.kind === "sign-step" && decideDueAt !== null) return { kind: "decide", dueAt: decideDueAt };
  return nextDeadline?.kind === "publish-result" ? null : nextDeadline;
}

function pauseForApplicant({ kind, until }: Pause): string {
  const why = kind === "suspended" ? "正在进行特殊程序" : "正在等待上级机关批复";
  return `${why}，${until === null ? "" : `${dateOf(until)}前`}暂停计算`;
}

function dueOf(dueAt: Instant, calendar: ProgressPage["calendar"]): string {
  return `${dateOf(dueAt)}${calendar !== undefined && isLimitEndEstimated(calendar, dueAt) ? "（预计，以国务院公布的放假安排为准）" : ""}`;
}

function dateOf(instant: Instant): string {
  const [year, month, day] = regionDateOf(instant).split("-").map(Number);
  return `${year}年${month}月${day}日`;
}
