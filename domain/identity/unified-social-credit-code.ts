import { hasKnownProvince } from "./region-code.ts";
import { findWrongCharacter, normaliseTyped } from "./typed-text.ts";

export interface UnifiedSocialCredit {
  /** 18 capital letters and digits. */
  readonly code: string;
  /** Who registered it: `9` market supervision, `5` civil affairs, `1` the staffing commission, … */
  readonly registrar: string;
  readonly regionCode: string;
  /** The nine characters of the former organisation code (组织机构代码). */
  readonly organisationCode: string;
}

export type UnifiedSocialCreditProblem =
  | { readonly problem: "length"; readonly length: number }
  | { readonly problem: "characters"; readonly position: number; readonly character: string }
  | { readonly problem: "region"; readonly regionCode: string }
  | { readonly problem: "check-digit" };

export type UnifiedSocialCreditCheck =
  | { readonly ok: true; readonly value: UnifiedSocialCredit }
  | ({ readonly ok: false } & UnifiedSocialCreditProblem);

/** The values 0…30 of GB 32100: no I, O, S, V, Z, which are misread as 1, 0, 5, U, 2. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** What a national registrar writes in place of a region. */
const nationalRegionCode = "100000";

/** Checks a unified social credit code (GB 32100). Accepts small letters, full-width characters, spaces and hyphens. */
export function checkUnifiedSocialCreditCode(input: string): UnifiedSocialCreditCheck {
  const code = normaliseTyped(input);
  const length = [...code].length;
  if (length !== 18) return { ok: false, problem: "length", length };

  const wrong = findWrongCharacter(code, /^[0-9A-HJ-NPQRTUWXY]$/);
  if (wrong !== undefined) return { ok: false, problem: "characters", ...wrong };

  const regionCode = code.slice(2, 8);
  const wrongInRegion = findWrongCharacter(regionCode, /^\d$/);
  if (wrongInRegion !== undefined) {
    return { ok: false, problem: "characters", position: wrongInRegion.position + 2, character: wrongInRegion.character };
  }
  if (regionCode !== nationalRegionCode && !hasKnownProvince(regionCode)) return { ok: false, problem: "region", regionCode };

  if (checkCharacterOf(code.slice(0, 17)) !== code.slice(17)) return { ok: false, problem: "check-digit" };
  return { ok: true, value: { code, registrar: code.slice(0, 1), regionCode, organisationCode: code.slice(8, 17) } };
}

/** The 18th character for the first 17: weights are the powers of 3 modulo 31. */
export function checkCharacterOf(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}
