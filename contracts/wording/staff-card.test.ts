import { describe, expect, it } from "vitest";
import { failureCodesBelow } from "../../test/failure-codes.ts";
import { pinStateWording, staffCardWording } from "./staff-card.ts";

const details = { path: "/usr/lib/libskf.so", keyType: "secp384r1", operation: "C_Sign", status: "0x00000005", driver: "staff-card", triesLeft: 2, pin: "tries" };
const codes = [...failureCodesBelow("devices/staff-card", /^staff-card-/), ...failureCodesBelow("devices/native-process", /^native-driver-/)]
  .filter((code) => !["staff-card-testing", "staff-card"].includes(code));

describe("what a clerk is told about the staff card", () => {
  it.each(codes)("%s has its words", (code) => {
    expect(Object.keys(staffCardWording)).toContain(code);
  });

  it.each(Object.entries(staffCardWording))("%s: what happened, what was kept, what to do, with and without details", (_code, say) => {
    for (const said of [say(details), say({})]) {
      expect(said).toContain("没有改动");
      expect(said).toMatch(/请|需要时/);
      expect(said).not.toMatch(/undefined|（）|NaN/);
    }
  });

  it("counts what is left of the PIN where the card counts, and warns before the last", () => {
    const wrong = staffCardWording["staff-card-pin-wrong"];
    expect(wrong?.({ pin: "tries", triesLeft: 2 })).toContain("还可以试 2 次");
    expect(wrong?.({ pin: "tries", triesLeft: 1 })).toContain("再错将锁死");
    expect(wrong?.({ pin: "last" })).toContain("再错将锁死");
    expect(wrong?.({ pin: "few" })).toContain("所剩次数不多");
    expect(pinStateWording({ kind: "enough" })).toBe("");
    expect(pinStateWording({ kind: "locked" })).toContain("锁死");
  });
});
