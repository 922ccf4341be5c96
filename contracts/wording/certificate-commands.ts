import type { SheetStock, Verification } from "../certificates.ts";
import type { ExpiryNotice } from "../../domain/certificate/expiry-notice.ts";
import { documentNames } from "./cases.ts";
import { verificationKept, verificationStateNames, verificationWording } from "./certificates.ts";
import { formatMinute } from "./time.ts";

/** The words of `yichuang certificate` and `yichuang seal`. */

export const certificateHelp = {
  summary: "核验证照，清点证照用纸，导出印章根证书和证照库",
  description: "核验加盖审批专用章的电子证照和决定文书；为没有联网的地方导出核验所需的文件。",
  verifySummary: "核验一个 PDF 文件：有效、被改动、吊销、过期、换发或无法确认",
  verifyDescription:
    "核验加盖审批专用章的 PDF。给出 --root 时离线核验：只凭根证书看签名，加上 --register 时再对照导出的证照库；\n" +
    "不给 --root 时对照本机审批中心的数据（用印记录和证照库）。结果为有效时退出码为 0，否则为 1。",
  file: "要核验的 PDF 文件",
  root: "印章根证书文件（yichuang certificate export-root 导出）",
  register: "证照库导出文件（yichuang certificate export-register 导出），与 --root 一起使用",
  registerNeedsRoot: "--register 要与 --root 一起给出。",
  json: "输出一行 JSON（state、reason、number、certificate 等），供脚本读取",
  exportRootSummary: "导出印章根证书（公开文件，可交给任何需要核验的人）",
  exportRegisterSummary: "导出证照库，供不联网的地方核验（含个人信息，用根证书签名）",
  sheetsSummary: "列出单位的证照用纸：打好的、作废的和缺号的",
  sheetsDescription: "按证照列出单位登记过的每一张证照用纸，最近的在前，并列出已用编号之间缺少的号。有缺号时退出码为 1。",
  sheetsJson: "输出一行 JSON（registers：register、name、printedCount、spoiltCount、missing、sheets），供脚本读取",
  office: "单位名称，要与建立时完全一致",
  out: "写到这个文件（不覆盖已有文件）",
  examples: `
示例：
  yichuang certificate verify 许可证.pdf
  yichuang certificate verify 许可证.pdf --root 根证书.pem --register 证照库.json
  yichuang certificate sheets --office 南昌市新闻出版局
  yichuang certificate export-root --out 根证书.pem
  yichuang certificate export-register --out 证照库.json`,
} as const;

export const sealHelp = {
  summary: "查看、制作、更换单位的审批专用章",
  description: "审批专用章的私钥加密保存在审批中心，每次用印都有记录。更换印章不影响以前加盖的文书。",
  listSummary: "列出全部印章，在用的和停用的",
  json: "输出一行 JSON，供脚本读取",
  makeSummary: "为单位制作印章；已有印章的，写明原因后更换",
  usesSummary: "列出单位印章的用印记录，最近的在前",
  usesDescription: "列出单位审批专用章的每一次使用：第几次、时间、用印人和工作站、文书和编号、办件、文件的 SHA-256。\n记录是否完整、有没有改动，用 yichuang record verify 核对。",
  usesJson: "每次用印输出一行 JSON，供脚本读取",
  office: "单位名称，要与建立时完全一致",
  code: "公安部门的印章编码（13 位左右的数字，可不填）",
  reason: "换章原因；单位已有印章时必填",
  compromised: "原印章的私钥可能泄露：从现在起，原印章签署的文件不再有效",
  wrongCode: "印章编码应为不超过 16 位的数字。没有改动任何数据。",
  examples: `
示例：
  yichuang seal list
  yichuang seal make --office 南昌市新闻出版局 --code 3601000000012
  yichuang seal make --office 南昌市新闻出版局 --reason 证书到期
  yichuang seal uses --office 南昌市新闻出版局`,
} as const;

interface ExpiringFacts extends ExpiryNotice {
  readonly what: "seal" | "seals-authority" | "signatures-authority";
  readonly name: string;
  readonly validUntil: string;
}

/** In the centre's log and for whoever administers it: what runs out, what stops then, what to do. */
export function expiringLine({ what, name, validUntil, stage, daysLeft }: ExpiringFacts): string {
  const subject = { seal: `${name}的审批专用章证书`, "seals-authority": "印章根证书", "signatures-authority": "签名根证书" }[what];
  const when = stage === "expired" ? `已于 ${formatMinute(validUntil)} 到期` : `将于 ${formatMinute(validUntil)} 到期（还有 ${daysLeft} 天）`;
  if (what === "signatures-authority") return `注意：${subject}${when}。${stage === "expired" ? "" : "到期前"}下一次为人员签名密钥发证时自动换新，请提醒人员联网登录一次。`;
  const effect = stage === "expired" ? "现在不能用印，要用印的文书在等候，没有丢失" : "到期后不能用印，文书会等候";
  return `注意：${subject}${when}。${effect}。请用 yichuang seal make --office … --reason 证书到期 换发；以前加盖的文书不受影响。`;
}

