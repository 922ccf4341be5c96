import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CaseId, CommandId, PageId } from "../domain/ids.ts";
import { applicationOf, clerk, enrolmentOf, idMaker, item, noTrust, officeId, pageBytes, pageOf, tickingClock } from "../test/sync/fixtures.ts";
import type { RegionDate } from "../domain/time/instant.ts";
import { createMemoryCentre } from "../test/sync/memory-centre.ts";
import { openTestStore, sources, temporaryFolder, testKey } from "../test/sync/open-test-store.ts";
import { openDatabase } from "./connection.ts";
import { pagesMigrations, recordsMigrations } from "./migrations/migrations.ts";
import { openStore } from "./open-store.ts";
import type { OnOpening } from "./renew-case-rows.ts";
import { readSavedQueue } from "./saved-queue.ts";
import { finishReplacement, makeSetAsideFolder } from "./set-aside.ts";
import type { Store } from "./store.ts";

const now = tickingClock();
const newId = idMaker();
let folder: string;
let remove: () => void;

beforeEach(() => ({ path: folder, remove } = temporaryFolder()));
afterEach(() => remove());

const path = (name: string) => join(folder, name);
const openAgain = (key = testKey, onOpening?: OnOpening) => openStore({ folder, key, onOpening, ...sources(7, now) });

function receive(store: Store, name = "张三丰"): CaseId {
  const caseId = newId<CaseId>();
  const giving = { commandId: newId<CommandId>(), caseId, actor: clerk, givenAt: now() };
  expect(store.cases.receiveCase({ ...giving, itemCode: item.code, itemVersion: 1, application: applicationOf(name), draftId: null }).outcome).toBe("events");
  return caseId;
}

function attach(store: Store, caseId: CaseId, seed: number) {
  const bytes = pageBytes(seed, 60_000);
  const sha256 = store.pages.put(bytes);
  const payload = { materialCode: "form", index: 0, pages: [pageOf(newId<PageId>(), sha256, bytes.length, now())] };
  store.cases.giveCommand({ commandId: newId<CommandId>(), caseId, actor: clerk, givenAt: now(), body: { kind: "attachPages", payload } });
  return sha256;
}

/** Overwrites pages of a closed database that belong to a table. */
function damage(file: string, pageSize: number, table: string, which: (pages: number[]) => number[]): void {
  const client = openDatabase(path(file), testKey, { pageSizeBytes: pageSize, cacheKib: 1000 });
  const pages = client.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno").pluck().all(table) as number[];
  client.close();
  const bytes = readFileSync(path(file));
  for (const page of which(pages)) bytes.fill(0x5a, (page - 1) * pageSize + 100, page * pageSize - 100);
  writeFileSync(path(file), bytes);
}

test("a new store is created, and opened the next time", () => {
  const first = openTestStore(folder);
  expect(first).toMatchObject({ outcome: "created", setAsideFolder: null, savedCommandCount: 0 });
  first.store.close();
  const second = openAgain();
  expect(second.outcome).toBe("opened");
  second.store.close();
});

test("rows that an earlier program wrote are told anew from the record and the queue", () => {
  const { store } = openTestStore(folder);
  receive(store, "张三丰");
  const listed = () => ({ view: "open", officeId, capacities: [], search: "", offset: 0, limit: 10, today: "2026-11-23" as RegionDate }) as const;
  const before = store.cases.list(listed());
  expect(before).toMatchObject({ total: 1, rows: [{ applicantName: "张三丰", isHandedOver: false }] });
  store.settings.set("case-row-version", 1);
  store.close();
  const client = openDatabase(path("records.db"), testKey, { pageSizeBytes: 4096, cacheKib: 1000 });
  client.exec("UPDATE case_row SET is_open = 0, summary = '{}'");
  client.close();
  const told: [done: number, total: number][] = [];
  const again = openAgain(testKey, (done, total) => told.push([done, total])).store;
  expect(again.cases.list(listed())).toEqual(before);
  expect(told).toEqual([[0, 1]]);
  again.close();
  openAgain(testKey, () => expect.fail("once is enough")).store.close();
});

test("nothing readable stands in the files (R-SEC-2)", () => {
  const { store } = openTestStore(folder);
  const sha256 = attach(store, receive(store, "欧阳明月"), 1);
  store.close();
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(path(name));
    expect([name, bytes.includes("欧阳明月"), bytes.includes(sha256), bytes.includes(pageBytes(1, 64))]).toEqual([name, false, false, false]);
  }
});

