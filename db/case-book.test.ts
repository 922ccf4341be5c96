import { afterEach, beforeEach, expect, test } from "vitest";
import type { CaseId, CommandId, PageId } from "../domain/ids.ts";
import { runningNumberLimit } from "../domain/case/case-number.ts";
import type { Role } from "../domain/people/role.ts";
import { regionDateOf, type Instant } from "../domain/time/instant.ts";
import { applicationOf, clerk, enrolmentOf, idMaker, item, officeId, pageBytes, pageOf, reviewers, tickingClock } from "../test/sync/fixtures.ts";
import { openTestStore, temporaryFolder } from "../test/sync/open-test-store.ts";
import type { GivenAct } from "./case-book.ts";
import type { Store } from "./store.ts";

const now = tickingClock();
const newId = idMaker();
let folder: ReturnType<typeof temporaryFolder>;
let store: Store;

beforeEach(() => {
  folder = temporaryFolder();
  store = openTestStore(folder.path).store;
});
afterEach(() => {
  store.close();
  folder.remove();
});

function giving(caseId = newId<CaseId>()) {
  return { commandId: newId<CommandId>(), caseId, actor: clerk, givenAt: now() };
}

function receive(name = "张三丰", draftId: string | null = null): CaseId {
  const reception = { ...giving(), itemCode: item.code, itemVersion: 1, application: applicationOf(name), draftId };
  expect(store.cases.receiveCase(reception).outcome).toBe("events");
  return reception.caseId;
}

const today = () => regionDateOf("2026-03-02T02:00:00.000Z" as Instant);
const list = (view: "today" | "open" | "waiting" | "inbox" | "all", search = "", roles: Role[] = clerk.roles) =>
  store.cases.list({ view, officeId, capacities: [{ ...clerk, roles }], search, offset: 0, limit: 50, today: today() });

test("a reception is numbered, queued, listed and drops its draft (R-RECV-8, R-OFF-1)", () => {
  const draftId = newId();
  store.drafts.save({ draftId, itemCode: item.code, application: {}, savedAt: now() });
  const caseId = receive("张三丰", draftId);
  const second = receive("李四");

  expect(store.drafts.list()).toEqual([]);
  const [one, two] = [store.cases.find(caseId), store.cases.find(second)];
  expect([one?.case.number.slice(14, 24), two?.case.number.slice(14, 24)]).toEqual(["0001000001", "0001000002"]);
  expect(list("today").rows.map((row) => row.applicantName)).toEqual(["李四", "张三丰"]);
  expect(list("waiting").rows[0]).toMatchObject({ caseId, itemName: "测试许可", waitingCommandCount: 1, waitingPageCount: 0, hasAttention: false });
  expect(store.readWaiting()).toMatchObject({ waitingCaseCount: 2, waitingCommandCount: 2, waitingSince: one?.case.receivedAt });
  expect(store.queue.nextToSend(10).map((row) => row.caseId)).toEqual([caseId, second]);
});

test("a refused reception uses up no number and leaves nothing behind", () => {
  const decision = store.cases.receiveCase({ ...giving(), itemCode: "no-such-item", itemVersion: 1, application: applicationOf("赵六"), draftId: null });
  expect(decision).toMatchObject({ outcome: "refused", refusal: { code: "item-unknown" } });
  expect(store.readWaiting().waitingCommandCount).toBe(0);
  expect(store.cases.find(receive())?.case.number.slice(18, 24)).toBe("000001");
});

test("pages must be on the disk before a command names them; then they wait for the centre", () => {
  const caseId = receive();
  const bytes = pageBytes(1);
  const attach = (sha256: ReturnType<Store["pages"]["put"]>) =>
    store.cases.giveCommand({
      ...giving(caseId),
      body: { kind: "attachPages", payload: { materialCode: "form", index: 0, pages: [pageOf(newId<PageId>(), sha256, bytes.length, now())] } },
    });
  expect(() => attach("ab".repeat(32) as never)).toThrow(expect.objectContaining({ code: "page-not-kept" }));
  const sha256 = store.pages.put(bytes);
  expect(attach(sha256).outcome).toBe("events");
  expect(store.pages.nextUploads(10)).toMatchObject([{ sha256, byteLength: bytes.length }]);
  expect(list("waiting").rows[0]).toMatchObject({ waitingPageCount: 1, pageCount: 1 });
  expect(store.pages.find(sha256)?.equals(bytes)).toBe(true);

  expect(store.pages.markSent([sha256])).toEqual([caseId]);
  expect(store.readWaiting().waitingPageCount).toBe(0);
  expect(store.pages.trim(0)).toBe(1);
  expect(store.pages.has(sha256)).toBe(false);
});

test("a refused act writes nothing", () => {
  const caseId = receive();
  const decision = store.cases.giveCommand({ ...giving(caseId), body: { kind: "acceptCase", payload: {} } });
  expect(decision).toMatchObject({ outcome: "refused", refusal: { code: "not-complete" } });
  expect(store.cases.find(caseId)).toMatchObject({ waitingCommandCount: 1, case: { stage: "received" } });
});

test("the store survives closing: queue, numbers and lists are as they were", () => {
  const caseId = receive();
  store.close();
  const again = openTestStore(folder.path);
  store = again.store;
  expect(again.outcome).toBe("opened");
  expect(store.cases.find(caseId)?.case.stage).toBe("received");
  expect(store.cases.find(receive())?.case.number.slice(18, 24)).toBe("000002");
});

