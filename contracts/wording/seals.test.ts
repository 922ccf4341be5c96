import { describe, expect, it } from "vitest";
import { failureCodesBelow } from "../../test/failure-codes.ts";
import { sealTokenWording } from "./seals.ts";

describe("what is said of a token that keeps the seals' keys", () => {
  it("has words for every failure of the sources, and no others", () => {
    const codes = ["devices/seal-token", "cli"].flatMap((folder) => failureCodesBelow(folder, /^seal-token-[a-z]/)).filter((code) => code.startsWith("seal-token-") && !["seal-token-keys"].includes(code));
    expect(Object.keys(sealTokenWording).sort()).toEqual([...new Set(codes)].filter((code) => code !== "seal-token-contract").sort());
  });

  it.each(Object.entries(sealTokenWording))("%s: what happened, what was kept, what to do, with and without details", (_code, say) => {
    for (const said of [say({ token: "seals", path: "/usr/lib/p11.so", reason: "C_Sign 0x5", file: "/etc/pin" }), say({})]) {
      expect(said).toContain("没有改动");
      expect(said).toContain("请");
      expect(said).not.toMatch(/undefined|“”|（）/);
    }
  });
});
