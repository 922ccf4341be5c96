import { describe, expect, it } from "vitest";
import { defectSchema } from "../../domain/case/case-parts.ts";
import type { CaseMaterial } from "../../domain/case/case-state.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { CaseDriver, completing, monday, receptionOf, testApplication, testItem, testPage } from "../../test/fixtures/cases.ts";
import { prefillDefects } from "./defects.ts";
import { findItems } from "./find-items.ts";
import { groupMaterials, materialState, neighbourMaterial } from "./material-state.ts";
import { moveBefore, moveBy, turnBy } from "./page-acts.ts";
import { groundsFor } from "./refusal-grounds.ts";

const received = () => new CaseDriver().mustGive(receptionOf(1));
const attach: CommandBody = { kind: "attachPages", payload: { materialCode: "licence", index: 0, pages: [testPage(1), testPage(2), testPage(3)] } };

describe("the correction notice begins with", () => {
  it("everything missing, in the checklist's order, each a whole defect", () => {
    const { case: current } = received();
    const defects = prefillDefects({ ...current, application: { ...testApplication, form: {} } }, testItem);
    expect(defects.map(({ materialCode, problem }) => [materialCode, problem])).toEqual([
      ["application", "缺少“申请表”"],
      ["licence", "缺少“营业执照”"],
      [null, "申请表未填写“规模”"],
    ]);
    expect(defects.every((defect) => defectSchema.safeParse(defect).success)).toBe(true);
    expect(defects[1]?.remedy).toBe("请提交“营业执照”复印件 1 份");
  });
  it("pages nobody checked", () => {
    expect(prefillDefects(received().mustGive(attach).case, testItem)[1]?.problem).toBe("“营业执照”未核对原件");
  });
  it("a copy where the original is asked for (R-RECV-11)", () => {
    const driver = received().mustGive({ kind: "recordMaterial", payload: { materialCode: "application", medium: "paper", checkedAs: "copy", copies: 1, sheetCount: 1 } });
    expect(prefillDefects(driver.case, testItem)[0]?.problem).toBe("“申请表”只有复印件，未核对原件");
    expect(materialState(testItem.materials[0]!, materialOf(driver.case, "application"))).toMatchObject({ tone: "begun", text: "复印件 1 份 1 张 · 须核对原件" });
  });
  it("nothing for a complete case", () => {
    expect(prefillDefects(received().mustGive(...completing).case, testItem)).toEqual([]);
  });
});

describe("a material's line", () => {
  const [application, licence, drawings] = testItem.materials as [ItemDefinition["materials"][0], ItemDefinition["materials"][0], ItemDefinition["materials"][0]];
  const of = (driver: CaseDriver, code: string): CaseMaterial => materialOf(driver.case, code);
  it("tells missing from not needed, and scanned from checked", () => {
    const driver = received().mustGive(attach);
    expect(materialState(application, of(driver, "application"))).toMatchObject({ tone: "missing", text: "未收" });
    expect(materialState(drawings, of(driver, "drawings"))).toMatchObject({ tone: "optional" });
    expect(materialState(licence, of(driver, "licence"))).toMatchObject({ tone: "begun", text: "扫描 3 页 · 未核对" });
  });
  it("points out that sheets and pages differ", () => {
    const driver = received().mustGive(attach, { kind: "recordMaterial", payload: { materialCode: "licence", medium: "paper", checkedAs: "copy", copies: 1, sheetCount: 2 } });
    expect(materialState(licence, of(driver, "licence"))).toEqual({ tone: "done", text: "复印件 1 份 2 张 · 扫描 3 页", mismatch: { sheetCount: 2, pageCount: 3 } });
  });
  it("has its neighbours in the order shown, which is by package", () => {
    const mixed = [application, drawings, licence];
    expect(groupMaterials(mixed).map((group) => group.materials.map(({ code }) => code))).toEqual([["application", "licence"], ["drawings"]]);
    expect(neighbourMaterial(mixed, "application", 1)).toBe("licence");
    expect(neighbourMaterial(mixed, "drawings", 1)).toBe("drawings");
    expect(neighbourMaterial(mixed, "application", -1)).toBe("application");
  });
});

describe("moving a page", () => {
  const pages = [testPage(1), testPage(2), testPage(3)];
  const order = (body: CommandBody | undefined): number[] => {
    const driver = received().mustGive(attach);
    if (body) driver.mustGive(body);
    return materialOf(driver.case, "licence").pages.map((page) => Number(page.sha256));
  };
  it.each([
    [1, 1, [2, 1, 3]],
    [3, -1, [1, 3, 2]],
    [1, -1, [1, 2, 3]],
    [3, 1, [1, 2, 3]],
  ] as const)("page %i by %i", (page, by, expected) => expect(order(moveBy(pages, testPage(page).pageId, "licence", by))).toEqual(expected));

  it.each([
    [1, 3, [2, 3, 1]],
    [1, 2, [2, 1, 3]],
    [1, 1, [1, 2, 3]],
    [3, 0, [3, 1, 2]],
    [2, 2, [1, 2, 3]],
  ])("page %i dropped before place %i", (page, before, expected) => expect(order(moveBefore(pages, testPage(page).pageId, "licence", before))).toEqual(expected));

  it("turning left from upright gives 270 degrees", () => {
    expect(turnBy(testPage(1), 270).payload).toMatchObject({ turnDegrees: 270 });
    expect(turnBy({ ...testPage(1), turnDegrees: 270 }, 90).payload).toMatchObject({ turnDegrees: 0 });
  });
});

describe("grounds of refusal", () => {
  const correction = { defects: [], requestedAt: monday, limitWorkingDays: 5, dueAt: addMs(monday, 1000), deliveredAt: null, note: null };
  it("offer those of a correction only when the rules would take them", () => {
    expect(groundsFor({ stage: "received", correction: null }, monday)).not.toContain("correction-insufficient");
    expect(groundsFor({ stage: "awaiting-correction", correction }, monday)).not.toContain("correction-not-delivered");
    expect(groundsFor({ stage: "awaiting-correction", correction }, addMs(monday, 2000) as Instant)[0]).toBe("correction-not-delivered");
    expect(groundsFor({ stage: "corrected", correction }, monday)[0]).toBe("correction-insufficient");
  });
});

it("items are found by any part of name, office or code, those beginning with it first", () => {
  const items = ["出版物零售许可", "零售登记"].map((name, index) => ({ ...testItem, name, code: `T-${index}` }));
  expect(findItems(items, "零售").map(({ name }) => name)).toEqual(["零售登记", "出版物零售许可"]);
  expect(findItems(items, "ｔ－0").map(({ name }) => name)).toEqual(["出版物零售许可"]);
  expect(findItems(items, "施工")).toEqual([]);
});