test("running out of numbers is an error, not a repetition", () => {
  for (let at = 0; at < 3; at += 1) store.enrolments.takeRunningNumber();
  expect(store.enrolments.takeRunningNumber()).toBe(4);
  store.enrolments.enrol(enrolmentOf("0002"), now());
  expect(store.enrolments.takeRunningNumber()).toBe(1);
  store.enrolments.enrol(enrolmentOf("0001"), now());
  expect(store.enrolments.takeRunningNumber()).toBe(5);
  expect(runningNumberLimit).toBe(999_999);
});

test("people who signed in before are known by their password, and strangers are not (R-OFF-1)", async () => {
  const person = { ...clerk, personId: clerk.personId, account: "wang", officeName: "测试局" };
  const { workstationCode: _code, ...known } = person;
  await store.people.remember(known, "correct horse", now());
  expect(await store.people.verify("wang", "correct horse")).toEqual(known);
  expect(await store.people.verify("wang", "wrong")).toBeUndefined();
  expect(await store.people.verify("li", "correct horse")).toBeUndefined();
  store.people.forget("wang");
  expect(await store.people.verify("wang", "correct horse")).toBeUndefined();
});

test("an act of the centre's own is refused here, and waits in no queue", () => {
  const caseId = receive("李红梅");
  const before = store.cases.find(caseId)?.waitingCommandCount;
  expect(store.cases.giveCommand({ ...giving(caseId), body: { kind: "deemAccepted", payload: {} } })).toEqual({
    outcome: "refused", refusal: { code: "only-at-centre", kind: "deemAccepted" },
  });
  expect(store.cases.find(caseId)?.waitingCommandCount).toBe(before);
});

test("the inbox puts the cases first that wait for who asks, then by their limit", () => {
  const give = (caseId: CaseId, actor: typeof clerk, ...bodies: GivenAct["body"][]) => {
    for (const body of bodies) expect(store.cases.giveCommand({ ...giving(caseId), actor, body }).outcome).toBe("events");
  };
  const bytes = pageBytes("inbox");
  const sha256 = store.pages.put(bytes);
  const [signed, signedLater, , decided] = ["签过", "后签", "未签", "已决定"].map((name) => {
    const caseId = receive(name);
    // Scanned, so that the window owes nothing any more and the flow's limits alone count.
    give(caseId, clerk, { kind: "attachPages", payload: { materialCode: "form", index: 0, pages: [pageOf(newId<PageId>(), sha256, bytes.length, now())] } });
    give(caseId, clerk, { kind: "recordMaterial", payload: { materialCode: "form", medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } }, { kind: "acceptCase", payload: {} });
    return caseId;
  }) as [CaseId, CaseId, CaseId, CaseId];
  const agreement = { verdict: "agree", text: "同意", reasons: "", legalBasis: null } as const;
  for (const caseId of [signed, signedLater, decided]) give(caseId, reviewers.handler, { kind: "signOpinion", payload: { ...agreement, stepCode: "review" } });
  give(decided, reviewers["chief-leader"], { kind: "decideCase", payload: { outcome: "grant", text: "准予", reasons: "", legalBasis: null, remedies: "" } });

  const inboxOf = (roles: Role[], search = "") => list("inbox", search, roles).rows.map(({ applicantName, isMyTurn, step }) => [applicantName, isMyTurn, step?.name]);
  expect(inboxOf(["chief-leader"])).toEqual([["签过", true, "签发"], ["后签", true, "签发"], ["未签", false, "审查"]]);
  expect(inboxOf(["handler"])[0]).toEqual(["未签", true, "审查"]);
  expect(inboxOf(["handler"], "签过")).toEqual([["签过", false, "签发"]]);
  // What stands still waits for nobody here (R-FLOW-4); an answer from above is waited for by who may record it, behind what is to be signed (R-FLOW-7).
  give(signed, reviewers["chief-leader"], { kind: "suspendCase", payload: { procedure: "hearing", workingDays: 6, reason: "申请听证" } });
  give(signedLater, reviewers["chief-leader"], { kind: "reportUpward", payload: { authority: "测试厅", question: "是否适用" } });
  expect(inboxOf(["chief-leader"])).toEqual([["后签", true, "签发"], ["未签", false, "审查"], ["签过", false, "签发"]]);
  expect(inboxOf(["handler"])).toEqual([["未签", true, "审查"], ["后签", true, "签发"], ["签过", false, "签发"]]);
  expect(inboxOf(["deputy-leader"]).map(([, isMyTurn]) => isMyTurn)).toEqual([false, false, false]);
  // Decided is out of the inbox and not over: its result is still to be handed over.
  expect(list("open").rows.find(({ caseId }) => caseId === decided)).toMatchObject({ stage: "granted", isHandedOver: false });
});

test("cases are found by any part of a name, number or telephone", () => {
  const caseId = receive("张建国");
  receive("欧阳娜娜");
  const number = store.cases.find(caseId)?.case.number ?? "";
  for (const search of ["张", "建国", "国", "张建国", "建国项目", "8000", "138", "ＰＡＳＳ", "passport-1", number.slice(15, 24), "建 8000"]) {
    expect([search, list("all", search).rows.map((row) => row.caseId)]).toEqual([search, expect.arrayContaining([caseId])]);
  }
  expect(list("all", "建国").total).toBe(1);
  expect(list("all", "国建").total).toBe(0);
  expect(list("all", '建" OR "欧').total).toBe(0);
  expect(list("all", "%").total).toBe(0);
});
