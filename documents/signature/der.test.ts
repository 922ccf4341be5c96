import fc from "fast-check";
import { expect, it } from "vitest";
import { derChildren, DerError, derFields, derInteger, derOf, derOid, derSequence, derSet, derTag, readDer, readDerStart } from "./der.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

it.each([
  ["2.16.840.1.101.3.4.2.1", "0609608648016503040201"],
  ["1.2.840.113549.1.9.16.2.47", "060b2a864886f70d010910022f"],
  ["2.5.29.15", "0603551d0f"],
])("writes the object identifier %s", (dotted, expected) => expect(hex(derOid(dotted))).toBe(expected));

it.each([
  [[0], "020100"],
  [[0x7f], "02017f"],
  [[0x80], "02020080"],
  [[0, 0, 1], "020101"],
  [[], "020100"],
])("writes the integer %j shortest and positive", (magnitude, expected) => expect(hex(derInteger(Uint8Array.from(magnitude)))).toBe(expected));

it("sorts a set", () => expect(hex(derSet(derOid("2.5.4.10"), derOid("2.5.4.3")))).toBe("310a060355040306035504" + "0a"));

it("reads what it wrote, at any length", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 70_000 }), (length) => {
      const content = Buffer.alloc(length, 0x5a);
      expect(readDer(derOf(derTag.octetString, content), derTag.octetString).content).toEqual(content);
    }),
    { numRuns: 60, examples: [[0], [127], [128], [255], [256], [65_535], [65_536]] },
  );
});

it.each([
  ["a length of no fixed end", "3080020100" + "0000"],
  ["a length longer than it need be", "30810302010a"],
  ["a length with zeros in front", "3082000302010a"],
  ["an element cut short", "300402010a"],
  ["bytes behind it", "300302010a00"],
  ["another tag", "310302010a"],
  ["a tag of more bytes", "3f0100"],
  ["nothing", ""],
])("refuses %s", (_title, text) => {
  expect(() => readDer(Buffer.from(text, "hex"), derTag.sequence)).toThrow(DerError);
});

it("refuses elements other than due", () => {
  const sequence = readDerStart(derSequence(derOid("2.5.4.3"), derInteger(Uint8Array.of(1))));
  expect(derFields(sequence, [derTag.oid, derTag.integer])).toHaveLength(2);
  expect(() => derFields(sequence, [derTag.oid])).toThrow(DerError);
  expect(() => derFields(sequence, [derTag.integer, derTag.oid])).toThrow(DerError);
  expect(() => derChildren({ content: Uint8Array.of(0x30, 0x05, 0x02) })).toThrow(DerError);
});
