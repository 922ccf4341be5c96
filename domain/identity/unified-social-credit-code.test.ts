import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCharacterOf, checkUnifiedSocialCreditCode } from "./unified-social-credit-code.ts";

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const codeOf = (first17: string) => first17 + checkCharacterOf(first17);

const anyCode = fc
  .tuple(
    fc.constantFrom("91", "92", "52", "12", "11", "93"),
    fc.constantFrom("100000", "360100", "110108", "440300", "659001"),
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 }),
  )
  .map((parts) => codeOf(parts.join("")));

describe("codes in use", () => {
  it.each(["91350100M000100Y43", "914403001922038216", "9144030071526726XG", "91110000802100433B"])("%s is accepted", (code) => {
    expect(checkUnifiedSocialCreditCode(code)).toMatchObject({ ok: true, value: { code } });
  });

  it("are taken apart", () => {
    expect(checkUnifiedSocialCreditCode(" ９1440300-1922 03821-6 ")).toEqual({
      ok: true,
      value: { code: "914403001922038216", registrar: "9", regionCode: "440300", organisationCode: "192203821" },
    });
  });
});

describe("it says what is wrong", () => {
  it.each([
    ["91440300192203821", { problem: "length", length: 17 }],
    ["91440300192203821I", { problem: "characters", position: 18, character: "I" }],
    ["9144O3001922038216", { problem: "characters", position: 5, character: "O" }],
    ["91A403001922038216", { problem: "characters", position: 3, character: "A" }],
    [codeOf("91990300192203821"), { problem: "region", regionCode: "990300" }],
    ["914403001922038217", { problem: "check-digit" }],
  ])("%s", (typed, expected) => {
    expect(checkUnifiedSocialCreditCode(typed)).toEqual({ ok: false, ...expected });
  });
});

describe("for any valid code", () => {
  it("is accepted, in small letters too", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(checkUnifiedSocialCreditCode(code)).toMatchObject({ ok: true, value: { code } });
        expect(checkUnifiedSocialCreditCode(code.toLowerCase())).toMatchObject({ ok: true, value: { code } });
      }),
    );
  });

  it("every change of one character is noticed", () => {
    fc.assert(
      fc.property(anyCode, fc.integer({ min: 0, max: 17 }), (code, index) => {
        for (const other of alphabet) {
          if (other === code[index]) continue;
          expect(checkUnifiedSocialCreditCode(code.slice(0, index) + other + code.slice(index + 1)).ok).toBe(false);
        }
      }),
    );
  });

  it("every swap of neighbours is noticed", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (let index = 0; index < 17; index += 1) {
          const [left, right] = [code.charAt(index), code.charAt(index + 1)];
          if (left === right) continue;
          expect(checkUnifiedSocialCreditCode(code.slice(0, index) + right + left + code.slice(index + 2)).ok).toBe(false);
        }
      }),
    );
  });
});
