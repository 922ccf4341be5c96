import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RegionDate } from "../time/instant.ts";
import { formatRegisterNumber, numberFormatSchema, usualNumberFormat } from "./register-number.ts";

const date = "2026-11-21" as RegionDate;
const parts = { regionCode: "360100", date, serial: 7 };

describe("numbers of a register", () => {
  it.each([
    [usualNumberFormat, "360100202611210007"],
    ["洪建许准〔{year}〕{serial}号", "洪建许准〔2026〕7号"],
    ["新出发赣洪零字第{year}{serial:5}号", "新出发赣洪零字第202600007号"],
  ])("%s is written %s", (format, number) => {
    expect(numberFormatSchema.parse(format)).toBe(format);
    expect(formatRegisterNumber(format, parts)).toBe(number);
  });

  it.each(["", "{year}", "{serial}", "{year}{serial}{serial}", "{year}{serial}{month}", "{year}{serial", "{year}{serial:44}", "{year}{date}{serial}"])("%j is no format", (format) => {
    expect(numberFormatSchema.safeParse(format).success).toBe(false);
  });

  it("are all different within a year, and from year to year", () => {
    const year = fc.integer({ min: 2000, max: 2099 });
    const serial = fc.integer({ min: 1, max: 2_000_000 });
    const formats = ["洪建许准〔{year}〕{serial}号", "{date}-{serial:3}"];
    fc.assert(
      fc.property(fc.constantFrom(...formats), year, serial, year, serial, (format, oneYear, one, otherYear, other) => {
        const numberOf = (inYear: number, ofSerial: number) => formatRegisterNumber(format, { ...parts, date: `${inYear}-01-02` as RegionDate, serial: ofSerial });
        expect(numberOf(oneYear, one) === numberOf(otherYear, other)).toBe(oneYear === otherYear && one === other);
      }),
    );
  });
});
