import { describe, expect, it } from "vitest";
import { checkMobileNumber } from "../../domain/identity/mobile-number.ts";
import { checkResidentIdentityNumber } from "../../domain/identity/resident-identity-number.ts";
import { checkUnifiedSocialCreditCode } from "../../domain/identity/unified-social-credit-code.ts";
import type { RegionDate } from "../../domain/time/instant.ts";
import { mobileNumberWording, residentIdentityWording, unifiedSocialCreditWording } from "./identity.ts";

const today = "2026-11-21" as RegionDate;

function sayResident(typed: string): string {
  const check = checkResidentIdentityNumber(typed, today);
  return check.ok ? "" : residentIdentityWording(check);
}

function sayCredit(typed: string): string {
  const check = checkUnifiedSocialCreditCode(typed);
  return check.ok ? "" : unifiedSocialCreditWording(check);
}

function sayMobile(typed: string): string {
  const check = checkMobileNumber(typed);
  return check.ok ? "" : mobileNumberWording(check);
}

describe("the form says exactly what is wrong and what to do", () => {
  it.each([
    ["1101051949123100", "现有 16 位"],
    ["11O10519491231002X", "第 3 位“O”不对"],
    ["99010519491231002X", "“990105”不是有效的地区代码"],
    ["110105194902290029", "“1949年02月29日”不存在"],
    ["110105202611220028", "“2026年11月22日”晚于今天"],
    ["110105194912310021", "校验位不符"],
  ])("identity number %s: %s", (typed, said) => {
    expect(sayResident(typed)).toContain(said);
    expect(sayResident(typed)).toMatch(/请.*。$/);
  });

  it("never gives the right check digit away", () => {
    expect(sayResident("110105194912310021")).not.toContain("X");
  });

  it.each([
    ["91440300192203821", "现有 17 位"],
    ["9144O3001922038216", "第 5 位“O”不对"],
    ["91990300192203821C", "“990300”不是有效的地区代码"],
    ["914403001922038217", "校验位不符"],
  ])("credit code %s: %s", (typed, said) => {
    expect(sayCredit(typed)).toContain(said);
  });

  it.each([
    ["1387091234", "现有 10 位"],
    ["07918300010", "“07”开头"],
    ["1387091234五", "第 11 位“五”不对"],
  ])("mobile number %s: %s", (typed, said) => {
    expect(sayMobile(typed)).toContain(said);
  });
});
