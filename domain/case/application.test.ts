import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testApplication } from "../../test/fixtures/cases.ts";
import { applicantSchema, photoWltSchema } from "./application.ts";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const photo = fc.uint8Array({ minLength: 1024, maxLength: 1024 });
const read = { ...testApplication.applicant, isReadFromCard: true };

describe("the photo of an applicant's card", () => {
  it("is 1,024 bytes, no more and no less, and keeps every one", () => {
    fc.assert(fc.property(photo, (bytes) => {
      const { photoWlt = "" } = applicantSchema.parse({ ...read, photoWlt: base64(bytes) });
      expect(new Uint8Array(Buffer.from(photoWlt, "base64"))).toEqual(bytes);
    }));
    fc.assert(fc.property(fc.integer({ min: 0, max: 2048 }), (length) => {
      expect(photoWltSchema.safeParse(base64(new Uint8Array(length).fill(0xa5))).success).toBe(length === 1024);
    }), { examples: [[0], [1023], [1024], [1025], [1026]] });
  });

  it("is base64 in its one form, whatever comes instead of a character", () => {
    fc.assert(fc.property(photo, fc.nat({ max: 1367 }), fc.string({ unit: "binary", maxLength: 3 }), (bytes, at, other) => {
      const text = base64(bytes);
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      const parsed = photoWltSchema.safeParse(changed);
      if (parsed.success) expect(base64(Buffer.from(changed, "base64"))).toBe(changed);
    }));
    expect(photoWltSchema.safeParse(`${base64(new Uint8Array(1024))}\n`).success).toBe(false);
  });

  it("is nobody's who was typed in", () => {
    const photoWlt = base64(new Uint8Array(1024));
    expect(applicantSchema.safeParse({ ...read, isReadFromCard: false, photoWlt }).error?.issues).toMatchObject([{ path: ["photoWlt"] }]);
    expect(applicantSchema.parse(read)).toEqual(read);
  });
});
