import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFailure } from "../../domain/failure.ts";
import { regionDateSchema } from "../../domain/time/instant.ts";
import { loadSamVText, overwriteText, samVCards } from "../../test/emulators/sam-v-card.ts";
import { KIND_LETTER_AT, layouts, nationByCode } from "./identity-layouts.ts";
import { decodeIdentityText } from "./identity-text.ts";
import type { IdentityCardKind } from "./identity-card.ts";

const today = regionDateSchema.parse("2026-11-21");
const decode = (text: Uint8Array) => decodeIdentityText(text, today);
const resident = loadSamVText("resident");
const permit = loadSamVText("gat");
const foreigner2017 = loadSamVText("foreign2017");
const foreigner2023 = loadSamVText("foreign2023");

function failureOf(text: Uint8Array): unknown {
  try {
    return decode(text);
  } catch (error) {
    return error;
  }
}

/** Where a field begins, in bytes. */
function placeOf(kind: IdentityCardKind, field: string): number {
  const index = layouts[kind].findIndex(([name]) => name === field);
  return layouts[kind].slice(0, index).reduce((sum, [, bytes]) => sum + bytes, 0);
}

describe("the text of a card", () => {
  it("of a resident", () => {
    expect(decode(resident)).toEqual({
      kind: "resident", name: "张㛃𠮷", sex: "female", nation: "汉", birthDate: "1949-12-31", address: "北京市朝阳区某某街道1号院2单元301室",
      number: "11010519491231002X", issuer: "北京市公安局朝阳分局", validFrom: "2020-01-01", validUntil: "long-term",
    });
  });

  it("of a resident of Hong Kong, Macau or Taiwan", () => {
    expect(decode(permit)).toEqual({
      kind: "hong-kong-macau-taiwan", name: "陈小明", sex: "male", birthDate: "1994-08-23", address: "广东省深圳市南山区某路8号",
      number: "810000199408230056", issuer: "深圳市公安局南山分局", validFrom: "2019-01-01", validUntil: "2024-01-01", passNumber: "H12345678", issueCount: 1,
    });
  });

  it("of a foreigner, layout of 2017", () => {
    expect(decode(foreigner2017)).toEqual({
      kind: "foreigner-2017", name: "简多", latinName: "DOE, JANE MARIE", sex: "female", nationality: "FRA", birthDate: "1980-01-01", address: "",
      number: "FRA110080010100", issuer: "1100", validFrom: "2018-06-01", validUntil: "2028-05-31",
    });
  });

  it("of a foreigner, layout of 2023", () => {
    expect(decode(foreigner2023)).toEqual({
      kind: "foreigner-2023", name: "简多", latinName: "DOE, JANE MARIE", sex: "female", nationality: "FRA", birthDate: "1980-01-01", address: "",
      number: "911250198001010048", issuer: "", validFrom: "2023-12-01", validUntil: "2033-11-30", issueCount: 1,
    });
  });

  it("of a foreigner without a Chinese name goes by the Latin one", () => {
    expect(decode(overwriteText(foreigner2017, placeOf("foreigner-2017", "name"), "  "))).toMatchObject({ name: "DOE, JANE MARIE" });
  });

  it.each(["\u{323af}", "\ue863", "买买提·阿不都拉", "䶮"])("keeps a rare name: %s", (name) => {
    expect(decode(overwriteText(resident, 0, name.padEnd(15, " ")))).toMatchObject({ name });
  });

  it("takes zeros for padding as well as spaces", () => {
    expect(decode(overwriteText(resident, 0, "李四".padEnd(15, "\0")))).toMatchObject({ name: "李四" });
  });

  it("knows all 56 peoples", () => {
    expect(nationByCode.get("56")).toBe("基诺");
    expect(nationByCode.get("30")).toBe("土");
    expect(nationByCode.size).toBe(58);
  });
});