test("a wrong key is refused and touches nothing", () => {
  const opened = openTestStore(folder);
  const caseId = receive(opened.store);
  opened.store.close();
  const before = readFileSync(path("records.db"));
  expect(() => openAgain("ff".repeat(32))).toThrow(expect.objectContaining({ code: "store-key-wrong" }));
  expect(() => openAgain("short")).toThrow(expect.objectContaining({ code: "store-key-invalid" }));
  // Nobody can tell a wrong key from damage without the check: still nothing is thrown away.
  rmSync(path("store-key-check.json"));
  expect(() => openAgain("ff".repeat(32))).toThrow(expect.objectContaining({ code: "store-key-wrong" }));
  expect(readFileSync(path("records.db")).equals(before)).toBe(true);
  const { store, outcome } = openAgain();
  expect([outcome, store.cases.find(caseId)?.case.stage]).toEqual(["opened", "received"]);
  store.close();
});

test.each([["records.db", recordsMigrations.length], ["pages.db", pagesMigrations.length]])("a newer %s is refused and kept as it is", (name, known) => {
  openTestStore(folder).store.close();
  const client = openDatabase(path(name), testKey, { pageSizeBytes: 4096, cacheKib: 1000 });
  client.pragma("user_version = 999");
  client.close();
  expect(() => openAgain()).toThrow(expect.objectContaining({ code: "store-newer", details: { found: 999, known } }));
  expect(readdirSync(folder).filter((file) => file.startsWith("set-aside"))).toEqual([]);
});

test("a damaged record is set aside, its queue saved and given again, and numbers wait for a new code (R-RECV-8)", () => {
  const { store } = openTestStore(folder);
  const caseIds = Array.from({ length: 30 }, (_none, at) => receive(store, `申请人${at}`));
  const sha256 = attach(store, caseIds[0]!, 1);
  store.close();
  // The catalogue's page: found when the store is used, not when it is opened.
  damage("records.db", 4096, "item", (pages) => pages);
  const broken = openAgain();
  expect(broken.outcome).toBe("opened");
  expect(() => broken.store.catalogue.currentItems()).toThrow(expect.objectContaining({ code: "store-damaged" }));
  broken.store.close();

  const opened = openAgain();
  expect(opened).toMatchObject({ outcome: "rebuilt", savedCommandCount: 31 });
  expect(readdirSync(opened.setAsideFolder!)).toContain("records.db");
  const saved = readSavedQueue(join(opened.setAsideFolder!, "saved-queue.bin"), testKey);
  expect(saved.commands.map((command) => command.caseId).slice(0, 30)).toEqual(caseIds);

  const rebuilt = opened.store;
  expect(rebuilt.queue.nextToSend(100).map(({ command }) => command)).toEqual(saved.commands);
  expect(rebuilt.enrolments.getCurrent().deviceToken).toBe("token-0001");
  expect(rebuilt.attentions.list()).toMatchObject([{ cause: { kind: "queue-saved", commandCount: 31, folder: opened.setAsideFolder } }]);
  expect(rebuilt.pages.nextUploads(10).map((upload) => upload.sha256)).toEqual([sha256]);

  rebuilt.catalogue.save({ items: [item], calendar: createCalendar(), delegations: [], ...noTrust }, undefined);
  expect(rebuilt.cases.find(caseIds[0]!)?.case.application.applicant.name).toBe("申请人0");
  expect(() => receive(rebuilt)).toThrow(expect.objectContaining({ code: "store-needs-new-code" }));
  rebuilt.enrolments.enrol(enrolmentOf("0001"), now());
  expect(rebuilt.enrolments.needsNewCode()).toBe(true);
  rebuilt.enrolments.enrol(enrolmentOf("0002"), now());
  expect(rebuilt.cases.find(receive(rebuilt))?.case.number.slice(14, 24)).toBe("0002000001");
  rebuilt.close();
});

test("of a queue damaged in its middle, what lies before and behind is saved", () => {
  const { store } = openTestStore(folder);
  for (let at = 0; at < 60; at += 1) receive(store, `申请人${at}`);
  store.close();
  damage("records.db", 4096, "queued_command", (pages) => [pages[Math.floor(pages.length / 2)]!]);
  writeFileSync(path("check-on-open"), "");
  const opened = openAgain();
  expect(opened.outcome).toBe("rebuilt");
  expect(opened.savedCommandCount).toBeGreaterThan(40);
  expect(opened.savedCommandCount).toBeLessThan(60);
  const names = opened.store.queue.nextToSend(100).map(({ command }) => command.kind === "receiveCase" && command.payload.application.applicant.name);
  expect([names[0], names.at(-1)]).toEqual(["申请人0", "申请人59"]);
  opened.store.close();
});

