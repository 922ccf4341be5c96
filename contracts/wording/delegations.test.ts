import { expect, it } from "vitest";
import type { DelegationId } from "../../domain/people/delegation.ts";
import type { PersonId } from "../../domain/ids.ts";
import { delegationWording, signatureWording } from "./delegations.ts";
import { wordingOf } from "./wording.ts";

const delegationId = "00000000-0000-7000-8007-000000000001" as DelegationId;
const personId = "00000000-0000-7000-8002-000000000001" as PersonId;

it("shows who really signed, and for whom (R-FLOW-3)", () => {
  const by = { name: "王五" };
  expect(signatureWording(by, null)).toBe("王五");
  expect(signatureWording(by, { delegationId, kind: "delegated", personId, name: "张三" })).toBe("王五（授权 张三）");
  expect(signatureWording(by, { delegationId, kind: "b-role", personId, name: "李四" })).toBe("王五（代 李四）");
});

it("says why a delegation was not given, what stands and what to do", () => {
  const details = { role: "section-head", otherName: "韩鹏", validFrom: "2026-11-23T02:00:00.000Z", validUntil: "2026-11-30T09:00:00.000Z" };
  expect(wordingOf({ code: "delegation-overlaps", details })).toBe(
    "“科室负责人”在 2026-11-23 10:00 至 2026-11-30 17:00 已授权给韩鹏。没有登记新的授权，已有的授权不变。请先终止那一项，或改选其他时段。",
  );
  expect(wordingOf({ code: "delegation-chained", details })).toContain("不能再转授");
  const all = { ...details, kind: "b-role", fromName: "宋薇", endedAt: details.validUntil };
  for (const code of Object.keys(delegationWording)) {
    const said = wordingOf({ code, details: all });
    expect(said).toMatch(/授权.*(请|不用再办)/);
    expect(said).not.toMatch(/undefined|NaN|section-head/);
  }
});