describe("what cannot be right is refused", () => {
  const at = (kind: IdentityCardKind, field: string, characters: string) => [kind, field, characters] as const;
  const texts: Record<IdentityCardKind, Uint8Array> = {
    resident, "hong-kong-macau-taiwan": permit, "foreigner-2017": foreigner2017, "foreigner-2023": foreigner2023,
  };

  it.each([
    at("resident", "number", "11010519491231003X"),
    at("resident", "number", "11010519491231002x"),
    at("resident", "number", "810000199408230056"),
    at("resident", "birthDate", "19491230"),
    at("resident", "birthDate", "19491331"),
    at("resident", "sex", "1"),
    at("resident", "sex", "3"),
    at("resident", "nation", "57"),
    at("resident", "name", " ".repeat(15)),
    at("resident", "name", " 张三"),
    at("resident", "name", "张\u0007三"),
    at("resident", "name", "张\ud842三"),
    at("resident", "address", " ".repeat(35)),
    at("resident", "validFrom", "20200230"),
    at("resident", "validFrom", "19481231"),
    at("foreigner-2017", "birthDate", "18800101"),
    at("resident", "validUntil", "20190101"),
    at("resident", "validUntil", "长其"),
    at("hong-kong-macau-taiwan", "passNumber", "HH2345678"),
    at("hong-kong-macau-taiwan", "issueCount", "0A"),
    at("hong-kong-macau-taiwan", "number", "11010519491231002X"),
    at("foreigner-2017", "number", "FRA110080010101"),
    at("foreigner-2017", "birthDate", "19800102"),
    at("foreigner-2017", "sex", "1"),
    at("foreigner-2017", "nationality", "FR1"),
    at("foreigner-2017", "latinName", "DOe"),
    at("foreigner-2023", "number", "911250198001010046"),
    at("foreigner-2023", "birthDate", "19810101"),
    at("foreigner-2023", "sex", "1"),
  ])("%s: %s = %j", (kind, field, characters) => {
    expect(failureOf(overwriteText(texts[kind], placeOf(kind, field), characters))).toMatchObject({ code: "card-data-wrong", retryable: true, details: { field } });
  });

  it("a person born tomorrow, and a text of another length", () => {
    const yesterday = regionDateSchema.parse("1949-12-30");
    expect(() => decodeIdentityText(resident, yesterday)).toThrow(expect.objectContaining({ code: "card-data-wrong" }));
    expect(failureOf(resident.subarray(0, 255))).toMatchObject({ code: "card-data-wrong", details: { field: "length" } });
  });

  it("a kind of card that nobody knows yet, by its letter", () => {
    expect(failureOf(overwriteText(resident, KIND_LETTER_AT, "K"))).toMatchObject({ code: "card-kind-unknown", details: { letter: "K" } });
    expect(failureOf(overwriteText(resident, KIND_LETTER_AT, "\u0001"))).toMatchObject({ code: "card-data-wrong", details: { field: "kind" } });
  });
});

/** The same bit turned over at two places: the XOR stays right. */
function flipTwice(text: Uint8Array, first: number, second: number, bit: number): Uint8Array {
  const flipped = Uint8Array.from(text);
  for (const at of [first, second]) flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
  return flipped;
}

describe("flips that the XOR misses", () => {
  const cards = samVCards.map((name) => {
    const text = loadSamVText(name);
    const card = decode(text);
    const numberAt = placeOf(card.kind, "number");
    return { name, text, card, numberAt, isInNumber: (at: number) => at >= numberAt && at < numberAt + card.number.length * 2 };
  });

  it.each(cards)("never change number, birth date or sex on the card $name when at most one is in the number", ({ text, card, isInNumber }) => {
    const { number, birthDate, sex } = card;
    const place = fc.nat({ max: text.length - 1 });
    fc.assert(
      fc.property(place, place, fc.integer({ min: 0, max: 7 }), (first, second, bit) => {
        fc.pre(!(isInNumber(first) && isInNumber(second)));
        const outcome = failureOf(flipTwice(text, first, second, bit));
        if (isFailure(outcome)) expect(outcome.code).toMatch(/^card-(data-wrong|kind-unknown)$/);
        else expect(outcome).toMatchObject({ number, birthDate, sex });
      }),
      { numRuns: 3000 },
    );
  });

  it.each(cards)("both in the number of the card $name pass less often than one time in fifty", ({ text, card, numberAt }) => {
    let passed = 0;
    let all = 0;
    for (let first = 0; first < card.number.length * 2; first++) {
      for (let second = 0; second < first; second++) {
        for (let bit = 0; bit < 8; bit++, all++) passed += isFailure(failureOf(flipTwice(text, numberAt + first, numberAt + second, bit))) ? 0 : 1;
      }
    }
    expect(passed / all).toBeLessThan(1 / 50);
  });

  it("nor does any text crash it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), fc.constantFrom(" ", "J", "I", "Y"), (bytes, letter) => {
        expect(isFailure(failureOf(overwriteText(bytes, KIND_LETTER_AT, letter)), "card-data-wrong")).toBe(true);
      }),
    );
  });
});
