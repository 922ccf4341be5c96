import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../time/instant.ts";
import type { RegionDate } from "../time/instant.ts";
import { checkDigitOf, checkResidentIdentityNumber } from "./resident-identity-number.ts";

const today = "2026-11-21" as RegionDate;
const check = (input: string) => checkResidentIdentityNumber(input, today);
const numberOf = (first17: string) => first17 + checkDigitOf(first17);

const anyNumber = fc
  .tuple(
    fc.constantFrom("110101", "360102", "440524", "659001", "710000", "810000", "820000", "830000"),
    fc.integer({ min: 0, max: 46_000 }).map((days) => addDays("1900-01-01" as RegionDate, days)),
    fc.integer({ min: 0, max: 999 }).map((serial) => String(serial).padStart(3, "0")),
  )
  .filter(([, birthDate]) => birthDate <= today)
  .map(([region, birthDate, serial]) => numberOf(region + birthDate.replaceAll("-", "") + serial));

describe("the standard's own examples", () => {
  it("accepts them and reads birth date and sex", () => {
    expect(check("11010519491231002X")).toEqual({
      ok: true,
      value: {
        number: "11010519491231002X",
        holder: "resident",
        regionCode: "110105",
        birthDate: "1949-12-31",
        sex: "female",
      },
    });
    expect(check("440524188001010014")).toMatchObject({ ok: true, value: { birthDate: "1880-01-01", sex: "male" } });
  });
});

describe("what was typed is normalised", () => {
  it.each(["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002x", "11010519491231002X\u200b"])(
    "%s",
    (typed) => {
      expect(check(typed)).toMatchObject({ ok: true, value: { number: "11010519491231002X" } });
    },
  );
});

describe("residence permits", () => {
  it.each([
    ["810000", "hong-kong"],
    ["820000", "macau"],
    ["830000", "taiwan"],
  ])("%s is %s", (region, holder) => {
    expect(check(numberOf(`${region}19900315123`))).toMatchObject({ ok: true, value: { holder, sex: "male" } });
  });

  it("use those three codes only", () => {
    expect(check(numberOf("81010119900315123"))).toMatchObject({ problem: "region", regionCode: "810101" });
  });
});

describe("it says what is wrong", () => {
  it.each([
    ["", { problem: "length", length: 0 }],
    ["110105194912310", { problem: "length", length: 15 }],
    ["11010519491231002X0", { problem: "length", length: 19 }],
    ["1101051949123100XX", { problem: "characters", position: 17, character: "X" }],
    ["11O10519491231002X", { problem: "characters", position: 3, character: "O" }],
    ["11010519491231002Y", { problem: "characters", position: 18, character: "Y" }],
    ["一一010519491231002X", { problem: "characters", position: 1, character: "一" }],
    [numberOf("99010519491231002"), { problem: "region", regionCode: "990105" }],
    [numberOf("00000019491231002"), { problem: "region", regionCode: "000000" }],
    [numberOf("11010519490229002"), { problem: "date", birthDate: "1949-02-29", why: "no-such-day" }],
    [numberOf("11010519491331002"), { problem: "date", birthDate: "1949-13-31", why: "no-such-day" }],
    [numberOf("11010520261122002"), { problem: "date", birthDate: "2026-11-22", why: "future" }],
    [numberOf("11010518491231002"), { problem: "date", birthDate: "1849-12-31", why: "too-long-ago" }],
    ["110105194912310021", { problem: "check-digit" }],
  ])("%s", (typed, expected) => {
    expect(check(typed)).toEqual({ ok: false, ...expected });
  });

  it("accepts a child born today and the leap day of 2000", () => {
    expect(check(numberOf("11010520261121002")).ok).toBe(true);
    expect(check(numberOf("36010220000229002")).ok).toBe(true);
  });
});

describe("for any valid number", () => {
  it("is accepted as it is", () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        expect(check(number)).toMatchObject({ ok: true, value: { number } });
      }),
    );
  });

  it("every change of one character is noticed", () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (let index = 0; index < 18; index += 1) {
          for (const other of "0123456789X") {
            if (other === number[index]) continue;
            expect(check(number.slice(0, index) + other + number.slice(index + 1)).ok).toBe(false);
          }
        }
      }),
    );
  });

  it("every swap of neighbours is noticed", () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (let index = 0; index < 17; index += 1) {
          const [left, right] = [number.charAt(index), number.charAt(index + 1)];
          if (left === right) continue;
          expect(check(number.slice(0, index) + right + left + number.slice(index + 2)).ok).toBe(false);
        }
      }),
    );
  });

  it("no text makes it throw", () => {
    const numberLike = fc.string({ unit: fc.constantFrom(..."0123456789xX１ "), minLength: 16, maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 24 }), numberLike), (text) => {
        expect(check(text)).toHaveProperty("ok");
      }),
    );
  });
});
