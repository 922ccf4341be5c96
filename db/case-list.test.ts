import { afterEach, beforeEach, expect, test } from "vitest";
import type { CaseId, CommandId, OfficeId, PageId } from "../domain/ids.ts";
import type { Actor } from "../domain/people/role.ts";
import { regionDateOf, type Instant } from "../domain/time/instant.ts";
import { applicationOf, clerk, idMaker, item, officeId, pageBytes, pageOf, reviewers, tickingClock } from "../test/sync/fixtures.ts";
import { openTestStore, temporaryFolder } from "../test/sync/open-test-store.ts";
import type { GivenAct } from "./case-book.ts";
import type { Store } from "./store.ts";

const now = tickingClock();
const newId = idMaker();
/** A clerk of the hall, whose office receives and decides nothing. */
const hallOffice = "01900000-0000-7000-8000-000000000002" as OfficeId;
const hallClerk: Actor = { ...clerk, officeId: hallOffice };
const thirdOffice = "01900000-0000-7000-8000-000000000003" as OfficeId;

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

function give(caseId: CaseId, actor: Actor, body: GivenAct["body"]): void {
  expect(store.cases.giveCommand({ commandId: newId<CommandId>(), caseId, actor, givenAt: now(), body }).outcome).toBe("events");
}

/** Received in the hall, granted by the department. */
function granted(name: string): CaseId {
  const caseId = newId<CaseId>();
  const reception = { commandId: newId<CommandId>(), caseId, actor: hallClerk, givenAt: now(), itemCode: item.code, itemVersion: 1, application: applicationOf(name), draftId: null };
  expect(store.cases.receiveCase(reception).outcome).toBe("events");
  const bytes = pageBytes(name);
  give(caseId, hallClerk, { kind: "attachPages", payload: { materialCode: "form", index: 0, pages: [pageOf(newId<PageId>(), store.pages.put(bytes), bytes.length, now())] } });
  give(caseId, hallClerk, { kind: "recordMaterial", payload: { materialCode: "form", medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } });
  give(caseId, hallClerk, { kind: "acceptCase", payload: {} });
  give(caseId, reviewers.handler, { kind: "signOpinion", payload: { stepCode: "review", verdict: "agree", text: "同意", reasons: "", legalBasis: null } });
  give(caseId, reviewers["chief-leader"], { kind: "decideCase", payload: { outcome: "grant", text: "准予", reasons: "", legalBasis: null, remedies: "" } });
  return caseId;
}

const namesIn = (view: "publications" | "published", office: OfficeId, search = "") =>
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
