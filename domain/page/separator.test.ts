import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSeparatorCode, separatorCodeOf } from "./separator.ts";

const target = { itemCode: "construction-permit", materialCode: "business-licence" };

describe("the code of a separator sheet", () => {
  it("is read back as it was written", () => {
    const code = fc.stringMatching(/^[A-Za-z0-9-]{1,40}$/);
    fc.assert(fc.property(code, code, (itemCode, materialCode) => {
      expect(readSeparatorCode(separatorCodeOf({ itemCode, materialCode }))).toEqual({ kind: "sound", target: { itemCode, materialCode } });
    }));
  });

  it("has a check that any program can compute", () => {
    // CRC-32 of "YC1S/construction-permit/business-licence", as zlib gives it.
    expect(separatorCodeOf(target)).toBe("YC1S/construction-permit/business-licence/e1efb098");
  });

  it.each(["https://one.example/q?n=360100202611210001000042", "360100202611210001000042", "", "yc1s/a/b/00000000", "YC2S/a/b/00000000"])("is not any other code: %s", (code) => {
    expect(readSeparatorCode(code)).toBeUndefined();
  });

  it("is damaged when a single sign is another, or one is missing", () => {
    const code = separatorCodeOf(target);
    for (let index = "YC1S/".length; index < code.length; index += 1) {
      const other = code[index] === "x" ? "y" : "x";
      expect(readSeparatorCode(code.slice(0, index) + other + code.slice(index + 1))).toEqual({ kind: "damaged" });
      expect(readSeparatorCode(code.slice(0, index) + code.slice(index + 1))).toEqual({ kind: "damaged" });
    }
    expect(readSeparatorCode("YC1S/")).toEqual({ kind: "damaged" });
    expect(readSeparatorCode(`${code}/more`)).toEqual({ kind: "damaged" });
  });
});
