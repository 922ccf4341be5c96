import { describe, expect, it } from "vitest";
import { functionPointerOffset, readRecordLength, readTokenInfo, readUlong, tokenInfoBytes, writeRecords, writeUlong, type Pkcs11Layout } from "./pkcs11-layout.ts";

const linux: Pkcs11Layout = { ulongBytes: 8, isPacked: false };
const windows: Pkcs11Layout = { ulongBytes: 4, isPacked: true };
const windowsUnpacked: Pkcs11Layout = { ulongBytes: 4, isPacked: false };

describe("the layout of PKCS#11 structures", () => {
  it.each([
    ["Linux", linux, "0201000000000000887766554433221120000000000000000300000000000000010000000000000004000000000000 00"],
    ["Windows", windows, "0201000088776655443322112000000003000000010000000000000004000000"],
    ["Windows, not packed", windowsUnpacked, "0201000000000000887766554433221120000000000000000300000000000000010000000000000004000000000000 00"],
  ])("of attributes and mechanisms on %s", (_title, layout, hex) => {
    const records = writeRecords(layout, [{ number: 0x102, address: 0x1122334455667788n, length: 32 }, { number: 3, address: 1n, length: 4 }]);
    expect(records.toString("hex")).toBe(hex.replaceAll(" ", ""));
    expect([0, 1].map((index) => readRecordLength(layout, records, index))).toEqual([32, 4]);
  });

  it("of the function list", () => {
    expect([linux, windows, windowsUnpacked].map((layout) => functionPointerOffset(layout, 0))).toEqual([8, 2, 8]);
    expect([linux, windows].map((layout) => functionPointerOffset(layout, 43))).toEqual([352, 346]);
  });

  it("of numbers, with the one that means “cannot be had”", () => {
    expect(readUlong(linux, Buffer.from("ffffffffffffffff", "hex"))).toBeUndefined();
    expect(readUlong(windows, Buffer.from("ffffffff", "hex"))).toBeUndefined();
    expect([linux, windows].map((layout) => readUlong(layout, writeUlong(layout, 0x80000001)))).toEqual([0x80000001, 0x80000001]);
  });

  it.each([["Linux", linux], ["Windows", windows]])("of a token's own words on %s", (_title, layout) => {
    const info = Buffer.alloc(tokenInfoBytes, " ");
    info.write("张窗口的卡");
    info.write("Vendor", 32);
    info.write("0123456789ABCDEF", 80);
    [0x00060400, 0, 1, 2, 3, 16, 6].forEach((value, index) => writeUlong(layout, value).copy(info, 96 + index * layout.ulongBytes));
    expect(readTokenInfo(layout, info)).toEqual({ label: "张窗口的卡", serialNumber: "0123456789ABCDEF", flags: 0x00060400, longestPin: 16, shortestPin: 6 });
  });
});
