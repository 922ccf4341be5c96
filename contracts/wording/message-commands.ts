import { outboxWording } from "./outbox.ts";
import { formatMinute } from "./time.ts";

/** The words of `yichuang messages`. */

const stateNames = { queued: "待发", sent: "已发出", "given-up": "未送出", told: "已电话通知" } as const;
type State = keyof typeof stateNames;

export const messagesHelp = {
  summary: "查看发给申请人的短信，重发没有送出的",
  description: "短信网关拒收、两天都发不出去的短信，以及联系电话不是手机号码的，列为未送出：窗口会在“待处理”里看到，打电话通知；网关问题解决后也可以在这里重发。",
  listSummary: "列出短信，新的在前",
  listDescription: "默认列出未送出的短信和原因。短信正文含有姓名和项目名称，请注意保密。",
  state: "queued 待发，sent 已发出，given-up 未送出，told 已电话通知",
  json: "每条短信输出一行 JSON，供脚本读取",
  retrySummary: "重发未送出的短信",
  retryDescription: "短信排入待发，由运行中的审批中心发出。已由窗口电话通知的不会重发。",
  ids: "短信编号，见 list",
  all: "全部未送出的短信",
  idsOrAll: "请给出短信编号，或者用 --all 重发全部未送出的短信，二者取一。",
  examples: `
示例：
  yichuang messages list
  yichuang messages list --state told
  yichuang messages retry 01a20130-8f81-7066-9159-5dbdeeac3dda
  yichuang messages retry --all`,
} as const;

interface MessageFacts {
  readonly messageId: string;
  readonly mobile: string;
  readonly body: string;
  readonly queuedAt: string;
  readonly state: State;
  readonly failure: { readonly code: string; readonly details: Readonly<Record<string, string | number>> } | null;
  readonly toldAt: string | null;
  readonly toldBy: { readonly name: string } | null;
}

export function messageLines({ messageId, mobile, body, queuedAt, state, failure, toldAt, toldBy }: MessageFacts): string[] {
  const told = toldAt === null || toldBy === null ? [] : [`  ${formatMinute(toldAt)} ${toldBy.name} 已电话通知`];
  const why = failure === null ? [] : [`  ${outboxWording[failure.code]?.(failure.details) ?? failure.code}`];
  return [`${messageId}  ${formatMinute(queuedAt)}  ${stateNames[state]}  ${mobile}`, `  ${body}`, ...why, ...told];
}

export function noMessages(state: State): string {
  return `没有${stateNames[state]}的短信。`;
}

export function messagesRetried(count: number): string {
  return count === 0 ? "没有未送出的短信，不需要重发。" : `${count} 条短信已排入待发，审批中心运行时会自动发出。`;
}
