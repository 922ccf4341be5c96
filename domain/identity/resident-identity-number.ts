import type { RegionDate } from "../time/instant.ts";
import { hasKnownProvince } from "./region-code.ts";
import { findWrongCharacter, normaliseTyped } from "./typed-text.ts";

/** What the holder carries: an identity card (居民身份证) or a residence permit of Hong Kong, Macau or Taiwan residents (居住证). */
export type IdentityHolder = "resident" | "hong-kong" | "macau" | "taiwan";

export interface ResidentIdentity {
  /** 18 characters, the last a digit or a capital X. */
  readonly number: string;
  readonly holder: IdentityHolder;
  readonly regionCode: string;
  readonly birthDate: RegionDate;
  readonly sex: "male" | "female";
}

/**
 * What is wrong, exactly enough to say it on the form. The right check digit is not told: a clerk would type it in and keep the
 * mistake in the other seventeen.
 */
export type ResidentIdentityProblem =
  | { readonly problem: "length"; readonly length: number }
  | { readonly problem: "characters"; readonly position: number; readonly character: string }
  | { readonly problem: "region"; readonly regionCode: string }
  | { readonly problem: "date"; readonly birthDate: string; readonly why: "no-such-day" | "future" | "too-long-ago" }
  | { readonly problem: "check-digit" };

export type ResidentIdentityCheck =
  | { readonly ok: true; readonly value: ResidentIdentity }
  | ({ readonly ok: false } & ResidentIdentityProblem);

const permitHolders: Readonly<Record<string, IdentityHolder>> = { "810000": "hong-kong", "820000": "macau", "830000": "taiwan" };

/** Nobody who ever had a number was born before; the standard's own example is of 1880. */
const earliestBirthDate = "1850-01-01";

/**
 * Checks a citizen identity number (GB 11643) or the number of a Hong Kong, Macau or Taiwan residence permit, which has the same
 * build. Accepts full-width digits, spaces and a small x. `today` is the region's day: a birth date after it is refused.
 */
export function checkResidentIdentityNumber(input: string, today: RegionDate): ResidentIdentityCheck {
  const number = normaliseTyped(input);
  const length = [...number].length;
  if (length !== 18) return { ok: false, problem: "length", length };

  const wrong = findWrongCharacter(number.slice(0, 17), /^\d$/) ?? findWrongCharacter(number, /^[\dX]$/);
  if (wrong !== undefined) return { ok: false, problem: "characters", ...wrong };

  const regionCode = number.slice(0, 6);
  const holder = holderOf(regionCode);
  if (holder === undefined) return { ok: false, problem: "region", regionCode };

  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const why = wrongDay(birthDate, today);
  if (why !== undefined) return { ok: false, problem: "date", birthDate, why };

  if (checkDigitOf(number.slice(0, 17)) !== number.slice(17)) return { ok: false, problem: "check-digit" };
  const sex = Number(number.slice(16, 17)) % 2 === 1 ? "male" : "female";
  return { ok: true, value: { number, holder, regionCode, birthDate: birthDate as RegionDate, sex } };
}

/** The 18th character for the first 17 digits: ISO 7064 MOD 11-2. */
export function checkDigitOf(first17: string): string {
  let remainder = 0;
  for (const digit of first17) remainder = ((remainder + Number(digit)) * 2) % 11;
  const check = (12 - remainder) % 11;
  return check === 10 ? "X" : String(check);
}

function holderOf(regionCode: string): IdentityHolder | undefined {
  const permit = permitHolders[regionCode];
  if (permit !== undefined) return permit;
  const isReservedForPermits = regionCode.startsWith("8");
  return hasKnownProvince(regionCode) && !isReservedForPermits ? "resident" : undefined;
}

function wrongDay(date: string, today: RegionDate): "no-such-day" | "future" | "too-long-ago" | undefined {
  const epochMs = Date.parse(`${date}T00:00:00.000Z`);
  if (Number.isNaN(epochMs) || new Date(epochMs).toISOString().slice(0, 10) !== date) return "no-such-day";
  if (date > today) return "future";
  return date < earliestBirthDate ? "too-long-ago" : undefined;
}
