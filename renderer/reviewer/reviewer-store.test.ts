import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CommandAnswer, OpenedCase } from "../../contracts/ipc/cases.ts";
import { availableActions } from "../../domain/case/available-actions.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import { Failure } from "../../domain/failure.ts";
import { agreeing, CaseDriver, completing, receptionOf, reviewerWith, testItem } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createReviewerStore } from "./reviewer-store.ts";

const handler = reviewerWith("handler");
const bareDisagreement: CommandBody = { kind: "signOpinion", payload: { stepCode: "examine", verdict: "disagree", text: "不同意", reasons: "", legalBasis: null } };

function setUp() {
  const driver = new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
  const opened = (): OpenedCase => ({ case: driver.case, item: testItem, actions: availableActions(driver.case, handler), waitingCommandCount: 0, trail: [] });
  const answer = vi.fn(({ body }: { body: CommandBody }): CommandAnswer | Promise<CommandAnswer> => {
    const refusal = driver.give(body, handler);
    return refusal ? { outcome: "refused", refusal } : { outcome: "done", opened: opened() };
  });
  const test = createTestServices({ "cases.open": opened, "cases.act": answer });
  return { ...test, driver, answer, store: createReviewerStore(test.services, test.toNotices) };
}

let scene: ReturnType<typeof setUp>;
beforeEach(async () => {
  scene = setUp();
  await scene.store.getState().open(scene.driver.caseId);
});

describe("signing at the reviewer's desk", () => {
  it("shows the case as it stands after the signature", async () => {
    expect(await scene.store.getState().act(agreeing("examine"))).toBe(true);
    expect(scene.store.getState()).toMatchObject({ isActing: false, opened: { case: { opinions: [{ verdict: "agree" }] }, actions: ["handOverPaper", "signOpinion"] } });
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
