/** What the centre says of its seals: to whoever wanted something sealed, and to the administrator who keeps them. */

import type { ExpiryNotice } from "../../domain/certificate/expiry-notice.ts";
import { formatMinute } from "./time.ts";

type Details = Readonly<Record<string, string | number>>;

const NOT_SEALED = "没有加盖印章，编号没有占用，办件没有改动。";
const NO_SEAL_CHANGED = "印章没有改动。";

export const sealWording: Readonly<Record<string, (details: Details) => string>> = {
  "seal-missing": ({ officeName }) => `${officeName}还没有制作审批专用章。${NOT_SEALED}请系统管理员先为该单位制作印章，再重试。`,
  "seal-expired": ({ officeName, validUntil }) => `${officeName}的印章证书已于 ${String(validUntil).slice(0, 10)} 到期。${NOT_SEALED}请系统管理员换发印章后重试；以前加盖的文书不受影响。`,
  "seal-in-use": ({ officeName }) => `${officeName}已有在用的印章。${NO_SEAL_CHANGED}确需换章的，请写明换章原因后重试。`,
  "seal-key-missing": ({ file }) => `找不到印章密钥文件“${file}”，印章的私钥打不开。${NOT_SEALED}请系统管理员把单独保管的密钥文件放回原处，或用 --seal-key-file 指明位置，再重试。`,
  "seal-key-invalid": ({ file }) => `印章密钥“${file}”的内容不对，应为 32 字节的十六进制或 base64。${NOT_SEALED}请系统管理员换回原来的密钥文件，再重试。`,
  "seal-key-wrong": ({ file }) => `印章密钥“${file}”不是制作印章时的那一个。${NOT_SEALED}请系统管理员换回原来的密钥文件，再重试。`,
  "seal-key-damaged": ({ purpose }) => `数据库里加密保存的印章私钥已损坏（${purpose}）。${NOT_SEALED}请系统管理员用备份恢复，或为该单位换发印章。`,
  "certificate-template-unknown": ({ template }) => `没有代码为“${template}”的证照模板。${NOT_SEALED}请事项管理员改正事项的结果证照设置，升版后重新制证。`,
  "register-number-taken": ({ register, number }) => `编号 ${number} 在登记簿“${register}”里已经用过，可能是编号格式改过。${NOT_SEALED}请事项管理员改正该登记簿的编号格式，再重试。`,
  "authority-missing": () => "审批中心还没有印章根证书。没有写出任何文件。请先为单位制作印章（yichuang setup 或 yichuang seal make），再重试。",
  "register-export-invalid": ({ problem }) => `${problem === "signature" ? "证照库导出文件的签名与根证书不符，可能被改动，或属于另一个审批中心" : "这不是证照库导出文件"}。没有核验，文件没有改动。请重新导出，或改用正确的根证书。`,
  "seal-key-elsewhere": ({ officeName, keyHolder }) => `${officeName}的印章私钥由“${keyHolder}”保管，审批中心现在没有连接它。${NOT_SEALED}请系统管理员接上该密钥设备后重试。`,
};

/** A token that keeps the seals' private keys: said of a paper that waits for it, and to whoever makes a seal or starts the centre. */
export const sealTokenWording: Readonly<Record<string, (details: Details) => string>> = {
  "seal-token-incomplete": () => "印章密码设备的三个选项要一起给出：--seal-pkcs11、--seal-token、--seal-pin-file。没有改动任何数据。请补全后重试。",
  "seal-token-missing": ({ token }) => `找不到印章密码设备${nameOf(token)}，可能没有插好或没有通电。${NOT_SEALED}请系统管理员接好设备；等候的文书会自动重试，证照请重新制证。`,
  "seal-token-pin-wrong": ({ token }) => `印章密码设备${nameOf(token)}不接受 PIN 文件里的 PIN。${NOT_SEALED}同一个 PIN 不再试，以免锁死设备。请系统管理员改正 PIN 文件；等候的文书会自动重试，证照请重新制证。`,
  "seal-token-pin-locked": ({ token }) => `印章密码设备${nameOf(token)}的 PIN 已锁死。${NOT_SEALED}请系统管理员用设备的管理工具解锁；等候的文书会自动重试，证照请重新制证。`,
  "seal-token-pin-unreadable": ({ file }) => `读不出印章密码设备的 PIN 文件${nameOf(file)}，或文件是空的。${NOT_SEALED}请系统管理员放好文件，再重试。`,
  "seal-token-key-missing": ({ token }) => `印章密码设备${nameOf(token)}里没有这枚印章的私钥，可能换过设备。${NOT_SEALED}请系统管理员接上原来的设备，或为该单位换发印章，再重试。`,
  "seal-token-key-wrong": ({ token }) => `印章密码设备${nameOf(token)}里的私钥与印章证书不符。${NOT_SEALED}请系统管理员接上原来的设备，或为该单位换发印章，再重试。`,
  "seal-token-library-unusable": ({ path, reason }) => `不能使用印章密码设备的厂商库文件${nameOf(path)}${reason ? `（${reason}）` : ""}。${NOT_SEALED}请系统管理员核对文件位置和版本，再重试。`,
  "seal-token-failed": ({ token, reason }) => `印章密码设备${nameOf(token)}没有完成签署${reason ? `（${reason}）` : ""}。${NOT_SEALED}请系统管理员检查设备；等候的文书会自动重试，证照请重新制证。`,
};

