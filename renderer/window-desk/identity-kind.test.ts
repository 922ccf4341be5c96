import { describe, expect, it } from "vitest";
import type { RegionDate } from "../../domain/time/instant.ts";
import { judgeIdentity, pickIdentityKind } from "./identity-kind.ts";

const today = "2026-11-23" as RegionDate;

describe("the kind picked from the number", () => {
  it.each([
    ["11010519491231002X", "resident-identity"],
    ["１１０１０５１９４９１２３１００２ｘ", "resident-identity"],
    ["91350100M000100Y43", "unified-social-credit"],
    ["1101051949", "resident-identity"],
    ["91350100", "unified-social-credit"],
    ["12100000M", "unified-social-credit"],
    // A wrong check digit is still an identity number, to be told so.
    ["110105194912310021", "resident-identity"],
    ["1", undefined],
    ["", undefined],
  ])("%s: %s", (typed, kind) => expect(pickIdentityKind(typed, today)).toBe(kind));
});

describe("what is said beside the number", () => {
  it("a number still being typed is no mistake", () => {
    expect(judgeIdentity("resident-identity", "110105", today, true)).toMatchObject({ problem: null, hint: "已输入 6 位，共 18 位" });
  });
  it("the same number left like that is one", () => {
    expect(judgeIdentity("resident-identity", "110105", today, false).problem).toContain("现有 6 位");
  });
  it("a wrong check digit shows at once", () => {
    expect(judgeIdentity("resident-identity", "110105194912310021", today, true)).toMatchObject({ isValid: false, problem: expect.stringContaining("校验位") });
  });
  it("a right one tells sex and birth date", () => {
    expect(judgeIdentity("resident-identity", "11010519491231002x", today, true)).toMatchObject({ number: "11010519491231002X", isValid: true, hint: "校验通过：女，1949-12-31 出生" });
  });
  it("another document is taken as typed", () => {
    expect(judgeIdentity("other", " E12 345 ", today, true)).toMatchObject({ number: "E12 345", isValid: true });
  });
});
