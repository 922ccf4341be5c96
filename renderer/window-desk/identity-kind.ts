import { residentIdentityWording, unifiedSocialCreditWording } from "../../contracts/wording/identity.ts";
import type { Applicant } from "../../domain/case/application.ts";
import { hasKnownProvince } from "../../domain/identity/region-code.ts";
import { checkResidentIdentityNumber } from "../../domain/identity/resident-identity-number.ts";
import { normaliseTyped } from "../../domain/identity/typed-text.ts";
import { checkUnifiedSocialCreditCode } from "../../domain/identity/unified-social-credit-code.ts";
import type { RegionDate } from "../../domain/time/instant.ts";

export type IdentityKind = Applicant["identityKind"];

export const identityKindNames: Readonly<Record<IdentityKind, string>> = {
  "resident-identity": "居民身份证",
  "unified-social-credit": "统一社会信用代码",
  other: "其他证件",
};

/**
 * Which of the two 18-place numbers this is, or is becoming while it is typed. Undefined while there is nothing to tell by.
 * A number that passes one check is that kind; both can be all digits, so the check decides before the looks do.
 */
export function pickIdentityKind(typed: string, today: RegionDate): IdentityKind | undefined {
  const number = normaliseTyped(typed);
  if (number.length < 2) return undefined;
  if (checkResidentIdentityNumber(number, today).ok) return "resident-identity";
  if (checkUnifiedSocialCreditCode(number).ok) return "unified-social-credit";
  const hasLetter = /[A-Z]/.test(number.replace(/^(.{17})X$/, "$1"));
  if (hasLetter) return "unified-social-credit";
  return hasKnownProvince(number) ? "resident-identity" : "unified-social-credit";
}

export interface IdentityState {
  /** The number as it will be recorded. */
  readonly number: string;
  readonly isValid: boolean;
  /** Wrong for certain, whatever is typed next; or wrong now that typing is over. */
  readonly problem: string | null;
  /** Not a problem yet: how many places are still to come; or what the number tells. */
  readonly hint: string | null;
}

/** What to say beside the number. While `isTyping`, a number still too short is no mistake. */
export function judgeIdentity(kind: IdentityKind, typed: string, today: RegionDate, isTyping: boolean): IdentityState {
  const number = normaliseTyped(typed);
  if (kind === "other") {
    const trimmed = typed.trim();
    return { number: trimmed, isValid: trimmed !== "", problem: trimmed === "" && !isTyping ? "请填写证件号码。" : null, hint: null };
  }
  const said = kind === "resident-identity" ? resident(number, today) : organisation(number);
  if (said.isValid) return { number, isValid: true, problem: null, hint: said.text };
  if (number === "") return { number, isValid: false, problem: isTyping ? null : "请填写证件号码。", hint: null };
  const isShort = number.length < 18;
  if (isShort && isTyping) return { number, isValid: false, problem: null, hint: `已输入 ${number.length} 位，共 18 位` };
  return { number, isValid: false, problem: said.text, hint: null };
}

const holderNames = { resident: "", "hong-kong": "香港居民 ", macau: "澳门居民 ", taiwan: "台湾居民 " } as const;

function resident(number: string, today: RegionDate): { isValid: boolean; text: string } {
  const check = checkResidentIdentityNumber(number, today);
  if (!check.ok) return { isValid: false, text: residentIdentityWording(check) };
  const { holder, sex, birthDate } = check.value;
  return { isValid: true, text: `校验通过：${holderNames[holder]}${sex === "male" ? "男" : "女"}，${birthDate} 出生` };
}

function organisation(number: string): { isValid: boolean; text: string } {
  const check = checkUnifiedSocialCreditCode(number);
  return check.ok ? { isValid: true, text: "校验通过" } : { isValid: false, text: unifiedSocialCreditWording(check) };
}
