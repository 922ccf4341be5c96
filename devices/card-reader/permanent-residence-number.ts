import { hasKnownProvince } from "../../domain/identity/region-code.ts";
import { checkDigitOf } from "../../domain/identity/resident-identity-number.ts";

/** What a permanent residence number tells of its holder. */
export interface PermanentResidence {
  /** `YYMMDD` in a number of 2017, `YYYYMMDD` in one of 2023. */
  readonly birthDigits: string;
  readonly sex: "male" | "female";
}

/**
 * A foreigner's number on a card of 2017: country (3 letters), place (4 digits), birth date (6), sex and order (1), check digit as
 * in a passport's machine-readable line. Undefined when it cannot be one. The country is that of the first card: the
 * holder may have another nationality by now.
 */
export function parseNumberOf2017(number: string): PermanentResidence | undefined {
  if (!/^[A-Z]{3}\d{12}$/.test(number) || !hasKnownProvince(number.slice(3, 5))) return undefined;
  if (passportCheckDigitOf(number.slice(0, 14)) !== number.slice(14)) return undefined;
  return { birthDigits: number.slice(7, 13), sex: sexOf(number.charAt(13)) };
}

/** On a card of 2023: 9, province (2), country (3), birth date (8), order (3, odd for men), check digit as in a resident's number. */
export function parseNumberOf2023(number: string): PermanentResidence | undefined {
  if (!/^9\d{16}[\dX]$/.test(number) || !hasKnownProvince(number.slice(1, 3))) return undefined;
  if (checkDigitOf(number.slice(0, 17)) !== number.slice(17)) return undefined;
  return { birthDigits: number.slice(6, 14), sex: sexOf(number.charAt(16)) };
}

function sexOf(digit: string): "male" | "female" {
  return Number(digit) % 2 === 1 ? "male" : "female";
}

/** ICAO 9303: letters count from 10, weights 7, 3, 1. */
function passportCheckDigitOf(text: string): string {
  const weights = [7, 3, 1];
  const sum = [...text].reduce((total, character, index) => total + parseInt(character, 36) * (weights[index % 3] ?? 0), 0);
  return String(sum % 10);
}