test("after a rebuild the record comes back from the centre, and a lost answer is no second case", () => {
  const centre = createMemoryCentre(now);
  const { store } = openTestStore(folder);
  const [sent, unsent] = [receive(store, "已送"), receive(store, "未送")];
  // Judged, but the answer never arrived.
  centre.judge(store.queue.nextToSend(1)[0]!.command);
  store.close();
  rmSync(path("records.db-wal"), { force: true });
  damage("records.db", 4096, "setting", (pages) => pages);
  writeFileSync(path("check-on-open"), "");

  const { store: rebuilt, outcome } = openAgain();
  expect(outcome).toBe("rebuilt");
  rebuilt.catalogue.save({ items: [item], calendar: createCalendar(), delegations: [], ...noTrust }, undefined);
  rebuilt.centre.applyAnswers(rebuilt.queue.nextToSend(10).map(({ command }) => centre.judge(command)));
  rebuilt.centre.applyFeed(centre.pull(rebuilt.centre.feedCursor(), 100));
  expect(centre.caseIds()).toEqual([sent, unsent]);
  expect(rebuilt.cases.list({ view: "all", officeId, capacities: [], search: "", offset: 0, limit: 10, today: "2026-03-02" as never }).total).toBe(2);
  expect(rebuilt.readWaiting().waitingCommandCount).toBe(0);
  rebuilt.close();
});

test.each([
  ["its first page overwritten", (file: string) => writeFileSync(file, Buffer.concat([Buffer.alloc(4096, 7), readFileSync(file).subarray(4096)]))],
  ["emptied", (file: string) => writeFileSync(file, "")],
  ["gone", (file: string) => rmSync(file)],
])("a record with %s is rebuilt, never taken for a new workstation", (_what, spoil) => {
  const { store } = openTestStore(folder);
  const sha256 = attach(store, receive(store), 1);
  store.close();
  spoil(path("records.db"));
  const opened = openAgain();
  expect(opened).toMatchObject({ outcome: "rebuilt", savedCommandCount: 0 });
  expect(opened.store.enrolments.needsNewCode()).toBe(true);
  // The picture is not at the centre yet: it waits, whichever case it belongs to.
  expect(opened.store.pages.nextUploads(10).map((upload) => upload.sha256)).toEqual([sha256]);
  opened.store.close();
  const again = openAgain();
  expect(again.outcome).toBe("opened");
  again.store.close();
});

test("of damaged pages the readable ones are kept and each lost one is told", () => {
  const { store } = openTestStore(folder);
  const caseId = receive(store);
  const sha256s = Array.from({ length: 12 }, (_none, at) => attach(store, caseId, at));
  store.close();
  const bytes = readFileSync(path("pages.db"));
  const middle = Math.floor(bytes.length / 2 / 16_384) * 16_384;
  bytes.fill(0x5a, middle + 100, middle + 9000);
  writeFileSync(path("pages.db"), bytes);
  writeFileSync(path("check-on-open"), "");

  const { store: rebuilt, outcome } = openAgain();
  expect(outcome).toBe("rebuilt");
  const kept = sha256s.filter((sha256) => rebuilt.pages.has(sha256));
  expect(kept.length).toBeGreaterThan(8);
  const told = rebuilt.attentions.list().map(({ cause }) => (cause.kind === "page-not-sent" ? cause.sha256 : cause.kind));
  expect(told.sort()).toEqual(sha256s.filter((sha256) => !kept.includes(sha256)).sort());
  expect(told.length).toBeGreaterThan(0);
  expect(rebuilt.pages.nextUploads(20).length).toBe(kept.length);
  expect(rebuilt.enrolments.needsNewCode()).toBe(false);
  expect(rebuilt.cases.find(caseId)?.case.materials["form"]?.pages.length).toBe(12);
  rebuilt.close();
});

test.each(["before anything moved", "between moving away and moving in"])("a rebuild cut off %s is finished at the next start", (moment) => {
  const { store } = openTestStore(folder);
  const caseId = receive(store);
  store.close();
  const setAsideFolder = makeSetAsideFolder(folder, now());
  // The fresh database is a copy here; what counts is that it takes the other's place.
  writeFileSync(path("records.db.new"), readFileSync(path("records.db")));
  writeFileSync(path("replacement.json"), JSON.stringify({ fileName: "records.db", setAsideFolder }));
  if (moment.startsWith("between")) {
    writeFileSync(join(setAsideFolder, "records.db"), readFileSync(path("records.db")));
    rmSync(path("records.db"));
  }
  const { store: finished, outcome } = openAgain();
  expect([outcome, existsSync(join(setAsideFolder, "records.db")), existsSync(path("replacement.json"))]).toEqual(["opened", true, false]);
  expect(finished.cases.find(caseId)?.case.stage).toBe("received");
  finished.close();
  finishReplacement(folder);
});

test("a folder that cannot be written is a failure, not a crash", () => {
  mkdirSync(path("records.db"));
  expect(() => openAgain()).toThrow(expect.objectContaining({ code: "store-unwritable" }));
});

function createCalendar() {
  return { regionCode: "360100", opensAt: "09:00", closesAt: "17:00", knownUntil: "2026-12-31", holidays: [], workdays: [] } as never;
}
