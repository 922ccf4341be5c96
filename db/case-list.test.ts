import { afterEach, beforeEach, expect, test } from "vitest";
import type { NoticeKind } from "../domain/case/notice-parts.ts";
import type { CaseId, CommandId, OfficeId, PageId, Sha256 } from "../domain/ids.ts";
import type { Actor } from "../domain/people/role.ts";
import { regionDateOf, type Instant } from "../domain/time/instant.ts";
import { applicationOf, clerk, idMaker, item, officeId, pageBytes, pageOf, reviewers, tickingClock } from "../test/sync/fixtures.ts";
import { createMemoryCentre, type MemoryCentre } from "../test/sync/memory-centre.ts";
import { openTestStore, temporaryFolder } from "../test/sync/open-test-store.ts";
import type { GivenAct } from "./case-book.ts";
import type { Store } from "./store.ts";

const now = tickingClock();
const newId = idMaker();
/** A clerk of the hall, whose office receives and decides nothing. */
const hallOffice = "01900000-0000-7000-8000-000000000002" as OfficeId;
const hallClerk: Actor = { ...clerk, officeId: hallOffice };
const thirdOffice = "01900000-0000-7000-8000-000000000003" as OfficeId;

const system: Actor = { ...clerk, name: "审批中心", roles: ["system"] };

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let centre: MemoryCentre;

beforeEach(() => {
  folder = temporaryFolder();
  store = openTestStore(folder.path).store;
  centre = createMemoryCentre(now);
});
afterEach(() => {
  store.close();
  folder.remove();
});

function give(caseId: CaseId, actor: Actor, body: GivenAct["body"]): void {
  expect(store.cases.giveCommand({ commandId: newId<CommandId>(), caseId, actor, givenAt: now(), body }).outcome).toBe("events");
}

/** Received in the hall and accepted there. */
function accepted(name: string): CaseId {
  const caseId = newId<CaseId>();
  const reception = { commandId: newId<CommandId>(), caseId, actor: hallClerk, givenAt: now(), itemCode: item.code, itemVersion: 1, application: applicationOf(name), draftId: null };
  expect(store.cases.receiveCase(reception).outcome).toBe("events");
  const bytes = pageBytes(name);
  give(caseId, hallClerk, { kind: "attachPages", payload: { materialCode: "form", index: 0, pages: [pageOf(newId<PageId>(), store.pages.put(bytes), bytes.length, now())] } });
  give(caseId, hallClerk, { kind: "recordMaterial", payload: { materialCode: "form", medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } });
  give(caseId, hallClerk, { kind: "acceptCase", payload: {} });
  return caseId;
}

/** Granted by the department. */
function granted(name: string): CaseId {
  const caseId = accepted(name);
  give(caseId, reviewers.handler, { kind: "signOpinion", payload: { stepCode: "review", verdict: "agree", text: "同意", reasons: "", legalBasis: null } });
  give(caseId, reviewers["chief-leader"], { kind: "decideCase", payload: { outcome: "grant", text: "准予", reasons: "", legalBasis: null, remedies: "" } });
  return caseId;
}

/** Sends all there is to a centre that makes the case's notice, and hears of it. */
function heardOfNotice(caseId: CaseId, document: NoticeKind, number: string): void {
  const payload = { document, number, sha256: "a".repeat(64) as Sha256 } as const;
  store.centre.applyAnswers(store.queue.nextToSend(100).map(({ command }) => centre.judge(command)));
  const numbered = centre.judge({ id: newId<CommandId>(), kind: "numberDocument", payload, caseId, baseVersion: 0, actor: system, workstationCode: null, givenAt: now() });
  expect(numbered.outcome).toBe("applied");
  store.centre.applyFeed(centre.pull(store.centre.feedCursor(), 100));
}

const namesIn = (view: "publications" | "published" | "to-deliver" | "today", office: OfficeId, search = "") =>
  store.cases.list({ view, officeId: office, capacities: [], search, offset: 0, limit: 50, today: regionDateOf("2026-03-02T02:00:00.000Z" as Instant) }).rows.map(({ applicantName }) => applicantName);

test("what is to be published is listed where it was decided and where it was received, and once published with the place and the time (R-FLOW-9)", () => {
  const [first, second] = [granted("张三丰"), granted("李四")];
  for (const office of [officeId, hallOffice]) expect(namesIn("publications", office)).toEqual(["张三丰", "李四"]);
  expect(namesIn("publications", hallOffice, "李四")).toEqual(["李四"]);
  expect(namesIn("publications", thirdOffice)).toEqual([]);

  give(first, hallClerk, { kind: "recordPublication", payload: { place: "政务公开栏", url: null } });
  give(second, reviewers.handler, { kind: "recordPublication", payload: { place: "门户网站", url: "https://example.org/2" } });
  for (const office of [officeId, hallOffice]) expect([namesIn("publications", office), namesIn("published", office)]).toEqual([[], ["李四", "张三丰"]]);
  expect(namesIn("published", thirdOffice)).toEqual([]);
  const [last] = store.cases.list({ view: "published", officeId, capacities: [], search: "", offset: 0, limit: 1, today: regionDateOf(now()) }).rows;
  expect(last).toMatchObject({ caseId: second, publishDueAt: null, publication: { place: "门户网站", at: store.cases.find(second)?.case.publication?.at } });
});

test("what is to be delivered is listed where it was received, the one that waits longest first, until it is (R-FLOW-4, R-RECV-6)", () => {
  const [first, second] = [accepted("张三丰"), accepted("李四")];
  give(second, reviewers.handler, { kind: "suspendCase", payload: { procedure: "hearing", workingDays: 3, reason: "听证" } });
  give(first, hallClerk, { kind: "withdrawCase", payload: { reason: "不办了" } });
  expect(namesIn("to-deliver", hallOffice)).toEqual([]);
  heardOfNotice(second, "special-procedure-notice", "特告1号");
  heardOfNotice(first, "withdrawal-decision", "准撤1号");
  expect([namesIn("to-deliver", hallOffice), namesIn("to-deliver", hallOffice, "三丰"), namesIn("to-deliver", officeId)]).toEqual([["李四", "张三丰"], ["张三丰"], []]);
  expect(namesIn("today", hallOffice)).toHaveLength(2);

  const recipient = { name: "张三丰", relation: "self" } as const;
  const deliveredOn = regionDateOf(now());
  give(first, hallClerk, { kind: "deliverNotice", payload: { document: "withdrawal-decision", number: "准撤1号", method: "in-person", recipient, postNumber: "", deliveredOn, signature: null, note: "" } });
  expect(namesIn("to-deliver", hallOffice)).toEqual(["李四"]);
  expect(store.cases.find(first)?.case.documents).toMatchObject([{ number: "准撤1号", delivery: { recipient } }]);
});
