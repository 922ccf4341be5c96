import { expect, test } from "vitest";
import type { CaseId, CommandId } from "../domain/ids.ts";
import { applicationOf, clerk, idMaker, item, tickingClock } from "../test/sync/fixtures.ts";
import { createMemoryCentre } from "../test/sync/memory-centre.ts";
import { openTestStore, temporaryFolder } from "../test/sync/open-test-store.ts";
import type { Store } from "./store.ts";

test("an act the centre applied beyond events not seen yet stays in sight, is not sent again, and gives way to the feed", () => {
  const folders = [temporaryFolder(), temporaryFolder()];
  const now = tickingClock();
  const newId = idMaker();
  const centre = createMemoryCentre(now);
  const [one, two] = folders.map((folder, at) => openTestStore(folder.path, `000${at + 1}`, { now }).store) as [Store, Store];
  const caseId = newId<CaseId>();
  const giving = () => ({ commandId: newId<CommandId>(), caseId, actor: clerk, givenAt: now() });
  const tick = (store: Store, materialCode: string): void => {
    const payload = { materialCode, medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } as const;
    expect(store.cases.giveCommand({ ...giving(), body: { kind: "recordMaterial", payload } }).outcome).toBe("events");
  };
  const push = (store: Store) => store.centre.applyAnswers(store.queue.nextToSend(10).map(({ command }) => centre.judge(command)));
  const pull = (store: Store) => store.centre.applyFeed(centre.pull(store.centre.feedCursor(), 100));

  one.cases.receiveCase({ ...giving(), itemCode: item.code, itemVersion: 1, application: applicationOf("张三"), draftId: null });
  push(one);
  pull(two);
  tick(two, "drawing");
  push(two);
  tick(one, "form");
  expect(push(one).breaks).toEqual([]);

  expect(one.cases.find(caseId)).toMatchObject({ waitingCommandCount: 0, case: { version: 2, materials: { form: { record: { copies: 1 } } } } });
  expect(one.queue.nextToSend(10)).toEqual([]);
  expect(one.readWaiting().waitingCommandCount).toBe(0);

  pull(one);
  pull(two);
  expect(one.cases.find(caseId)?.case).toMatchObject({ version: 3, materials: { form: { record: {} }, drawing: { record: {} } } });
  expect(one.cases.find(caseId)).toEqual(two.cases.find(caseId));
  for (const store of [one, two]) store.close();
  for (const folder of folders) folder.remove();
});

test("a record that stops holding together is told once, with the case it is about (R-SUP-8, R-OFF-3)", () => {
  const folders = [temporaryFolder(), temporaryFolder()];
  const now = tickingClock();
  const newId = idMaker();
  const centre = createMemoryCentre(now);
  const [here, there] = folders.map((folder, at) => openTestStore(folder.path, `000${at + 1}`, { now }).store) as [Store, Store];
  const caseId = newId<CaseId>();
  const giving = () => ({ commandId: newId<CommandId>(), caseId, actor: clerk, givenAt: now() });
  const push = (): void => void there.centre.applyAnswers(there.queue.nextToSend(10).map(({ command }) => centre.judge(command)));
  const tick = (): void => {
    const payload = { materialCode: "form", medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } as const;
    there.cases.giveCommand({ ...giving(), body: { kind: "recordMaterial", payload } });
    push();
  };
  there.cases.receiveCase({ ...giving(), itemCode: item.code, itemVersion: 1, application: applicationOf("张三"), draftId: null });
  push();
  here.centre.applyFeed(centre.pull("", 100));
  tick();
  tick();
  const { cursor, events } = centre.pull(here.centre.feedCursor(), 100);
  const tampered = events.map((event) => (event.version === 2 ? { ...event, occurredAt: event.recordedAt } : event));

  for (const event of tampered) here.centre.applyFeed({ cursor, events: [event] });
  const number = here.cases.find(caseId)?.case.number;
  expect(here.attentions.list()).toMatchObject([
    { caseId, caseNumber: number, applicantName: "张三", cause: { kind: "record-broken", version: 2, problem: "content-changed" } },
  ]);
  expect(here.cases.find(caseId)?.case.version).toBe(1);
  for (const store of [here, there]) store.close();
  for (const folder of folders) folder.remove();
});

test("a refused act comes back with both sides, what the others did even when it arrives after the refusal (R-OFF-3)", () => {
  const folders = [temporaryFolder(), temporaryFolder()];
  const now = tickingClock();
  const newId = idMaker();
  const centre = createMemoryCentre(now);
  const [here, there] = folders.map((folder, at) => openTestStore(folder.path, `000${at + 1}`, { now }).store) as [Store, Store];
  const caseId = newId<CaseId>();
  const giving = () => ({ commandId: newId<CommandId>(), caseId, actor: clerk, givenAt: now() });
  const push = (store: Store) => store.centre.applyAnswers(store.queue.nextToSend(10).map(({ command }) => centre.judge(command)));
  const pull = (store: Store) => store.centre.applyFeed(centre.pull(store.centre.feedCursor(), 100));
  const payload = { materialCode: "form", medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } as const;

  there.cases.receiveCase({ ...giving(), itemCode: item.code, itemVersion: 1, application: applicationOf("张三"), draftId: null });
  push(there);
  pull(here);
  here.cases.giveCommand({ ...giving(), body: { kind: "recordMaterial", payload } });
  there.cases.giveCommand({ ...giving(), body: { kind: "withdrawCase", payload: { reason: "不办了" } } });
  push(there);
  push(here);
  expect(here.attentions.list()).toMatchObject([{ cause: { kind: "command-refused", command: { kind: "recordMaterial", payload }, meanwhile: [] } }]);

  pull(here);
  there.cases.giveCommand({ ...giving(), body: { kind: "recordReceiptPrint", payload: { receipt: "withdrawal-decision", printer: "一号" } } });
  push(there);
  pull(here);
  expect(here.attentions.list()[0]?.cause).toMatchObject({ meanwhile: [{ kind: "caseWithdrawn", version: 2 }] });
  expect((here.attentions.list()[0]?.cause as { meanwhile: unknown[] }).meanwhile).toHaveLength(1);
  for (const store of [here, there]) store.close();
  for (const folder of folders) folder.remove();
});