/** The last column of a seal's line; empty while there is time enough. */
export function expiryMark(notice: ExpiryNotice | undefined): string {
  if (notice === undefined) return "";
  return notice.stage === "expired" ? "  已到期，不能用印" : `  还有 ${notice.daysLeft} 天到期`;
}

interface SealFacts {
  readonly officeName: string;
  readonly centreLine: string;
  readonly code: string;
  readonly madeAt: string;
  readonly validUntil: string;
  readonly retiredAt: string | null;
  readonly isCompromised: boolean;
  readonly keyHolder: string;
}

export function sealLine({ officeName, centreLine, code, madeAt, validUntil, retiredAt, isCompromised, keyHolder }: SealFacts, notice: ExpiryNotice | undefined): string {
  const retired = retiredAt === null ? "在用" : `已于 ${formatMinute(retiredAt)} 停用${isCompromised ? "（私钥泄露）" : ""}`;
  return `${officeName}  ${centreLine}${code === "" ? "" : `  ${code}`}  ${formatMinute(madeAt)} 制作  证书到 ${formatMinute(validUntil)}  ${retired}${keyHolder === "software" ? "" : `  私钥在 ${keyHolder}`}${retiredAt === null ? expiryMark(notice) : ""}`;
}

interface SealUseFacts {
  readonly position: number;
  readonly usedAt: string;
  readonly usedBy: { readonly name: string; readonly workstationCode: string | null };
  readonly document: string;
  readonly number: string;
  readonly caseId: string;
  readonly sha256: string;
  readonly template?: string | undefined;
}

export function sealUseLine({ position, usedAt, usedBy, document, number, caseId, sha256, template }: SealUseFacts): string {
  const place = usedBy.workstationCode === null ? "审批中心" : `工作站 ${usedBy.workstationCode}`;
  const what = document === "certificate" ? "证照" : ((documentNames as Readonly<Record<string, string>>)[document] ?? document);
  return `第 ${position} 次  ${formatMinute(usedAt)}  ${usedBy.name}（${place}）  ${what} ${number}  办件 ${caseId}  ${sha256}${template === undefined ? "" : `  模板 ${template.slice(0, 16)}`}`;
}

export function noSealUses(officeName: string): string {
  return `${officeName}还没有用过印章。`;
}

export const noSeals = "还没有制作过印章。请用 yichuang seal make 制作。";

export function sealMade(officeName: string): string {
  return `已为${officeName}制作审批专用章。`;
}

export function sheetLine({ paperSerial, outcome, number, note, usedAt }: SheetStock["sheets"][number]): string {
  return `证纸 ${paperSerial}  ${outcome === "printed" ? "打好" : "作废"}  ${formatMinute(usedAt)}  ${number ?? `不属于证照（${note ?? ""}）`}`;
}

export function sheetStockLines({ name, register, printedCount, spoiltCount, missing }: SheetStock): string[] {
  const missingCount = missing.reduce((sum, { count }) => sum + count, 0);
  return [
    `${name}（${register}）：打好 ${printedCount} 张，作废 ${spoiltCount} 张，缺号 ${missingCount} 张`,
    ...missing.map(({ from, to, count }) => (count === 1 ? `缺号：${from}` : `缺号：${from}–${to}（${count} 张）`)),
  ];
}

export function exported(file: string): string {
  return `已写入 ${file}。`;
}

/** What a verification found, in lines for a terminal. */
export function verificationLines(file: string, { state, reason, number, document, certificate, signer, provenSignedAt, signedAt }: Verification): string[] {
  const { found, next } = verificationWording[reason];
  const at = provenSignedAt ?? signedAt;
  return [
    `${file}：${verificationStateNames[state]}（${reason}）`,
    `${found}${verificationKept}${next}`,
    ...(number === null ? [] : [`编号：${number}${document === null || document === "certificate" ? "" : `（${document}）`}`]),
    ...(certificate === null ? [] : [`${certificate.name}，持证人（申请人）：${certificate.holderName}，项目或单位：${certificate.projectName}`]),
    ...(certificate?.replacedBy ? [`现行编号：${certificate.replacedBy}`] : []),
    ...(certificate?.revocation ? [`吊销：${formatMinute(certificate.revocation.at)}，${certificate.revocation.reason}`] : []),
    ...(signer === null ? [] : [`签署：${signer.commonName}${at === null ? "" : `，${formatMinute(at)}`}`]),
  ];
}
