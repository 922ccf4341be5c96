import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CommandAnswer, OpenedCase } from "../../contracts/ipc/cases.ts";
import { availableActions } from "../../domain/case/available-actions.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import { Failure } from "../../domain/failure.ts";
import { agreeing, CaseDriver, completing, receptionOf, reviewerWith, testItem, wholeRecord } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createUnsentWordsStore } from "../unsent-words/unsent-words-store.ts";
import { createReviewerStore } from "./reviewer-store.ts";

const handler = reviewerWith("handler");
const bareDisagreement: CommandBody = { kind: "signOpinion", payload: { stepCode: "examine", verdict: "disagree", text: "不同意", reasons: "", legalBasis: null } };

function setUp() {
  const driver = new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
  const opened = (): OpenedCase => ({ case: driver.case, item: testItem, actions: availableActions(driver.case, handler, testItem), actingFor: null, waitingCommandCount: 0, trail: [], record: wholeRecord, lostPages: [] });
  const answer = vi.fn(({ body }: { body: CommandBody }): CommandAnswer | Promise<CommandAnswer> => {
    const refusal = driver.give(body, handler);
    return refusal ? { outcome: "refused", refusal } : { outcome: "done", opened: opened() };
  });
  const read = vi.fn(opened);
  const test = createTestServices({ "cases.open": read, "cases.act": answer });
  return { ...test, driver, answer, read, store: createReviewerStore(test.services, test.toNotices, createUnsentWordsStore(test.services, test.toNotices)) };
}

let scene: ReturnType<typeof setUp>;
beforeEach(async () => {
  scene = setUp();
  await scene.store.getState().open(scene.driver.caseId);
});

describe("signing at the reviewer's desk", () => {
  it("shows the case as it stands after the signature", async () => {
    expect(await scene.store.getState().act(agreeing("examine"))).toBe(true);
    expect(scene.store.getState()).toMatchObject({ isActing: false, opened: { case: { opinions: [{ verdict: "agree" }] }, actions: ["handOverPaper", "signOpinion", "askOpinionCorrection"] } });
  });

  it("says in words why a signature was refused and keeps the case as it was", async () => {
    expect(await scene.store.getState().act(bareDisagreement)).toBe(false);
    expect(scene.notices.getState().notices[0]?.text).toContain("还没有写明理由、法律依据");
    expect(scene.store.getState().opened?.case.opinions).toEqual([]);
  });

  it("signs once however often the key is pressed", async () => {
    const { act } = scene.store.getState();
    expect(await Promise.all([act(agreeing("examine")), act(agreeing("examine"))])).toEqual([true, false]);
    expect(scene.answer).toHaveBeenCalledOnce();
  });

  it("can be tried again after the workstation process failed", async () => {
    scene.answer.mockImplementationOnce(() => Promise.reject(new Failure("store-full")));
    expect(await scene.store.getState().act(agreeing("examine"))).toBe(false);
    expect(scene.notices.getState().notices).toHaveLength(1);
    expect(await scene.store.getState().act(agreeing("examine"))).toBe(true);
  });
});

describe("the case that will probably be opened next", () => {
  it("is read ahead once and opened without asking again", async () => {
    const { store, driver, read } = scene;
    read.mockClear();
    await store.getState().lookAhead(driver.caseId);
    await store.getState().lookAhead(driver.caseId);
    await store.getState().open(driver.caseId);
    expect(read).toHaveBeenCalledOnce();
    await store.getState().open(driver.caseId);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("is read again when it changed meanwhile", async () => {
    const { store, driver, read, publish } = scene;
    const end = store.getState().start();
    store.getState().close();
    await store.getState().lookAhead(driver.caseId);
    driver.mustGiveAs(handler, agreeing("examine"));
    read.mockClear();
    publish("cases.changed", { caseIds: [driver.caseId] });
    await store.getState().open(driver.caseId);
    end();
    expect(read).toHaveBeenCalledOnce();
    expect(store.getState().opened?.case.opinions).toHaveLength(1);
  });

  it("that cannot be read ahead is asked for again when opened", async () => {
    const { store, driver, read } = scene;
    read.mockImplementationOnce(() => {
      throw new Failure("store-full");
    });
    expect(await store.getState().lookAhead(driver.caseId)).toBeUndefined();
    await store.getState().open(driver.caseId);
    expect(store.getState().opened?.case.id).toBe(driver.caseId);
  });
});
