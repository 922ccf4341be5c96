import { beforeEach, describe, expect, it, vi } from "vitest";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { ScanProgress } from "../../contracts/ipc/scanning.ts";
import { availableActions } from "../../domain/case/available-actions.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { actorWith, CaseDriver, completing, receptionOf, testId, testItem, testPage, wholeRecord } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createUnsentWordsStore } from "../unsent-words/unsent-words-store.ts";
import { createCaseStore, findRememberedCase } from "./case-store.ts";
import { moveBehind } from "./page-acts.ts";
import { moveTargetsOf } from "./scan-target.ts";

/** A store over a real case: acts are decided and evolved by the rules. */
function setUp() {
  const driver = new CaseDriver().mustGive(
    receptionOf(1),
    { kind: "attachPages", payload: { materialCode: "application", index: 0, pages: [testPage(1), testPage(2), testPage(3)] } },
  );
  const open = (): OpenedCase => ({
    case: driver.case, item: testItem, actions: availableActions(driver.case, actorWith("window-clerk"), testItem), actingFor: null, waitingCommandCount: 0, trail: [], record: wholeRecord, lostPages: [],
  });
  const test = createTestServices({
    "cases.open": open,
    "cases.act": ({ body }) => {
      const refusal = driver.give(body);
      return refusal ? { outcome: "refused", refusal } : { outcome: "done", opened: open() };
    },
  });
  const store = createCaseStore(test.services, test.toNotices, createUnsentWordsStore(test.services, test.toNotices));
  store.getState().show(open());
  store.getState().selectMaterial("application");
  const pages = () => materialOf(driver.case, "application").pages.map((page) => page.pageId);
  return { ...test, store, driver, open, pages };
}

describe("the case on the desk", () => {
  let desk: ReturnType<typeof setUp>;
  beforeEach(() => {
    desk = setUp();
  });
  const ids = [1, 2, 3].map((count) => testPage(count).pageId);

  it("opens at the first required material without anything", () => {
    desk.store.getState().close();
    desk.store.getState().show(desk.open());
    expect(desk.store.getState().materialCode).toBe("licence");
  });

  it("selects the neighbour of a page taken out, and puts the page back where it was", async () => {
    desk.store.getState().selectPage(ids[1] ?? null);
    await desk.store.getState().removePage();
    expect(desk.pages()).toEqual([ids[0], ids[2]]);
    expect(desk.store.getState().pageId).toBe(ids[2]);
    await desk.store.getState().restorePage();
    expect(desk.pages()).toEqual(ids);
    expect(desk.store.getState()).toMatchObject({ pageId: ids[1], lastRemoved: null });
  });

  it("selects the last page when the last one was taken out", async () => {
    desk.store.getState().selectPage(ids[2] ?? null);
    await desk.store.getState().removePage();
    expect(desk.store.getState().pageId).toBe(ids[1]);
  });

  it("gives acts one after the other, in the order of the keys", async () => {
    const move = (index: number) => desk.store.getState().act({ kind: "movePage", payload: { pageId: testPage(1).pageId, materialCode: "application", index } });
    const results = Promise.all([move(1), move(2), move(0), move(1)]);
    expect(desk.store.getState().pendingCount).toBe(4);
    expect(await results).toEqual([true, true, true, true]);
    expect(desk.pages()).toEqual([ids[1], ids[0], ids[2]]);
    expect(desk.store.getState().pendingCount).toBe(0);
  });

  it("moves a page behind the last one of another material, and stays where it was", async () => {
    const { store, driver } = desk;
    const licence = () => materialOf(driver.case, "licence").pages.map(({ pageId }) => pageId);
    const move = (count: number) => store.getState().act(moveBehind(store.getState().opened!.case, testPage(count).pageId, "licence"));
    store.getState().selectPage(ids[1] ?? null);
    expect(await move(2)).toBe(true);
    expect(store.getState()).toMatchObject({ materialCode: "application", pageId: ids[2] });
    expect(await move(1)).toBe(true);
    expect(licence()).toEqual([ids[1], ids[0]]);
    expect(desk.pages()).toEqual([ids[2]]);
    expect(await move(3)).toBe(true);
    expect(store.getState().pageId).toBeNull();
  });

  it("offers a page every other material that may change, and none once all is accepted", () => {
    expect(moveTargetsOf(desk.open(), "application").map(({ code }) => code)).toEqual(testItem.materials.map(({ code }) => code).filter((code) => code !== "application"));
    desk.driver.mustGive(...completing, { kind: "acceptCase", payload: {} });
    expect(moveTargetsOf(desk.open(), "application")).toEqual([]);
  });

  it("says why an act was refused, in the item's words, and goes on", async () => {
    expect(await desk.store.getState().act({ kind: "acceptCase", payload: {} })).toBe(false);
    expect(desk.notices.getState().notices).toMatchObject([{ tone: "problem", text: expect.stringContaining("“营业执照”") }]);
    expect(await desk.store.getState().act({ kind: "unrecordMaterial", payload: { materialCode: "licence" } })).toBe(true);
  });

  it("reads the case anew when told that it changed, and no other", async () => {
    const end = desk.store.getState().start();
    desk.driver.mustGive({ kind: "removePage", payload: { pageId: testPage(1).pageId } });
    desk.publish("cases.changed", { caseIds: [new CaseDriver(9).caseId] });
    desk.publish("cases.changed", { caseIds: [desk.driver.caseId] });
    await vi.waitFor(() => expect(materialOf(desk.store.getState().opened!.case, "application").pages).toHaveLength(2));
    end();
  });

  it("is remembered for the next start until it is closed", () => {
    expect(findRememberedCase(desk.services.preferences)).toBe(desk.driver.caseId);
    desk.store.getState().close();
    expect(findRememberedCase(desk.services.preferences)).toBeUndefined();
  });
});

describe("sheets after a batch", () => {
  const batch = (desk: ReturnType<typeof setUp>, finishedPageCount: number): ScanProgress => ({
    jobId: testId(6, 1), target: { caseId: desk.driver.caseId, materialCode: "application", index: 0, replacesPageId: null }, state: "finished",
    finishedPageCount, workingPageCount: 0, totalCount: null, currentPageShare: null, blankPageCount: 0, problems: [], warnings: [], failure: null,
    materials: [{ materialCode: "application", pageCount: finishedPageCount }],
  });
  const recorded = (sheetCount: number) =>
    ({ kind: "recordMaterial", payload: { materialCode: "application", medium: "paper", checkedAs: "original", copies: 1, sheetCount } }) as const;
  const sheets = (desk: ReturnType<typeof setUp>) => materialOf(desk.driver.case, "application").record?.sheetCount;

  it("follow the pages when they were only guessed", async () => {
    const desk = setUp();
    desk.driver.mustGive(recorded(1));
    await desk.store.getState().countSheets(batch(desk, 3));
    expect(sheets(desk)).toBe(3);
  });

  it("stay as the clerk typed them", async () => {
    const desk = setUp();
    desk.driver.mustGive(recorded(2));
    await desk.store.getState().countSheets(batch(desk, 3));
    expect(sheets(desk)).toBe(2);
  });
});
