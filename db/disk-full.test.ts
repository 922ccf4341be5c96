import { expect, test } from "vitest";
import type { CaseId, CommandId, PageId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import { applicationOf, catalogue, clerk, enrolmentOf, idMaker, item, pageBytes, pageOf, tickingClock } from "../test/sync/fixtures.ts";
import { sources, temporaryFolder, testKey } from "../test/sync/open-test-store.ts";
import { openDatabase } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { pagesFile, recordsFile } from "./open-store.ts";
import { createStore } from "./store.ts";

test("a full disk keeps what was saved, says so, and once there is room all goes on (R-OFF-2)", () => {
  const folder = temporaryFolder();
  const now = tickingClock();
  const newId = idMaker();
  const [records, pages] = [recordsFile, pagesFile].map((file) => {
    const client = openDatabase(`${folder.path}/${file.name}`, testKey, file.options);
    migrate(client, file.migrations);
    return client;
  }) as [ReturnType<typeof openDatabase>, ReturnType<typeof openDatabase>];
  const store = createStore({ records, pages }, sources(1, now), () => {
    throw new Error("a full disk is no damage");
  });
  store.enrolments.enrol(enrolmentOf("0001"), "2026-03-02T00:00:00.000Z" as Instant);
  store.catalogue.save(catalogue, undefined);

  const giving = (caseId: CaseId) => ({ commandId: newId<CommandId>(), caseId, actor: clerk, givenAt: now() });
  const receive = (caseId: CaseId) =>
    store.cases.receiveCase({ ...giving(caseId), itemCode: item.code, itemVersion: 1, application: applicationOf("张三"), draftId: null });
  const first = newId<CaseId>();
  receive(first);

  // SQLite refuses to grow beyond this as it does when the disk is full: with SQLITE_FULL, in the middle of the transaction.
  const fill = (client: typeof records): void => void client.pragma(`max_page_count = ${String(client.pragma("page_count", { simple: true }))}`);
  const empty = (client: typeof records): void => void client.pragma("max_page_count = 1000000");
  fill(records);
  fill(pages);
  const isFull = expect.objectContaining({ code: "store-disk-full", retryable: true });
  const accepted: CaseId[] = [];
  expect(() => {
    for (let at = 0; at < 200; at += 1) {
      const caseId = newId<CaseId>();
      receive(caseId);
      accepted.push(caseId);
    }
  }).toThrow(isFull);
  const bytes = pageBytes(1, 80_000);
  expect(() => Array.from({ length: 10 }, (_none, at) => store.pages.put(pageBytes(at, 80_000)))).toThrow(isFull);

  expect(store.readWaiting().waitingCommandCount).toBe(1 + accepted.length);
  empty(records);
  empty(pages);
  const numbers = [first, ...accepted].map((caseId) => store.cases.find(caseId)!.case.number.slice(18, 24));
  expect(numbers).toEqual(numbers.map((_number, at) => String(at + 1).padStart(6, "0")));
  const payload = { materialCode: "form", index: 0, pages: [pageOf(newId<PageId>(), store.pages.put(bytes), bytes.length, now())] };
  expect(store.cases.giveCommand({ ...giving(first), body: { kind: "attachPages", payload } }).outcome).toBe("events");
  expect(records.pragma("quick_check", { simple: true })).toBe("ok");
  expect(pages.pragma("quick_check", { simple: true })).toBe("ok");
  store.close();
  folder.remove();
});
