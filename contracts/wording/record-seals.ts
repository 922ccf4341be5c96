import { eventNames } from "./cases.ts";
import { formatMinute } from "./time.ts";

/** What a check of the record's seals (记录封存) says, one line a fault (R-SUP-8). */

interface SealedCaseFacts {
  readonly caseNumber: string | null;
  readonly version: number;
  readonly until: number;
  readonly kind: string | null;
  readonly position: number;
  readonly sealedAt: string;
}

/** `办件 … 第 5 至 7 条记录（缴费）：与第 12 次封存（2026-11-20 10:00）时不同（sealed-otherwise）`. */
export function sealedCaseFaultLine({ caseNumber, version, until, kind, position, sealedAt }: SealedCaseFacts): string {
  const which = until > version ? `第 ${version} 至 ${until} 条记录之间` : `第 ${version} 条记录`;
  const name = kind === null ? "" : `（${(eventNames as Readonly<Record<string, string>>)[kind] ?? kind}）`;
  return `办件 ${caseNumber ?? "（编号不明）"} ${which}${name}：与第 ${position} 次封存（${formatMinute(sealedAt)}）时不同，封存后被改动或删除（sealed-otherwise）`;
}

const problemNames: Readonly<Record<string, string>> = {
  "content-changed": "内容被改动",
  "chain-broken": "与前一次的校验链断开",
  "position-missing": "缺少前面的封存",
  unreadable: "内容无法识别",
  "row-differs": "数据库各列与封存内容不一致",
  "authority-unknown": "签名所用的密钥不是本审批中心的（或印章密钥换过）",
  "signature-invalid": "签名与内容不符",
  "seals-missing": "数据目录里记着这一次封存，数据库里没有，末尾的封存被删除或替换",
  "audit-changed": "封存的管理操作日志被改动、删除或增加",
};

export function recordSealFaultLine({ position, problem }: { readonly position: number; readonly problem: string }): string {
  return `第 ${position} 次记录封存：${problemNames[problem] ?? problem}（${problem}）`;
}

interface SealReportFacts {
  readonly sealCount: number;
  readonly isKeyProved: boolean;
  readonly sealFaults: readonly unknown[];
  readonly caseFaults: readonly unknown[];
}

export function recordSealSummary({ sealCount, isKeyProved, sealFaults, caseFaults }: SealReportFacts): string {
  const count = sealFaults.length + caseFaults.length;
  const unproved = isKeyProved ? "" : "印章密钥不在手边，没有核实封存所用的密钥是否本中心的。";
  return `核对了 ${sealCount} 次记录封存，${count === 0 ? "没有发现改动。" : `${count} 处不对。数据没有改动。请保留现场，查明原因，并用备份核对。`}${unproved}`;
}
