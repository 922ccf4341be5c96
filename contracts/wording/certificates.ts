/** What is said of certificates: the verdicts of verification, and the failures of making, sealing and signing one. */

import type { VerificationReason, VerificationState } from "../../domain/certificate/verification.ts";
import { formatMinute } from "./time.ts";

type Details = Readonly<Record<string, string | number>>;

/** The states a verification may end in, as the desk shows them. */
export const verificationStateNames = {
  valid: "有效",
  changed: "已被改动",
  revoked: "已吊销",
  expired: "已过期",
  reissued: "已换发或补发",
  unknown: "无法确认",
  unasked: "待联网核验",
  unsigned: "没有电子签名",
} as const satisfies Record<VerificationState, string>;

/** Said with every verdict: verifying changes nothing, whatever it finds. */
export const verificationKept = "核验只是查看：文件、证照库和办件都没有改动。";

/** Said under a verdict the centre had no part in. */
export function offlineBasis({ lastSyncedAt }: { lastSyncedAt: string | null }): string {
  const basis = lastSyncedAt === null ? "本机还没有同步过" : `本机最后同步于 ${formatMinute(lastSyncedAt)}，此后的吊销、换发不在其中`;
  return `没有问到审批中心，以上只凭文件本身和本机的数据（${basis}）。`;
}

interface Verdict {
  /** What was found. */
  found: string;
  /** What to do about it. */
  next: string;
}

const askForOriginal = "请持证人提供发证机关交付的原始文件，或凭证照编号在证照库核验。";

/** Why a verification ended as it did, by its reason. */
export const verificationWording = {
  "signed-and-unchanged": { found: "签名完好，文件自签署后一个字节都没有改动，签署人可信。", next: "请在证照库核对该编号的状态（有效、变更、补发、注销）。" },
  "in-register": { found: "证照库里有这份证照，状态为有效。", next: "请核对持有人和内容与证照库显示的一致。" },
  "content-changed": { found: "文件内容与签署时不一致，已被改动。", next: `不能作为凭证使用。${askForOriginal}` },
  "bytes-appended": { found: "签署之后文件末尾被加入了内容，加入的部分不是可信印章所签。", next: `不能作为凭证使用。${askForOriginal}` },
  "file-cut-short": { found: "文件不完整，末尾缺少内容。", next: `请重新下载或复制完整的文件再核验；仍不完整的，${askForOriginal}` },
  "signature-damaged": { found: "文件里的签名已损坏，或签名的空位里被塞入了其他内容。", next: `不能作为凭证使用。${askForOriginal}` },
  "signature-wrong": { found: "签名不是证书所示的印章所签，可能是伪造。", next: `不能作为凭证使用，请保留文件并报告发证机关。${askForOriginal}` },
  "changed-by-later-signature": { found: "后一次签署的同时改动了原证照的内容。", next: `不能作为凭证使用，请保留文件并报告发证机关。${askForOriginal}` },
  "signer-revoked": { found: "签署所用的印章证书已被吊销。", next: "请凭证照编号在证照库核验；确属吊销前签署的，请发证机关出具证明或换发。" },
  "signer-expired": { found: "签署所用的印章证书已超过有效期，不能仅凭文件确认签署时间。", next: "请凭证照编号在证照库核验；需要时请发证机关换发。" },
  "certificate-revoked": { found: "签名完好或编号属实，但这份证照已被发证机关吊销。", next: "不能作为凭证使用，请向发证机关了解吊销的情况。" },
  "certificate-expired": { found: "签名完好或编号属实，但这份证照的有效期已过。", next: "不能作为有效凭证使用，请持证人办理延续或重新申请。" },
  "certificate-reissued": { found: "签名完好或编号属实，但这份证照已经换发或补发，由新的编号代替。", next: "请持证人出示新的证照。" },
  "seal-use-not-logged": { found: "签名由可信印章作出，但审批中心的用印记录里没有这份文件。", next: "不能采信，请保留文件并立即报告发证机关核查印章密钥。" },
  "not-in-register": { found: "证照库里没有这个编号。", next: `请核对编号是否抄录正确、是否由本审批中心发证。${askForOriginal}` },
  "signer-not-trusted": { found: "签署人不在受信任的印章机构之内，无法确认是谁签署。", next: `不能仅凭文件采信。${askForOriginal}` },
  "signature-not-understood": { found: "签名的格式无法识别：可能由其他系统签署，也可能已损坏。", next: `不能仅凭文件采信，请用签署系统自己的工具核验。${askForOriginal}` },
  "signer-not-entitled": { found: "签署所用的证书不是用于签署文件的印章证书。", next: `不能仅凭文件采信。${askForOriginal}` },
  "signer-not-yet-valid": { found: "签署时印章证书还没有生效。", next: "请凭证照编号在证照库核验，并请发证机关核对签署时间。" },
  "signed-in-future": { found: "文件写明的签署时间晚于现在。", next: "请先核对本机时间；时间正确的，请凭证照编号在证照库核验。" },
  "no-code-found": { found: "图片里没有找到能识别的二维码。", next: "请离近、放正、避开反光重拍一张，或输入证照编号核验。" },
  "code-foreign": { found: "图片里的二维码不是证照的核验码。", next: "请拍证照上的二维码，或输入证照编号核验。" },
  "file-good-unasked": {
    found: "签名完好，文件自签署后一个字节都没有改动，印章是本审批中心的；后来是否被吊销、换发还没有核对。",
    next: "请联网后再核一次；联网前不要仅凭这一结果采信。",
  },
  "signer-unasked": { found: "文件自签署后没有改动，但本机还没有同步过印章根证书，无法确认是谁签署。", next: "请联网同步后再核一次；联网前不要采信。" },
  "register-unasked": { found: "没有查证照库，不知道这份证照是否有效。", next: "请联网后再核一次；手边有证照 PDF 的，可先用文件核对签名。" },
  "not-a-pdf": { found: "这不是 PDF 文件，也不是能打开的图片。", next: "请选择证照的 PDF 文件或照片，或扫描纸质证照上的二维码核验。" },
  "no-signature": { found: "文件没有电子签名。文件上的印章图样不能证明任何事。", next: `不能作为凭证使用；若是样张或扫描件，请扫描证照上的二维码核验。${askForOriginal}` },
} as const satisfies Record<VerificationReason, Verdict>;

