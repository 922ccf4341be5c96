import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sha256Of } from "../../db/page-files.ts";
import type { Store } from "../../db/store.ts";
import { Failure } from "../../domain/failure.ts";
import type { CaseId, CommandId, PageId } from "../../domain/ids.ts";
import { applicationOf, clerk, enrolmentOf, idMaker, item, pageBytes, pageOf, tickingClock } from "./fixtures.ts";
import { createMemoryCentre, type MemoryCentre } from "./memory-centre.ts";
import { createMemoryTransport, type MemoryTransport } from "./memory-transport.ts";
import { openTestStore, temporaryFolder } from "./open-test-store.ts";
import { createSyncLoop, type SyncLoop, type SyncTiming } from "../../sync/sync-loop.ts";

const newId = idMaker();
let now: ReturnType<typeof tickingClock>;
let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let centre: MemoryCentre;
let transport: MemoryTransport;
let loop: SyncLoop;
/** What the loop waits for; a test says when it is over. */
let timers: { delayMs: number; work: () => void }[];

beforeEach(() => {
  now = tickingClock();
  folder = temporaryFolder();
  store = openTestStore(folder.path, "0001", { now }).store;
  centre = createMemoryCentre(now);
  transport = createMemoryTransport(centre, now);
  timers = [];
  loop = openLoop();
});
afterEach(async () => {
  await loop.stop();
  store.close();
  folder.remove();
});

function receive(pageSeeds: readonly number[] = [], at: Store = store): CaseId {
  const caseId = newId<CaseId>();
  const giving = () => ({ commandId: newId<CommandId>(), caseId, actor: clerk, givenAt: now() });
  at.cases.receiveCase({ ...giving(), itemCode: item.code, itemVersion: 1, application: applicationOf("张三"), draftId: null });
  for (const seed of pageSeeds) {
    const bytes = pageBytes(seed, 3000);
    const pages = [pageOf(newId<PageId>(), at.pages.put(bytes), bytes.length, now())];
    at.cases.giveCommand({ ...giving(), body: { kind: "attachPages", payload: { materialCode: "form", index: 0, pages } } });
  }
  return caseId;
}

