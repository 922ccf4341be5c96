import { describe, expect, it, vi } from "vitest";
import type { Draft, OpenedCase } from "../../contracts/ipc/cases.ts";
import { Failure } from "../../domain/failure.ts";
import { CaseDriver, receptionOf, testApplication, testItem, wholeRecord } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { typedFromApplication } from "./draft.ts";
import { createDraftStore } from "./draft-store.ts";

const driver = new CaseDriver().mustGive(receptionOf(1));
const opened: OpenedCase = { case: driver.case, item: testItem, actions: [], actingFor: null, waitingCommandCount: 1, trail: [], record: wholeRecord, lostPages: [] };

function setUp(options: { stored?: Draft[]; isRefused?: boolean; listDrafts?: () => Promise<Draft[]> } = {}) {
  let stored = options.stored ?? [];
  const saved = vi.fn((draft: Draft) => {
    stored = [draft, ...stored.filter((other) => other.draftId !== draft.draftId)];
    return {};
  });
  const received = vi.fn(() =>
    options.isRefused ? { outcome: "refused" as const, refusal: { code: "case-exists" as const } } : { outcome: "done" as const, opened },
  );
  const test = createTestServices({
    "drafts.list": options.listDrafts ?? (() => stored),
    "drafts.save": saved,
    "drafts.drop": ({ draftId }) => {
      stored = stored.filter((draft) => draft.draftId !== draftId);
      return {};
    },
    "cases.receive": received,
  });
  const store = createDraftStore(test.services, test.toNotices);
  return { ...test, store, saved, received, storedDrafts: () => stored };
}

const typed = { ...typedFromApplication(testApplication), chosenIdentityKind: null };

describe("saving while typing", () => {
  it("saves once, a moment after the last key", async () => {
    const { store, saved, advance } = setUp();
    store.getState().change({ applicantName: "刘" });
    advance(300);
    store.getState().change({ applicantName: "刘一窗" });
    advance(300);
    expect(saved).not.toHaveBeenCalled();
    advance(200);
    await vi.waitFor(() => expect(saved).toHaveBeenCalledOnce());
    expect(saved.mock.calls[0]?.[0].application).toMatchObject({ applicantName: "刘一窗" });
    await vi.waitFor(() => expect(store.getState().savedAt).not.toBeNull());
  });

  it("brings back the newest draft after a crash, the others stay at hand", async () => {
    const before = setUp();
    before.store.getState().change({ applicantName: "先来的" });
    await before.store.getState().flush();
    before.advance(60_000);
    await before.store.getState().startNew();
    before.store.getState().change({ applicantName: "后来的" });
    await before.store.getState().flush();

    const after = setUp({ stored: before.storedDrafts() });
    expect(await after.store.getState().restore()).toBe(true);
    expect(after.store.getState().typed.applicantName).toBe("后来的");
    expect(after.store.getState().others.map((draft) => draft.application["applicantName"])).toEqual(["先来的"]);
  });

  it("overwrites nothing that is being typed", async () => {
    const { store } = setUp({ stored: [{ draftId: "00000000-0000-7000-8000-00000000000f", itemCode: null, application: { applicantName: "旧" }, savedAt: "2026-11-20" }] });
    store.getState().change({ applicantName: "新" });
    expect(await store.getState().restore()).toBe(false);
    expect(store.getState().typed.applicantName).toBe("新");
  });
});

describe("reception", () => {
  it("sends the application with the draft's id and leaves the form blank", async () => {
    const { store, received, saved, advance } = setUp();
    store.getState().change(typed);
    store.getState().chooseItem(testItem.code);
    const { draftId } = store.getState();
    expect(await store.getState().receive(testItem)).toEqual(opened);
    expect(received).toHaveBeenCalledWith({ draftId, itemCode: testItem.code, application: testApplication });
    expect(store.getState()).toMatchObject({ itemCode: null, typed: { applicantName: "" } });
    expect(store.getState().draftId).not.toBe(draftId);
    // The save that was still to come must not bring the received draft back.
    advance(10_000);
    await store.getState().flush();
    expect(saved).not.toHaveBeenCalled();
  });

  it("hands the case over at once, without waiting for the other drafts", async () => {
    const { store } = setUp({ listDrafts: () => new Promise(() => undefined) });
    store.getState().change(typed);
    expect(await store.getState().receive(testItem)).toEqual(opened);
  });

  it("stands though the other drafts cannot be listed, and saves nothing again", async () => {
    const { store, saved, advance, notices } = setUp({ listDrafts: () => Promise.reject(new Failure("database-busy", { retryable: true })) });
    store.getState().change(typed);
    expect(await store.getState().receive(testItem)).toEqual(opened);
    await vi.waitFor(() => expect(notices.getState().notices).toHaveLength(1));
    advance(10_000);
    expect(saved).not.toHaveBeenCalled();
    expect(store.getState()).toMatchObject({ isReceiving: false, typed: { applicantName: "" } });
  });

  it("happens once however often the key is pressed", async () => {
    const { store, received } = setUp();
    store.getState().change(typed);
    await Promise.all([store.getState().receive(testItem), store.getState().receive(testItem)]);
    expect(received).toHaveBeenCalledOnce();
  });

  it("is not tried with problems; each goes when its field changes", async () => {
    const { store, received } = setUp();
    store.getState().change({ ...typed, contactMobile: "1" });
    expect(await store.getState().receive(testItem)).toBeUndefined();
    expect(received).not.toHaveBeenCalled();
    expect([...store.getState().problems.keys()]).toEqual(["contactMobile"]);
    store.getState().change({ contactMobile: "13800000000" });
    expect(store.getState().problems.size).toBe(0);
  });

  it("keeps what was typed when it is refused, and says why", async () => {
    const { store, notices } = setUp({ isRefused: true });
    store.getState().change(typed);
    expect(await store.getState().receive(testItem)).toBeUndefined();
    expect(store.getState().typed).toEqual(typed);
    expect(notices.getState().notices).toMatchObject([{ tone: "problem", text: expect.stringContaining("已经接过件") }]);
  });
});

it("a number typed over a read one is no longer read from a card", () => {
  const { store } = setUp();
  store.getState().change({ identityNumber: "11010519491231002X", isReadFromCard: true });
  expect(store.getState().typed.isReadFromCard).toBe(true);
  store.getState().change({ identityNumber: "11010519491231002" });
  expect(store.getState().typed.isReadFromCard).toBe(false);
});
