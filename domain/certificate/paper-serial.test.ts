import fc from "fast-check";
import { expect, it } from "vitest";
import { findMissingSerials, nextSerial } from "./paper-serial.ts";

it.each([["A00099", "A00100"], ["0009", "0010"], ["999", "1000"], ["NO-12", "NO-13"], ["无号", "无号"]])("the sheet after %s is %s", (serial, next) => {
  expect(nextSerial(serial)).toBe(next);
});

it.each<[string[], string[]]>([
  [[], []],
  [["A0001"], []],
  [["A0003", "A0001", "A0002"], []],
  [["A0001", "A0005", "A0003"], ["A0002–A0002", "A0004–A0004"]],
  [["0098", "0103"], ["0099–0102"]],
  // Another head or another number of digits is another run; what ends in no digit belongs to none.
  [["A01", "B03", "A003", "无号"], []],
])("of %j are missing %j", (serials, missing) => {
  expect(findMissingSerials(serials).map(({ from, to }) => `${from}–${to}`)).toEqual(missing);
});

it("every sheet of a run is either there or missing, once", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 60 }), (places) => {
      const serials = places.map((place) => `NO.${String(place).padStart(4, "0")}`);
      const missing = findMissingSerials(serials);
      const missingCount = missing.reduce((sum, { count }) => sum + count, 0);
      expect(missingCount + places.length).toBe(Math.max(...places) - Math.min(...places) + 1);
      expect(missing.flatMap(({ from, to }) => [from, to]).filter((serial) => serials.includes(serial))).toEqual([]);
    }),
  );
});
