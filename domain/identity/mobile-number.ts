import { findWrongCharacter, normaliseTyped } from "./typed-text.ts";

export type MobileNumberProblem =
  | { readonly problem: "length"; readonly length: number }
  | { readonly problem: "characters"; readonly position: number; readonly character: string }
  | { readonly problem: "prefix"; readonly prefix: string };

export type MobileNumberCheck =
  | { readonly ok: true; readonly value: string }
  | ({ readonly ok: false } & MobileNumberProblem);

/**
 * Checks a mainland mobile number, which has no check digit: 11 digits that start 13 … 19. Gives the 11 digits. Accepts spaces,
 * hyphens, full-width digits and the country code in front (`+86`, `0086`, `86`).
 */
export function checkMobileNumber(input: string): MobileNumberCheck {
  const number = normaliseTyped(input).replace(/^(\+86|0086|86(?=1\d{10}$))/, "");
  const wrong = findWrongCharacter(number, /^\d$/);
  if (wrong !== undefined) return { ok: false, problem: "characters", ...wrong };
  if (number.length !== 11) return { ok: false, problem: "length", length: number.length };
  if (!/^1[3-9]/.test(number)) return { ok: false, problem: "prefix", prefix: number.slice(0, 2) };
  return { ok: true, value: number };
}
