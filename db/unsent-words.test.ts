import { afterEach, beforeEach, expect, test } from "vitest";
import type { CaseId, CommandId, PersonId } from "../domain/ids.ts";
import { applicationOf, clerk, idMaker, item, tickingClock } from "../test/sync/fixtures.ts";
import { createMemoryCentre } from "../test/sync/memory-centre.ts";
import { openTestStore, temporaryFolder } from "../test/sync/open-test-store.ts";
import type { Store } from "./store.ts";
import type { StoredWords } from "./store-types.ts";

const now = tickingClock();
const newId = idMaker();
const colleague = newId<PersonId>();
let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let caseId: CaseId;

beforeEach(() => {
  folder = temporaryFolder();
  store = openTestStore(folder.path).store;
  caseId = newId<CaseId>();
  const reception = { commandId: newId<CommandId>(), caseId, actor: clerk, givenAt: now(), itemCode: item.code, itemVersion: 1, application: applicationOf("张三丰"), draftId: null };
  expect(store.cases.receiveCase(reception).outcome).toBe("events");
});
afterEach(() => {
  store.close();
  folder.remove();
});

const withdrawal = (reason: string, detail = ""): StoredWords => ({ caseId, form: "withdrawCase", detail, words: { reason }, savedAt: now() });
const withdraw = (actor = clerk) =>
  store.cases.giveCommand({ commandId: newId<CommandId>(), caseId, actor, givenAt: now(), body: { kind: "withdrawCase", payload: { reason: "申请人放弃" } } });

test("words are kept for each person apart, over a restart, the last typed in the place of those before", () => {
  const { personId } = clerk;
  const [first, second, other] = [withdrawal("申请"), withdrawal("申请人放弃"), { ...withdrawal("理由"), form: "refuseCase" as const }];
  store.unsentWords.save(personId, first);
  store.unsentWords.save(personId, second);
  store.unsentWords.save(personId, other);
  store.unsentWords.save(colleague, withdrawal("别人的话"));
  store.close();
  store = openTestStore(folder.path).store;
  expect(store.unsentWords.of(personId)).toEqual([other, second]);
  store.unsentWords.drop(personId, second);
  expect(store.unsentWords.of(personId)).toEqual([other]);
  expect(store.unsentWords.of(colleague)).toMatchObject([{ words: { reason: "别人的话" } }]);
});

test("an act given takes the giver's words of its kind with it; a refused one leaves them", () => {
  const { personId } = clerk;
  const kept = { ...withdrawal("另一张表"), form: "refuseCase" as const };
  for (const words of [withdrawal("申请人放弃"), withdrawal("换个说法", "second"), kept]) store.unsentWords.save(personId, words);
  store.unsentWords.save(colleague, withdrawal("别人的话"));
  expect(withdraw({ ...clerk, roles: ["handler"] }).outcome).toBe("refused");
  expect(store.unsentWords.of(personId)).toHaveLength(3);
  expect(withdraw().outcome).toBe("events");
  expect(store.unsentWords.of(personId)).toEqual([kept]);
  expect(store.unsentWords.of(colleague)).toHaveLength(1);
});

test("words nobody can give any more are gone at the next opening, once the centre has said that the case ended", () => {
  const { personId } = clerk;
  const handOver = { ...withdrawal("移交"), form: "handOverPaper" as const };
  for (const words of [{ ...withdrawal("理由"), form: "refuseCase" as const }, handOver]) store.unsentWords.save(colleague, words);
  const other = { ...withdrawal("还在办的"), caseId: newId<CaseId>() };
  store.unsentWords.save(personId, other);
  expect(withdraw().outcome).toBe("events");
  const reopen = () => {
    store.close();
    store = openTestStore(folder.path).store;
  };
  reopen();
  expect(store.unsentWords.of(colleague)).toHaveLength(2);
  const centre = createMemoryCentre(now);
  store.centre.applyAnswers(store.queue.nextToSend(10).map(({ command }) => centre.judge(command)));
  reopen();
  expect(store.unsentWords.of(colleague)).toEqual([handOver]);
  expect(store.unsentWords.of(personId)).toEqual([other]);
});
