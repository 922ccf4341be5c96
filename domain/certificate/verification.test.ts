import { describe, expect, it } from "vitest";
import { parseVerificationText, verificationCodeOf, verificationCodePattern, verificationReasons } from "./verification.ts";

describe("verification", () => {
  it("gives each reason one state", () => {
    const reasons = Object.values(verificationReasons).flat();
    expect(new Set(reasons).size).toBe(reasons.length);
  });

  it("makes codes without letters that look alike", () => {
    const code = verificationCodeOf(Uint8Array.from({ length: 20 }, (_, index) => index * 13));
    expect(code).toMatch(verificationCodePattern);
    expect(code).not.toMatch(/[01IO]/);
  });

  it.each([
    ["https://spzx.example.gov.cn/verify/7K3MQ9P4XW2D7K3M", { code: "7K3MQ9P4XW2D7K3M" }],
    [" http://127.0.0.1:8460/verify/7k3mq9p4xw2d7k3m?x=1 ", { code: "7K3MQ9P4XW2D7K3M" }],
    ["7K3MQ9P4XW2D7K3M", { code: "7K3MQ9P4XW2D7K3M" }],
    ["洪建许准〔2026〕7号", { number: "洪建许准〔2026〕7号" }],
    ["360100202611210007", { number: "360100202611210007" }],
  ])("reads %s", (text, expected) => expect(parseVerificationText(text)).toEqual(expected));
});