function openLoop(timing: Partial<SyncTiming> = {}): SyncLoop {
  const scheduler = {
    after: (delayMs: number, work: () => void) => {
      const timer = { delayMs, work };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
  };
  const usual = { pollMs: 30_000, firstRetryMs: 1000, longestRetryMs: 60_000, haltedRetryMs: 600_000 };
  return createSyncLoop({ store, transport, now, scheduler, random: () => 0, hash: sha256Of, timing: { ...usual, ...timing } });
}

const fail = (code: string, retryable: boolean) => () => Promise.reject(new Failure(code, { retryable }));

test("text goes before pictures, and all of it arrives", async () => {
  receive([1, 2, 3]);
  expect(await loop.syncNow()).toMatchObject({ isOnline: true, failure: null, isSyncing: false });
  expect(transport.calls).toEqual(["catalogue", "push 4", "pull", "file", "file", "file"]);
  expect(transport.files.size).toBe(3);
  expect(store.readWaiting().waitingSince).toBeNull();
});

test("the first round may be left until the window is drawn, unless something is given to send", async () => {
  loop = openLoop({ firstRoundMs: 300 });
  loop.start();
  expect(timers.map((timer) => timer.delayMs)).toEqual([300]);
  expect(transport.calls).toEqual([]);
  timers.pop()!.work();
  await vi.waitFor(() => expect(timers.map((timer) => timer.delayMs)).toEqual([30_000]));
  expect(transport.calls).toEqual(["catalogue", "pull"]);
  await loop.stop();

  transport.calls.length = 0;
  loop = openLoop({ firstRoundMs: 300 });
  loop.start();
  receive();
  loop.wake();
  await vi.waitFor(() => expect(transport.calls).toEqual(["catalogue", "push 1", "pull"]));
});

test("without an answer it waits twice as long each time; acts given meanwhile do not knock", async () => {
  transport.pull = fail("centre-unreachable", true);
  loop.start();
  for (const delayMs of [500, 1000, 2000]) {
    await vi.waitFor(() => expect(timers.map((timer) => timer.delayMs)).toEqual([delayMs]));
    const before = transport.calls.length;
    receive();
    loop.wake();
    expect(transport.calls.length).toBe(before);
    timers.pop()!.work();
  }
  await vi.waitFor(() => expect(timers.map((timer) => timer.delayMs)).toEqual([4000]));
  expect(loop.state()).toMatchObject({ failure: { code: "centre-unreachable", retryable: true } });
});

test("once the centre answers again, the lost line is no longer what is wrong (R-OFF-4)", async () => {
  const pull = transport.pull;
  transport.pull = fail("centre-unreachable", true);
  await loop.syncNow();
  expect(loop.state()).toMatchObject({ isOnline: false, failure: { code: "centre-unreachable" } });
  const states: { isOnline: boolean; failure: unknown }[] = [];
  transport.pull = async (...call) => {
    states.push(loop.state());
    return pull(...call);
  };
  receive();
  await loop.syncNow();
  expect(states.at(-1)).toMatchObject({ isOnline: true, failure: null });
});

test.each(["protocol-mismatch", "workstation-shut-out", "device-unknown"])("%s halts with the queue whole, and syncNow tries again", async (code) => {
  receive();
  const pull = transport.push;
  transport.push = fail(code, false);
  loop.start();
  await vi.waitFor(() => expect(timers.map((timer) => timer.delayMs)).toEqual([600_000]));
  expect(loop.state()).toMatchObject({ isOnline: true, failure: { code } });
  expect(store.readWaiting().waitingCommandCount).toBe(1);
  transport.push = pull;
  expect((await loop.syncNow()).failure).toBeNull();
  expect(store.readWaiting().waitingCommandCount).toBe(0);
});

test("news from the centre brings a round at once", async () => {
  loop.start();
  await vi.waitFor(() => expect(timers.map((timer) => timer.delayMs)).toEqual([30_000]));
  const before = transport.calls.length;
  transport.announce();
  await vi.waitFor(() => expect(transport.calls.length).toBeGreaterThan(before));
});

test.each(["file-content-wrong", "file-not-a-page", "file-too-long"])("a page the centre refuses (%s) becomes a row of attention; the others go on (R-OFF-3)", async (code) => {
  const caseId = receive([1, 2]);
  const send = transport.sendFilePart;
  const bad = sha256Of(pageBytes(1, 3000));
  transport.sendFilePart = (access, part, signal) =>
    part.sha256 === bad ? Promise.reject(new Failure(code, { details: { offset: 0 } })) : send(access, part, signal);
  expect((await loop.syncNow()).failure).toBeNull();
  expect(store.attentions.list()).toMatchObject([{ caseId, cause: { kind: "page-not-sent", sha256: bad, failure: { code } } }]);
  expect(transport.files.size).toBe(1);
  expect(store.pages.has(bad)).toBe(true);
  transport.sendFilePart = send;
  store.pages.retryGivenUp();
  await loop.syncNow();
  expect(store.readWaiting().waitingPageCount).toBe(0);
});

test("a refused command comes back to the clerk with its reason (R-OFF-3)", async () => {
  const caseId = receive();
  transport.push = async (_access, { commands }) => ({
    results: commands.map((command) => ({ commandId: command.id, outcome: "rejected", refusal: { code: "actor-mismatch" }, judgedVersion: 0, isDuplicate: false }) as const),
    centreTime: now(),
  });
  await loop.syncNow();
  expect(store.attentions.list()).toMatchObject([
    { caseId, applicantName: "张三", cause: { kind: "command-refused", commandKind: "receiveCase", refusal: { code: "actor-mismatch" } } },
  ]);
  expect(store.cases.find(caseId)).toBeUndefined();
});

test("a record that does not hold together is said, and kept out of sight (R-SUP-8)", async () => {
  const elsewhere = temporaryFolder();
  const other = openTestStore(elsewhere.path, "0002", { now }).store;
  const [whole, tampered] = [receive([], other), receive([], other)];
  for (const { command } of other.queue.nextToSend(10)) centre.judge(command);
  other.close();
  elsewhere.remove();

  const pull = transport.pull;
  transport.pull = async (access, query, signal) => {
    const answer = await pull(access, query, signal);
    return { ...answer, events: answer.events.map((event) => (event.caseId === tampered ? { ...event, occurredAt: event.recordedAt } : event)) };
  };
  expect(await loop.syncNow()).toMatchObject({ isOnline: true, failure: { code: "record-broken", details: { caseId: tampered, problem: "content-changed" } } });
  expect(store.centre.recordBreaks()).toEqual([{ caseId: tampered, version: 1, problem: "content-changed" }]);
  expect(store.cases.find(tampered)).toBeUndefined();
  expect(store.cases.find(whole)?.case.stage).toBe("received");
});

test("a queue the centre cannot read holds up neither news nor pictures", async () => {
  receive([1]);
  transport.push = fail("request-invalid", false);
  expect(await loop.syncNow()).toMatchObject({ isOnline: true, failure: { code: "request-invalid" } });
  expect(transport.calls).toEqual(["catalogue", "pull", "file"]);
  expect(store.readWaiting()).toMatchObject({ waitingCommandCount: 2, waitingPageCount: 0 });
});

test("a command the centre cannot read is found among the others and goes back to its clerk; the rest go on (R-OFF-3)", async () => {
  const caseIds = [receive(), receive(), receive(), receive()];
  const push = transport.push;
  const sizes: number[] = [];
  transport.push = (access, request, signal) => {
    sizes.push(request.commands.length);
    const at = request.commands.findIndex(({ caseId }) => caseId === caseIds[1]);
    if (at < 0) return push(access, request, signal);
    return Promise.reject(new Failure("request-invalid", { details: { field: `/commands/${at}/payload/copies`, problem: "too small" } }));
  };
  expect((await loop.syncNow()).failure).toBeNull();
  expect(sizes).toEqual([4, 1, 1, 2]);
  const refusal = { code: "not-understood", field: "payload/copies", problem: "too small" };
  const [attention, ...others] = store.attentions.list();
  expect(others).toEqual([]);
  expect(attention).toMatchObject({ caseId: caseIds[1], applicantName: "张三", cause: { kind: "command-refused", commandKind: "receiveCase", refusal } });
  expect(attention?.cause).toHaveProperty("payload.application.applicant.name", "张三");
  expect(centre.caseIds()).toEqual([caseIds[0], caseIds[2], caseIds[3]]);
  expect(store.readWaiting().waitingCommandCount).toBe(0);
});

test("a request refused for something else than a command gives up none", async () => {
  receive();
  transport.push = () => Promise.reject(new Failure("request-invalid", { details: { field: "/sentAt", problem: "no time" } }));
  expect((await loop.syncNow()).failure).toMatchObject({ code: "request-invalid" });
  expect(store.attentions.list()).toEqual([]);
  expect(store.readWaiting().waitingCommandCount).toBe(1);
});

test("commands of an earlier code go with its token, and with the present one when that is refused", async () => {
  receive();
  store.enrolments.enrol(enrolmentOf("0002"), now());
  receive();
  const tokens: string[] = [];
  const push = transport.push;
  transport.push = (access, request, signal) => {
    tokens.push(`${access.deviceToken} ${request.commands.length}`);
    return access.deviceToken === "token-0001" ? fail("workstation-shut-out", false)() : push(access, request, signal);
  };
  expect((await loop.syncNow()).failure).toBeNull();
  expect(tokens).toEqual(["token-0001 1", "token-0002 1", "token-0002 1"]);
});
