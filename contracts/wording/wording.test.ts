import { describe, expect, test } from "vitest";
import type { Refusal } from "../../domain/case/refusal.ts";
import { Failure } from "../../domain/failure.ts";
import { explainLight } from "../../domain/deadline/light.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { failureCodesBelow } from "../../test/failure-codes.ts";
import { lightWording } from "./cases.ts";
import { dueWording, durationWording, formatMinute, formatNear } from "./time.ts";
import { areas, wordingOf } from "./wording.ts";

const names = { materialName: (code: string) => ({ plan: "施工方案" })[code] ?? code, fieldLabel: () => "建设规模" };

describe("wordingOf", () => {
  test("names the missing materials and fields by their labels", () => {
    const refusal: Refusal = { code: "not-complete", missingMaterials: ["plan"], missingFields: ["scale"] };
    expect(wordingOf(refusal, names)).toMatch(/^还不能受理：材料未核对或未收到：“施工方案”；未填写：“建设规模”。/);
  });

  test("says the stage and the act in Chinese, never a code", () => {
    const said = wordingOf({ code: "not-allowed-now", kind: "attachPages", stage: "refused" });
    expect(said).toContain("不予受理");
    expect(said).not.toMatch(/[a-z]{3,}/);
  });

  test("takes the wording of the failure's own area", () => {
    expect(wordingOf(new Failure("page-truncated", { details: { name: "第2页.jpg" } }))).toContain("第2页.jpg");
    expect(wordingOf(new Failure("workstation-gone", { retryable: true }))).toContain("重试");
  });

  test("puts together a wording given in its three parts", () => {
    expect(wordingOf(new Failure("printer-paper-out", { details: { printer: "三号" } }))).toMatch(/“三号”缺纸。.*没有丢失。.*装好纸卷/);
  });

  test("an unknown code is read out and promises that nothing was lost", () => {
    expect(wordingOf(new Failure("never-heard-of"))).toMatch(/never-heard-of.*没有丢失.*请重试/);
  });
});

test("a code is worded in one area", () => {
  const codes = areas.flatMap((area) => Object.keys(area));
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
});

describe("every failure of the layers below has its words", () => {
  const codes = [
    ...failureCodesBelow("sync", /^centre-/),
    ...failureCodesBelow("db", /^store-/),
    // Beside IPP's attributes.
    ...failureCodesBelow("devices", /^(card|printer|a4-printer)-(?!found$|state|uri$|name$|info$|is-)/),
    ...failureCodesBelow("scanner", /^(scanner|page|export)-/),
    ...failureCodesBelow("renderer/verification", /^verified-/),
  ];
  test.each([...new Set(codes)])("%s", (code) => expect(areas.filter((area) => Object.hasOwn(area, code))).toHaveLength(1));
});

describe("times", () => {
  test("are the region's, whatever the computer's zone", () => {
    expect(formatMinute("2026-11-20T17:05:00.000Z")).toBe("2026-11-21 01:05");
  });

  test("leave out the day when it is today, and the year when it is this one", () => {
    const now = instantOf(Date.parse("2026-11-21T02:00:00.000Z"));
    expect(formatNear("2026-11-20T17:05:00.000Z", now)).toBe("01:05");
    expect(formatNear("2026-11-19T02:00:00.000Z", now)).toBe("11-19 10:00");
    expect(formatNear("2025-11-19T02:00:00.000Z", now)).toBe("2025-11-19 10:00");
  });

  test.each([
    [26 * 3_600_000, "1 天 2 小时"],
    [24 * 3_600_000, "1 天"],
    [3_600_000 + 20 * 60_000, "1 小时 20 分"],
    [59_999, "不到 1 分钟"],
  ])("%d ms is %s", (ms, text) => expect(durationWording(ms)).toBe(text));
});

test("a light is explained by deadline, due time, what is left and the rule", () => {
  const now = instantOf(Date.parse("2026-11-20T09:00:00.000Z"));
  const late = explainLight({ kind: "answer-reception", dueAt: instantOf(Date.parse("2026-11-20T08:00:00.000Z")), doneAt: null }, now);
  expect(lightWording(late)).toBe(
    "红灯：答复接件，2026-11-20 16:00 截止，已超期 1 小时。接件后 5 个工作日内须受理、告知补正或不予受理，逾期视为受理。",
  );
  expect(lightWording(late, (dueAt) => dueWording(dueAt, true))).toContain("答复接件，预计 2026-11-20 16:00 截止");
});
