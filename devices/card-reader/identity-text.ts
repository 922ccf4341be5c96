import { Failure } from "../../domain/failure.ts";
import { checkResidentIdentityNumber } from "../../domain/identity/resident-identity-number.ts";
import type { RegionDate } from "../../domain/time/instant.ts";
import type { IdentityCard, IdentityCardKind } from "./identity-card.ts";
import { KIND_LETTER_AT, kindByLetter, layouts, nationByCode, TEXT_BYTES } from "./identity-layouts.ts";
import { parseNumberOf2017, parseNumberOf2023 } from "./permanent-residence-number.ts";

/** Nobody gets a card at a greater age. */
const OLDEST_HOLDER_YEARS = 120;

export type IdentityText = Omit<IdentityCard, "photoWlt" | "fingerprint">;

/**
 * Decodes the 256 bytes of text on an identity card's chip and checks them against each other, because the protocol's XOR misses
 * paired flips: check digit, birth date and sex in the number, every date, the known codes, the characters a field may have.
 * What stands on the card only once (name, address, issuer) cannot be checked that way.
 *
 * Throws a Failure `card-data-wrong` with `details.field`, or `card-kind-unknown` with the kind's letter.
 * `today` is the region's day: nobody is born after it.
 */
export function decodeIdentityText(text: Uint8Array, today: RegionDate): IdentityText {
  if (text.length !== TEXT_BYTES) throw wrong("length");
  const kind = kindOf(text);
  const field = readFields(kind, text);
  const sex = sexOf(field("sex"));
  const birthDate = dateOf("birthDate", field("birthDate"));
  const number = field("number");
  checkNumber(kind, number, { sex, birthDate, today });
  const validity = validityOf(field("validFrom"), field("validUntil"), birthDate);
  const common = { kind, sex, birthDate, number, ...validity };

  switch (kind) {
    case "resident":
      return {
        ...common,
        name: required("name", field("name")),
        nation: nationByCode.get(field("nation")) ?? fail("nation"),
        address: required("address", field("address")),
        issuer: required("issuer", field("issuer")),
      };
    case "hong-kong-macau-taiwan":
      return {
        ...common,
        name: required("name", field("name")),
        address: required("address", field("address")),
        issuer: required("issuer", field("issuer")),
        passNumber: matching("passNumber", field("passNumber"), /^[A-Z]?\d{8}$/),
        issueCount: Number(matching("issueCount", field("issueCount"), /^\d{1,2}$/)),
      };
    case "foreigner-2017":
      return { ...common, ...foreignerOf(field), issuer: matching("issuer", field("issuer"), /^\d{4}$/) };
    case "foreigner-2023":
      return { ...common, ...foreignerOf(field), issuer: field("issuer"), issueCount: Number(matching("issueCount", field("issueCount"), /^\d{1,2}$/)) };
  }
}

function kindOf(text: Uint8Array): IdentityCardKind {
  const letter = String.fromCharCode((text[KIND_LETTER_AT] ?? 0) + 256 * (text[KIND_LETTER_AT + 1] ?? 0));
  const kind = Object.hasOwn(kindByLetter, letter) ? kindByLetter[letter] : undefined;
  if (kind !== undefined) return kind;
  if (!/^[A-Z]$/.test(letter)) throw wrong("kind");
  throw new Failure("card-kind-unknown", { details: { letter } });
}

/** Gives the text of one field without its padding. */
function readFields(kind: IdentityCardKind, text: Uint8Array): (name: string) => string {
  const fields = new Map<string, string>();
  let at = 0;
  for (const [name, bytes] of layouts[kind]) {
    if (name !== "-") fields.set(name, decodeField(name, text.subarray(at, at + bytes)));
    at += bytes;
  }
  return (name) => fields.get(name) ?? "";
}

function decodeField(name: string, bytes: Uint8Array): string {
  let decoded: string;
  try {
    // Fatal: half a character beyond U+FFFF is damage. Private-use characters stay: older cards write rare names with them.
    decoded = new TextDecoder("utf-16le", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw wrong(name);
  }
  const value = decoded.replace(/[\0 \u3000]+$/u, "");
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|^\s/u.test(value)) throw wrong(name);
  return value;
}

function checkNumber(kind: IdentityCardKind, number: string, card: { sex: string; birthDate: RegionDate; today: RegionDate }): void {
  const birthDigits = card.birthDate.replaceAll("-", "");
  if (card.birthDate > card.today) throw wrong("birthDate");
  if (kind === "foreigner-2017" || kind === "foreigner-2023") {
    const holder = kind === "foreigner-2017" ? parseNumberOf2017(number) : parseNumberOf2023(number);
    if (holder === undefined) throw wrong("number");
    if (!birthDigits.endsWith(holder.birthDigits)) throw wrong("birthDate");
    if (holder.sex !== card.sex) throw wrong("sex");
    return;
  }
  const check = checkResidentIdentityNumber(number, card.today);
  // The check forgives what a person types (spaces, a small x); a chip has the number exactly.
  if (!check.ok || check.value.number !== number) throw wrong("number");
  if ((check.value.holder === "resident") !== (kind === "resident")) throw wrong("number");
  if (check.value.birthDate !== card.birthDate) throw wrong("birthDate");
  if (check.value.sex !== card.sex) throw wrong("sex");
}

function foreignerOf(field: (name: string) => string) {
  const latinName = matching("latinName", field("latinName"), /^[A-Z][A-Z ,.'/-]*$/);
  return {
    latinName,
    name: field("name") || latinName,
    nationality: matching("nationality", field("nationality"), /^[A-Z]{3}$/),
    address: "",
  };
}

function validityOf(from: string, until: string, birthDate: RegionDate): Pick<IdentityCard, "validFrom" | "validUntil"> {
  const validFrom = dateOf("validFrom", from);
  if (validFrom < birthDate) throw wrong("validFrom");
  // The number of 2017 has no century.
  if (Number(validFrom.slice(0, 4)) - Number(birthDate.slice(0, 4)) > OLDEST_HOLDER_YEARS) throw wrong("birthDate");
  if (until === "长期") return { validFrom, validUntil: "long-term" };
  const validUntil = dateOf("validUntil", until);
  if (validUntil <= validFrom) throw wrong("validUntil");
  return { validFrom, validUntil };
}

function sexOf(code: string): "male" | "female" {
  if (code === "1") return "male";
  return code === "2" ? "female" : fail("sex");
}

function dateOf(field: string, digits: string): RegionDate {
  const date = digits.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  const epochMs = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00.000Z`) : NaN;
  if (Number.isNaN(epochMs) || new Date(epochMs).toISOString().slice(0, 10) !== date) throw wrong(field);
  return date as RegionDate;
}

function required(field: string, value: string): string {
  return value === "" ? fail(field) : value;
}

function matching(field: string, value: string, pattern: RegExp): string {
  return pattern.test(value) ? value : fail(field);
}

function fail(field: string): never {
  throw wrong(field);
}

function wrong(field: string): Failure {
  return new Failure("card-data-wrong", { retryable: true, details: { field } });
}
