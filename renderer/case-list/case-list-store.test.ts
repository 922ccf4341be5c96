import { describe, expect, it, vi } from "vitest";
import type { CaseRow } from "../../contracts/ipc/cases.ts";
import { summaryOf } from "../../domain/case/case-summary.ts";
import type { CaseId } from "../../domain/ids.ts";
import { CaseDriver, receptionOf, testId } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createCaseListStore, rowsPerFetch } from "./case-list-store.ts";
import { readAllRows } from "./read-all-rows.ts";

const row: CaseRow = {
  ...summaryOf(new CaseDriver().mustGive(receptionOf(1)).case), itemName: "测试许可", waitingCommandCount: 0, waitingPageCount: 0, hasAttention: false, isMyTurn: false,
};

function setUp(count: number) {
  const scene = { count };
  const list = vi.fn(({ search, offset, limit }: { search: string; offset: number; limit: number }) => {
    const total = search === "" ? scene.count : 1;
    return { total, rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => ({ ...row, applicantName: `${search}${offset + index}` })) };
  });
  const test = createTestServices({ "cases.list": list });
  const store = createCaseListStore(test.services, test.toNotices, "today");
  return { ...test, store, list, scene };
}

const isLoaded = (store: ReturnType<typeof setUp>["store"]) => vi.waitFor(() => expect(store.getState().isLoaded).toBe(true));

describe("a long list", () => {
  it("fetches only the stretch looked at, and each once", async () => {
    const { store, list } = setUp(5000);
    store.getState().show("all");
    await isLoaded(store);
    store.getState().need(2990, 3010);
    store.getState().need(2995, 3020);
    await vi.waitFor(() => expect(store.getState().rows.get(3010)?.applicantName).toBe("3010"));
    expect(list.mock.calls.map(([{ offset }]) => offset)).toEqual([0, 2900, 3000]);
    expect(store.getState().rows.size).toBe(3 * rowsPerFetch);
    expect(store.getState().total).toBe(5000);
  });

  it("asks once for a word typed quickly and begins at its top", async () => {
    const { store, list, advance } = setUp(500);
    store.getState().show("all");
    await isLoaded(store);
    store.getState().activate(40);
    for (const text of ["刘", "刘一", "刘一窗"]) store.getState().searchFor(text);
    advance(200);
    await vi.waitFor(() => expect(store.getState().total).toBe(1));
    expect(list.mock.calls.map(([{ search }]) => search)).toEqual(["", "刘一窗"]);
    expect(store.getState()).toMatchObject({ activeIndex: 0 });
    expect(store.getState().rows.size).toBe(1);
  });

  it("shows changes without losing the place", async () => {
    const { store, scene, publish, advance, list } = setUp(500);
    store.getState().start();
    store.getState().show("all");
    await isLoaded(store);
    store.getState().activate(42);
    scene.count = 30;
    publish("cases.changed", { caseIds: [row.caseId] });
    publish("cases.changed", { caseIds: [row.caseId] });
    advance(200);
    await vi.waitFor(() => expect(store.getState().total).toBe(30));
    expect(store.getState().activeIndex).toBe(29);
    expect([...store.getState().rows.keys()].every((index) => index < 30)).toBe(true);
    expect(list).toHaveBeenCalledTimes(2);
  });
});

describe("the whole of a list", () => {
  it("is read however long it is, also when a case moves ahead meanwhile", async () => {
    const { services, list, scene } = setUp(1203);
    list.mockImplementation(({ offset, limit }) => ({
      total: scene.count,
      // The second stretch begins with the last row of the first.
      rows: Array.from({ length: Math.max(0, Math.min(limit, scene.count - offset)) }, (_, index) => ({ ...row, caseId: testId(4, offset + index - (offset > 0 ? 1 : 0)) as CaseId })),
    }));
    expect((await readAllRows(services, "certificates")).map(({ caseId }) => caseId)).toEqual(Array.from({ length: 1202 }, (_, index) => testId(4, index)));
  });

  it("is empty when there is nothing", async () => {
    const { services, list } = setUp(0);
    expect(await readAllRows(services, "certificates")).toEqual([]);
    expect(list).toHaveBeenCalledTimes(1);
  });
});
