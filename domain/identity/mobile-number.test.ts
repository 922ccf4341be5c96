import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkMobileNumber } from "./mobile-number.ts";

describe("checkMobileNumber", () => {
  it.each(["13870912345", "138 7091 2345", "138-7091-2345", "+86 13870912345", "008613870912345", "8613870912345", "１３８７０９１２３４５"])(
    "%s gives the eleven digits",
    (typed) => {
      expect(checkMobileNumber(typed)).toEqual({ ok: true, value: "13870912345" });
    },
  );

  it.each([
    ["1387091234", { problem: "length", length: 10 }],
    ["138709123456", { problem: "length", length: 12 }],
    ["", { problem: "length", length: 0 }],
    ["1387091234a", { problem: "characters", position: 11, character: "A" }],
    ["12870912345", { problem: "prefix", prefix: "12" }],
    ["07918676543", { problem: "prefix", prefix: "07" }],
  ])("%s is refused", (typed, expected) => {
    expect(checkMobileNumber(typed)).toEqual({ ok: false, ...expected });
  });

  it("what it gives it accepts again unchanged", () => {
    fc.assert(
      fc.property(fc.constantFrom("", "+86", "0086", "86"), fc.integer({ min: 3, max: 9 }), fc.nat({ max: 999_999_999 }), (country, second, rest) => {
        const number = `1${second}${String(rest).padStart(9, "0")}`;
        expect(checkMobileNumber(country + number)).toEqual({ ok: true, value: number });
      }),
    );
  });
});
