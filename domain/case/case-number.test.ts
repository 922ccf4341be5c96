import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WorkstationCode } from "../ids.ts";
import type { RegionDate } from "../time/instant.ts";
import { formatCaseNumber, makeCaseNumber, parseCaseNumber, partsOfCaseNumber, runningNumberLimit } from "./case-number.ts";

const partsArbitrary = fc.record({
  regionCode: fc.integer({ min: 110000, max: 659999 }).map(String),
  date: fc.date({ min: new Date("2020-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10) as RegionDate),
  workstationCode: fc.integer({ min: 0, max: 9999 }).map((code) => String(code).padStart(4, "0") as WorkstationCode),
  runningNumber: fc.integer({ min: 1, max: runningNumberLimit }),
});

describe("case numbers (R-RECV-8)", () => {
  it("give back what they were made of, so different makings never meet", () => {
    fc.assert(
      fc.property(partsArbitrary, (parts) => {
        const number = makeCaseNumber(parts);
        expect(partsOfCaseNumber(number)).toEqual(parts);
        expect(parseCaseNumber(formatCaseNumber(number))).toBe(number);
      }),
    );
  });

  it("show every single wrong digit", () => {
    fc.assert(
      fc.property(partsArbitrary, fc.nat({ max: 24 }), fc.integer({ min: 1, max: 9 }), (parts, place, shift) => {
        const number = makeCaseNumber(parts);
        const wrong = number.slice(0, place) + String((Number(number[place]) + shift) % 10) + number.slice(place + 1);
        expect(parseCaseNumber(wrong)).toBeUndefined();
      }),
    );
  });

  it("refuse a running number that does not fit", () => {
    const parts = { regionCode: "360100", date: "2026-11-23" as RegionDate, workstationCode: "0001" as WorkstationCode };
    expect(() => makeCaseNumber({ ...parts, runningNumber: runningNumberLimit + 1 })).toThrow(RangeError);
    expect(() => makeCaseNumber({ ...parts, runningNumber: 0 })).toThrow(RangeError);
  });
});
