import { expect, it } from "vitest";
import { publicationsDepartment } from "../../server/seed/offices.ts";
import { wholeProfile } from "./office-profiles.ts";

const { profile } = publicationsDepartment;
const { feeAccount, ...named } = profile;
const account = { feePayee: feeAccount!.payee, feeBank: feeAccount!.bank, feeNumber: feeAccount!.number };
const failure = (code: string, details: object) => expect.objectContaining({ code, details: expect.objectContaining(details) });

it("asks for all of it the first time, and names what is missing", () => {
  expect(wholeProfile(null, { ...named, ...account, feeAccount: true })).toEqual(profile);
  expect(wholeProfile(null, { ...named, feeAccount: false })).toEqual({ ...named, feeAccount: null });
  const missing = { options: "--address、--review-authority、--court、--fee-payee、--fee-bank、--fee-number", isAccountMissing: 1 };
  expect(() => wholeProfile(null, { phone: "0791-1", feeAccount: true })).toThrow(failure("office-profile-incomplete", missing));
});

it("keeps what is not given, the account and its absence too", () => {
  expect(wholeProfile(profile, { phone: "0791-83000199", feeAccount: true })).toEqual({ ...profile, phone: "0791-83000199" });
  expect(wholeProfile(profile, { feeBank: "建设银行", feeAccount: true }).feeAccount).toEqual({ ...feeAccount, bank: "建设银行" });
  const without = wholeProfile(profile, { feeAccount: false });
  expect(without.feeAccount).toBeNull();
  expect(wholeProfile(without, { court: "南昌市中级人民法院", feeAccount: true })).toEqual({ ...named, court: "南昌市中级人民法院", feeAccount: null });
  expect(() => wholeProfile(without, { feeBank: "建设银行", feeAccount: true })).toThrow(failure("office-profile-incomplete", { options: "--fee-payee、--fee-number" }));
});

it.each([
  ["--phone", { phone: "不详" }, "不详"],
  ["--court", { court: "" }, ""],
  ["--fee-number", { feeNumber: "没有账号" }, "没有账号"],
])("names a wrong %s", (option, options, text) => {
  expect(() => wholeProfile(profile, { ...options, feeAccount: true })).toThrow(failure("office-profile-invalid", { option, text }));
});
