import { describe, expect, it } from "vitest";
import { findSm2PublicKey, joinSignature, readNames, readText } from "./skf-layout.ts";

const zeros = "00".repeat(32);
const x = "11".repeat(32);
const y = "22".repeat(32);
const narrow = Buffer.from(`00010000${zeros}${x}${zeros}${y}`, "hex");
const wide = Buffer.from(`0001000000000000${zeros}${x}${zeros}${y}`, "hex");
const hex = (blob: Buffer, ulongBytes?: 4 | 8) => {
  const key = findSm2PublicKey(blob, ulongBytes);
  return key && [key.x.toString("hex"), key.y.toString("hex")];
};

describe("the layout of SKF structures", () => {
  it("of a public key, whose size tells how wide ULONG is", () => {
    expect(hex(narrow)).toEqual([x, y]);
    expect(hex(wide)).toEqual([x, y]);
    expect(hex(narrow, 4)).toEqual([x, y]);
    expect(hex(Buffer.concat([wide, Buffer.alloc(8)]), 8)).toEqual([x, y]);
  });

  it("refuses the wrong width, an RSA key and another length", () => {
    expect(hex(narrow, 8)).toBeUndefined();
    expect(hex(Buffer.alloc(268, 1))).toBeUndefined();
    expect(hex(Buffer.from(`00020000${"11".repeat(128)}`, "hex"))).toBeUndefined();
    expect(hex(Buffer.alloc(0), 4)).toBeUndefined();
  });

  it("of a signature", () => {
    expect(joinSignature(Buffer.from(`${zeros}${x}${zeros}${y}`, "hex")).toString("hex")).toBe(x + y);
  });

  it("of lists of names, with and without their end", () => {
    expect(readNames(Buffer.from("A\0B\0\0rest"))).toEqual(["A", "B"]);
    expect(readNames(Buffer.from("A\0B"))).toEqual(["A", "B"]);
    expect(readNames(Buffer.from("\0"))).toEqual([]);
    expect(readText(Buffer.from("xx张三 \0rest"), 2, 20)).toBe("张三");
  });
});
