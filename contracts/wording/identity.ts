import type { MobileNumberProblem } from "../../domain/identity/mobile-number.ts";
import type { ResidentIdentityProblem } from "../../domain/identity/resident-identity-number.ts";
import type { UnifiedSocialCreditProblem } from "../../domain/identity/unified-social-credit-code.ts";

/**
 * What the form says beside a number that cannot be right. What was typed stays in the field; each sentence ends with what
 * to do next.
 */
export function residentIdentityWording(problem: ResidentIdentityProblem): string {
  switch (problem.problem) {
    case "length":
      return `身份号码应为 18 位，现有 ${problem.length} 位，请对照证件补全或删去多余字符。`;
    case "characters":
      return wrongCharacter(problem, "前 17 位只能是数字，最后一位可以是 X");
    case "region":
      return `前 6 位“${problem.regionCode}”不是有效的地区代码，请对照证件核对。`;
    case "date":
      return `${birthDateWording(problem)}，请对照证件核对第 7 至 14 位。`;
    case "check-digit":
      return "校验位不符，号码中至少有一位录错，请对照证件逐位核对。";
  }
}

export function unifiedSocialCreditWording(problem: UnifiedSocialCreditProblem): string {
  switch (problem.problem) {
    case "length":
      return `统一社会信用代码应为 18 位，现有 ${problem.length} 位，请对照证照补全或删去多余字符。`;
    case "characters":
      return wrongCharacter(problem, "只用数字和大写字母，不含 I、O、S、V、Z，第 3 至 8 位只能是数字");
    case "region":
      return `第 3 至 8 位“${problem.regionCode}”不是有效的地区代码，请对照证照核对。`;
    case "check-digit":
      return "校验位不符，代码中至少有一位录错，请对照证照逐位核对。";
  }
}

export function mobileNumberWording(problem: MobileNumberProblem): string {
  switch (problem.problem) {
    case "length":
      return `手机号码应为 11 位，现有 ${problem.length} 位，请向联系人核对。`;
    case "characters":
      return wrongCharacter(problem, "手机号码只能是数字");
    case "prefix":
      return `手机号码不会以“${problem.prefix}”开头，请向联系人核对；固定电话请填在备注中。`;
  }
}

function wrongCharacter({ position, character }: { position: number; character: string }, rule: string): string {
  return `第 ${position} 位“${character}”不对：${rule}，请对照修改。`;
}

function birthDateWording({ birthDate, why }: Extract<ResidentIdentityProblem, { problem: "date" }>): string {
  const [year, month, day] = birthDate.split("-");
  const text = `${year}年${month}月${day}日`;
  if (why === "no-such-day") return `出生日期“${text}”不存在`;
  return why === "future" ? `出生日期“${text}”晚于今天` : `出生日期“${text}”过早`;
}