/** Why a file did not come to be verified. */
export const verifiedFileWording: Readonly<Record<string, (details: Details) => string>> = {
  "verified-file-too-large": ({ name }) => `文件“${name ?? ""}”超过 20 MB，没有核验。${verificationKept}请核对是否选错文件；照片请缩小后再试，或扫描证照上的二维码核验。`,
  "verified-file-unreadable": ({ name }) => `读不出“${name ?? ""}”：可能是文件夹，或 U 盘已拔出，没有核验。${verificationKept}请重新选择文件。`,
};

const NOT_MADE = "证照没有生成，编号和办件没有改动。";
const TELL_ADMINISTRATOR = "请事项管理员修改证照模板，升版后重新制证。";
const templateText = (value: string | number | undefined): string => (value === undefined || value === "" ? "" : `“${value}”`);

/** Failures of templates, seals and signatures: what happened, what was kept, what to do next. */
export const certificateWording: Readonly<Record<string, (details: Details) => string>> = {
  "template-without-seal": ({ template }) => `证照模板${templateText(template)}没有印章位置。${NOT_MADE}${TELL_ADMINISTRATOR}`,
  "template-without-mark": ({ template }) => `证照模板${templateText(template)}没有印补打、换发标记的位置（{{mark}}）。${NOT_MADE}${TELL_ADMINISTRATOR}`,
  "certificate-text-too-long": ({ name, length }) => `“${name ?? ""}”的内容${length ? `（${length} 字）` : ""}在证照上放不下。${NOT_MADE}请核对内容；确需这么长的，请事项管理员在模板中放大该栏或改为附页。`,
  "seal-text-too-long": ({ text, length }) => `印章文字${templateText(text)}${length ? `（${length} 字）` : ""}太长，刻不下。印章设置没有改动。请使用规范简称后重试。`,
  "signer-key-unsupported": ({ keyType }) => `印章密钥的类型${templateText(keyType)}不受支持。${NOT_MADE}请系统管理员换用 RSA 2048 位以上或 P-256 的印章密钥。`,
  "signature-too-long": ({ lengthBytes }) => `签名数据超出预留的长度${lengthBytes ? `（${lengthBytes} 字节）` : ""}。${NOT_MADE}请系统管理员检查印章证书链；仍不行请联系软件服务商。`,
  "pdf-unreadable": () => "这个 PDF 文件的结构无法识别，不能在上面签署。文件没有改动。请使用本系统生成的原始文件。",
};
