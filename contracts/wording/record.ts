import { eventNames } from "./cases.ts";

/** How a wrong row of a case's record is named (R-SUP-8), at the window and at the centre. */

export const recordProblemNames: Readonly<Record<string, string>> = {
  "content-changed": "内容被改动",
  "chain-broken": "与前一条的校验链断开",
  "version-missing": "缺少前面的记录",
  "signature-missing": "没有电子签名",
  "signature-invalid": "电子签名与内容不符",
  "signing-key-unknown": "电子签名所用的密钥不可信",
  "record-changed": "签名时依据的前面记录被改动",
  "delegation-wrong": "代签所依据的授权（代岗）不存在、不是给本人的，或签署时不在有效期内",
  "events-missing": "末尾的记录缺失或多出",
  "case-missing": "整个办件已不在记录中，受理命令或发送记录仍在",
  unaccounted: "没有对应的办理命令或发送记录",
  "row-differs": "数据库各列与记录内容不一致",
  unreadable: "内容无法识别",
};

export interface RecordFaultFacts {
  readonly caseNumber: string | null;
  readonly version: number;
  readonly kind: string | null;
  readonly problem: string;
}

/** `办件 … 第 3 条记录（签署意见）：内容被改动（content-changed）`. */
export function recordFaultLine({ caseNumber, version, kind, problem }: RecordFaultFacts): string {
  const name = kind === null || kind === "" ? "" : `（${(eventNames as Readonly<Record<string, string>>)[kind] ?? kind}）`;
  return `办件 ${caseNumber ?? "（编号不明）"} 第 ${version} 条记录${name}：${recordProblemNames[problem] ?? problem}（${problem}）`;
}

/** An office's feed, from which its workstations read. */
export function feedFaultLine({ officeId, position }: { readonly officeId: string; readonly position: number }): string {
  return `部门 ${officeId} 的发送记录第 ${position} 条：缺失或多出（feed-broken）`;
}

type Details = Readonly<Record<string, string | number>>;

export const recordWording: Readonly<Record<string, (details: Details) => string>> = {
  "case-record-broken": ({ caseNumber, version, kind, problem }) =>
    `${recordFaultLine({ caseNumber: String(caseNumber) || null, version: Number(version), kind: String(kind) || null, problem: String(problem) })}，这个办件打不开。其他办件不受影响，审批中心的记录不受影响。请不要改动本机数据，立即报告系统管理员。`,
};