function nameOf(value: string | number | undefined): string {
  return value === undefined || value === "" ? "" : `“${value}”`;
}

/** Named one by one; whoever sees more asks the administrator for the list. */
const namedSeals = 3;

/** At the desks of those who see to it that seals are made anew in time. */
export function sealsExpiringWording(seals: readonly (ExpiryNotice & { readonly officeName: string; readonly validUntil: string })[]): string {
  const named = seals.slice(0, namedSeals).map(({ officeName, validUntil, stage, daysLeft }) => `${officeName}（${formatMinute(validUntil)} ${stage === "expired" ? "已到期" : `到期，还有 ${daysLeft} 天`}）`);
  const which = `${named.join("、")}${seals.length > namedSeals ? `等 ${seals.length} 枚` : ""}`;
  return `请留意审批专用章的证书期限：${which}。到期后不能用印，要制的证照和文书会等候，不会丢失；以前加盖的不受影响。请系统管理员在审批中心用 yichuang seal make --office … --reason 证书到期 换发。`;
}

interface SealLogFaultFacts {
  readonly officeId: string;
  readonly position: number;
  readonly problem: string;
  readonly number?: string;
}

const faultNames: Readonly<Record<string, string>> = {
  "content-changed": "内容被改动",
  "chain-broken": "与前一条的校验链断开",
  "position-missing": "缺少这一条",
  "uses-missing": "末尾的记录缺失或多出",
  "row-differs": "数据库各列与记录内容不一致",
  unreadable: "内容无法识别",
  "no-such-event": "办件记录里没有这份文书",
  "use-missing": "办件记录里有这份文书，用印记录里没有",
};

export function sealLogFaultLine({ officeId, position, problem, number }: SealLogFaultFacts): string {
  const which = position === 0 ? "" : `第 ${position} 条`;
  return `单位 ${officeId} 的用印记录${which}${number === undefined ? "" : `（文书 ${number}）`}：${faultNames[problem] ?? problem}（${problem}）`;
}

export function registerGapLine({ officeId, register, year, serial, count }: { officeId: string; register: string; year: number; serial: number; count: number }): string {
  return `单位 ${officeId} 的登记簿“${register}”${year} 年：编号用到第 ${serial} 号，登记了 ${count} 个，有缺号或多出的号（register-gap）`;
}

const registerNames: Readonly<Record<string, string>> = { certificates: "证照登记簿", certificate_sheets: "证照用纸登记", register_entries: "编号登记簿" };
const registerProblems: Readonly<Record<string, string>> = {
  "row-differs": "与办件记录（不属于办件的证纸为登记日志）不一致，可能被改动",
  "row-missing": "办件记录或登记日志里有，登记里缺失",
  "no-such-event": "登记里有，办件记录和登记日志里没有",
};

export function registerFaultLine({ table, officeId, number, problem }: { table: string; officeId: string; number: string; problem: string }): string {
  return `单位 ${officeId} 的${registerNames[table] ?? table} ${number}：${registerProblems[problem] ?? problem}（${problem}）`;
}

export function sealLogSummary({ useCount, faults }: { useCount: number; faults: readonly unknown[] }): string {
  const checked = `核对了 ${useCount} 条用印记录`;
  return faults.length === 0 ? `${checked}，没有发现改动。` : `${checked}，有 ${faults.length} 处问题。数据没有改动。请保留现场，查明原因，并用备份（yichuang restore）核对。`;
}
