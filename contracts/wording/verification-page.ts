import type { Verification } from "../certificates.ts";
import { regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { verificationKept, verificationStateNames, verificationWording } from "./certificates.ts";

const unknown = { state: "unknown", reason: "not-in-register" } as const;

/**
 * The page a certificate's QR code leads to, as HTML without script. It says what stands on the paper anyway, so that a forged paper
 * with a true code is seen to differ; undefined for a code nobody gave.
 */
export function verificationPage(verification: Pick<Verification, "state" | "reason" | "certificate"> | undefined): string {
  const { state, reason } = verification ?? unknown;
  const { found, next } = verificationWording[reason];
  const facts = verification?.certificate ? factsOf(verification.certificate) : [];
  const body = [
    "<h1>证照核验</h1>",
    `<p role="status" class="${state === "valid" ? "good" : "bad"}">${verificationStateNames[state]}</p>`,
    `<p>${escape(found)}${verificationKept}${escape(next)}</p>`,
    `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escape(value)}</dd>`).join("")}</dl>`,
    "<p>请与纸面内容逐项核对：有一项不同的，纸面不可采信。电子文件请到窗口核验签名。</p>",
  ];
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>证照核验</title><style>${style}</style><main>${body.join("\n")}</main></html>`;
}

const style =
  "body{font:18px/1.7 sans-serif;color:#1a1a1a;background:#fff}main{max-width:32em;margin:2em auto;padding:0 1em}" +
  "dt{color:#555}dd{margin:0 0 .6em}[role=status]{font-size:1.6em;font-weight:bold}.good{color:#135200}.bad{color:#a8071a}";

function factsOf(certificate: NonNullable<Verification["certificate"]>): [string, string][] {
  const { name, number, issuer, holderName, projectName, issuedAt, validFrom, validUntil, replacedBy, revocation } = certificate;
  return [
    ["证照", name],
    ["编号", number],
    ["发证机关", issuer],
    ["持证人（申请人）", holderName],
    ["项目或单位", projectName],
    ["发证日期", dateOf(issuedAt)],
    ["有效期", `${dayOf(validFrom)}至${validUntil === null ? "长期" : dayOf(validUntil)}`],
    ...(replacedBy === null ? [] : [["现行编号", replacedBy] as [string, string]]),
    ...(revocation === null ? [] : [["吊销日期", dateOf(revocation.at)] as [string, string]]),
  ];
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

function dateOf(instant: Instant): string {
  return dayOf(regionDateOf(instant));
}

function dayOf(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}
