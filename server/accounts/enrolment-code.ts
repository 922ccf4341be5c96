/** Crockford's base 32: no I, L, O or U to be misread from paper or misheard on the telephone. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const groups = 3;
const groupLength = 4;

/** Bytes of randomness a code is made of, one for each of its digits: 60 bits are used, for a code good once and for a day. */
export const enrolmentCodeBytes = groups * groupLength;

/** A code to be read out and typed, `7K3M-9QXT-2HPD`. */
export function formatEnrolmentCode(random: Uint8Array): string {
  const code = Array.from(random, (byte) => digits[byte % digits.length]).join("");
  return Array.from({ length: groups }, (_, index) => code.slice(index * groupLength, (index + 1) * groupLength)).join("-");
}

/** The code as made, however it was typed: small letters, other separators, full-width digits, O for 0 and I or L for 1. */
export function normaliseEnrolmentCode(typed: string): string {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return code.match(/.{1,4}/g)?.join("-") ?? "";
}
