import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { CaseId, CommandId } from "../../domain/ids.ts";
import { instantOf, type Instant } from "../../domain/time/instant.ts";
import { openTrialWindow } from "../centre/trial-window.ts";
import { startFaultProxy, type Fault, type FaultProxy } from "../emulators/fault-proxy.ts";
import { temporaryFolder } from "./open-test-store.ts";
import { checkChains, startRealCentre, type RealCentre } from "./real-centre.ts";
import { openWindow, type Window } from "./window.ts";

let centre: RealCentre;
let proxy: FaultProxy;
const folder = temporaryFolder();
const windows: Window[] = [];
const givenCases: CaseId[] = [];

beforeAll(async () => {
  centre = await startRealCentre();
  proxy = await startFaultProxy(centre.url());
});
afterAll(async () => {
  await proxy.close();
  await centre.close();
  folder.remove();
});
afterEach(async () => {
  proxy.plan(() => ({ kind: "none" }));
  proxy.mend();
  await Promise.all(windows.splice(0).map((window) => window.close()));
  await checkCentre();
});

/** A newly joined workstation that has the catalogue; its loop is not running yet. */
async function joinWindow(options: { clockErrorMs?: number; pageCacheBytes?: number } = {}): Promise<Window> {
  const place = join(folder.path, String(readdirSync(folder.path).length));
  mkdirSync(place);
  const window = await openWindow({ folder: place, centreUrl: proxy.url, enrolmentCode: await centre.newEnrolmentCode(), password: centre.password, ...options });
  windows.push(window);
  expect((await window.loop.syncNow()).failure).toBeNull();
  return window;
}

function receive(window: Window, name: string, pageCount?: number, pageByteLength?: number): CaseId {
  const caseId = window.receive(name, pageCount, pageByteLength);
  givenCases.push(caseId);
  return caseId;
}

const settled = (window: Window) =>
  vi.waitFor(() => expect(window.store.readWaiting()).toEqual({ waitingCaseCount: 0, waitingCommandCount: 0, waitingPageCount: 0, waitingSince: null }), {
    timeout: 45_000,
    interval: 50,
  });

/** Nothing twice, nothing lost, nothing changed: commands, numbers, chains, files. */
async function checkCentre(): Promise<void> {
  const record = await centre.readRecord();
  checkChains(record);
  const commandIds = [...record.values()].flatMap((events) => events.filter((event, at) => events[at - 1]?.commandId !== event.commandId));
  expect(new Set(commandIds.map((event) => event.commandId)).size).toBe(commandIds.length);
  expect([...record.keys()].sort()).toEqual([...givenCases].sort());
  const numbers = await centre.query<{ number: string }>("select number from cases");
  expect(new Set(numbers.map((row) => row.number)).size).toBe(numbers.length);
  for (const events of record.values()) {
    for (const event of events) {
      for (const page of event.kind === "pagesAttached" ? event.payload.pages : []) {
        const bytes = readFileSync(join(centre.dataFolder, "files", "whole", page.sha256.slice(0, 2), page.sha256));
        expect(createHash("sha256").update(bytes).digest("hex")).toBe(page.sha256);
      }
    }
  }
}

/** The same faults in the same order every time: every `every`-th request that fits gets one of them in turn. */
function everyNth(every: number, faults: readonly Fault[], path = /^\/api\/(sync\/(push|pull)|files)/): (request: { path: string }) => Fault {
  let seen = 0;
  return (request) => {
    if (!path.test(request.path)) return { kind: "none" };
    seen += 1;
    return seen % every === 0 ? faults[(seen / every) % faults.length]! : { kind: "none" };
  };
}

test("replies lost, requests repeated and refused, uploads cut: each command once, each page right", async () => {
  const window = await joinWindow();
  proxy.plan(everyNth(3, [{ kind: "lose-reply" }, { kind: "duplicate" }, { kind: "refuse" }, { kind: "cut-upload", afterBytes: 12_000 }]));
  window.loop.start();
  for (let at = 0; at < 12; at += 1) {
    const caseId = receive(window, `申请人${at}`, 2);
    window.tick(caseId, "application-form");
  }
  await settled(window);
  expect(window.store.attentions.list()).toEqual([]);
  const { "lose-reply": lost = 0, duplicate = 0, refuse = 0, "cut-upload": cut = 0 } = proxy.counts();
  expect([lost, duplicate, refuse, cut].map((count) => count > 0)).toEqual([true, true, true, true]);
});

test("a file whose upload is cut in the middle goes on from there", async () => {
  const window = await joinWindow();
  receive(window, "断网", 1, 88_000);
  const sha256 = window.store.pages.nextUploads(1)[0]!.sha256;
  const partial = join(centre.dataFolder, "files", "partial", sha256);
  const offsets: unknown[] = [];
  proxy.plan(({ method, headers }) => {
    if (method !== "PATCH") return { kind: "none" };
    offsets.push(headers["upload-offset"]);
    const halfHasArrived = (): Promise<void> => vi.waitFor(() => expect(readFileSync(partial).length).toBe(50_000), { timeout: 10_000 });
    return offsets.length === 1 ? { kind: "cut-upload", afterBytes: 50_000, until: halfHasArrived() } : { kind: "none" };
  });
  expect(await window.loop.syncNow()).toMatchObject({ isOnline: false, failure: { code: "centre-unreachable" } });
  expect(readFileSync(partial).length).toBe(50_000);
  expect(await window.loop.syncNow()).toMatchObject({ isOnline: true, failure: null });
  expect(window.store.readWaiting().waitingPageCount).toBe(0);
  expect(offsets).toEqual(["0", "50000"]);
});

test("while the network is cut the desk works on, and says since when it waits (R-OFF-1, R-OFF-4)", async () => {
  const window = await joinWindow();
  window.loop.start();
  proxy.cut();
  const caseId = receive(window, "离线", 1);
  await vi.waitFor(() => expect(window.loop.state()).toMatchObject({ isOnline: false, failure: { code: "centre-unreachable" } }), { timeout: 20_000 });
  expect(window.loop.state().offlineSince).not.toBeNull();
  expect(window.store.readWaiting()).toMatchObject({ waitingCaseCount: 1, waitingCommandCount: 2, waitingPageCount: 1 });
  expect(window.store.cases.find(caseId)?.case.stage).toBe("received");
  proxy.mend();
  await settled(window);
  await vi.waitFor(() => expect(window.loop.state()).toMatchObject({ isOnline: true, offlineSince: null, failure: null }));
});

test("the centre killed in the middle of its work: nothing lost, nothing twice", async () => {
  const window = await joinWindow();
  window.loop.start();
  for (let round = 0; round < 3; round += 1) {
    const reached = new Promise<void>((resolve) => {
      proxy.plan(({ path }) => {
        if (path.startsWith("/api/sync/push")) resolve();
        return { kind: "none" };
      });
    });
    for (let at = 0; at < 15; at += 1) receive(window, `断电${round}-${at}`, 1);
    await reached;
    await centre.kill();
    await centre.restart();
    proxy.setUpstream(centre.url());
  }
  await settled(window);
  expect(window.store.attentions.list()).toEqual([]);
});

test("two workstations at once on one case end with the same case", async () => {
  const [one, two] = [await joinWindow(), await joinWindow()];
  const caseId = receive(one, "两个窗口", 1);
  await one.loop.syncNow();
  await two.loop.syncNow();
  expect(two.store.cases.find(caseId)?.case.stage).toBe("received");

  const materials = one.store.catalogue.currentItems().find(({ code }) => code === "CB-LSXK")!.materials.map(({ code }) => code);
  for (const code of materials) {
    expect(one.tick(caseId, code)).toBe(true);
    expect(two.tick(caseId, code)).toBe(true);
  }
  one.store.cases.giveCommand({
    commandId: crypto.randomUUID() as never,
    caseId,
    actor: one.actor,
    givenAt: new Date().toISOString() as never,
    body: { kind: "withdrawCase", payload: { reason: "申请人撤回" } },
  });
  await Promise.all([one.loop.syncNow(), two.loop.syncNow()]);
  const record = async () => (await centre.readRecord()).get(caseId)!;
  // The centre makes the withdrawal's papers behind it, its delivery receipt last: only then is there no more to come.
  await vi.waitFor(async () => expect((await record()).at(-1)).toMatchObject({ kind: "documentNumbered", payload: { document: "delivery-receipt" } }), { timeout: 20_000 });
  await Promise.all([one.loop.syncNow(), two.loop.syncNow()]);
  expect(one.store.cases.find(caseId)).toEqual(two.store.cases.find(caseId));
  expect(one.store.cases.find(caseId)?.case.version).toBe((await record()).length);
  expect(one.store.cases.find(caseId)?.case.stage).toBe("withdrawn");
  // Whoever came after the withdrawal was refused and sees it; nobody's act vanished.
  const ticks = (await record()).filter((event) => event.kind === "materialRecorded").length;
  expect(ticks + two.store.attentions.count() + one.store.attentions.count()).toBe(materials.length * 2);
});

test("a clock wrong by a day is noticed, and the record has the right time beside the claimed one", async () => {
  const dayMs = 24 * 3_600_000;
  const window = await joinWindow({ clockErrorMs: dayMs });
  const caseId = receive(window, "时钟");
  const state = await window.loop.syncNow();
  expect(state.failure).toBeNull();
  expect(Math.abs((state.clockSkewMs ?? 0) - dayMs)).toBeLessThan(60_000);
  const [event] = (await centre.readRecord()).get(caseId)!;
  expect(Date.parse(event!.claimedAt) - Date.parse(event!.occurredAt)).toBeGreaterThan(dayMs - 60_000);
  expect(window.store.cases.find(caseId)?.case.receivedAt).toBe(event!.occurredAt);
});

test("news of another workstation comes by itself, and pages sent are dropped when the cache is full", async () => {
  const [one, two] = [await joinWindow({ pageCacheBytes: 0 }), await joinWindow()];
  two.loop.start();
  await vi.waitFor(() => expect(two.loop.state().isOnline).toBe(true));
  const caseId = receive(one, "新办件", 1);
  const sha256 = one.store.pages.nextUploads(1)[0]!.sha256;
  await one.loop.syncNow();
  await vi.waitFor(() => expect(two.store.cases.find(caseId)?.case.number).toBe(one.store.cases.find(caseId)!.case.number), { timeout: 10_000 });
  expect(one.store.pages.has(sha256)).toBe(false);
});

test("an act of older rules, which the real centre cannot read, holds up nothing else and is not lost (R-OFF-3)", async () => {
  const window = await joinWindow();
  const [one, two] = [receive(window, "旧规则", 1), receive(window, "新规则", 1)];
  const payload = { materialCode: "application-form", medium: "electronic", checkedAs: "copy", copies: 1, sheetCount: 100_000 } as const;
  const giving = { commandId: crypto.randomUUID() as CommandId, caseId: one, actor: window.actor, givenAt: instantOf(Date.now()) };
  expect(window.store.cases.giveCommand({ ...giving, body: { kind: "recordMaterial", payload } }).outcome).toBe("events");
  window.tick(two, "application-form");
  expect((await window.loop.syncNow()).failure).toBeNull();
  const cause = { kind: "command-refused", commandKind: "recordMaterial", refusal: { code: "not-understood", field: "payload/sheetCount" }, payload };
  expect(window.store.attentions.list()).toMatchObject([{ caseId: one, applicantName: "旧规则", cause }]);
  expect(window.store.readWaiting()).toMatchObject({ waitingCommandCount: 0, waitingPageCount: 0 });
  const record = await centre.readRecord();
  expect([one, two].map((caseId) => record.get(caseId)!.map(({ kind }) => kind))).toEqual([["caseReceived", "pagesAttached"], ["caseReceived", "pagesAttached", "materialRecorded"]]);
});

test("a shut-out device keeps its queue and says so; let in again it sends (R-SEC-5)", async () => {
  const window = await joinWindow();
  const { workstationCode } = window.store.enrolments.getCurrent();
  const { url, password, newEnrolmentCode } = centre;
  const now = (): Instant => instantOf(Date.now());
  const administrator = await openTrialWindow({ url, enrolmentCode: await newEnrolmentCode(), account: "pengjian", password, now });
  const act = async (name: string, reason: string): Promise<void> => {
    expect((await administrator.request("POST", `/api/workstations/${workstationCode}/${name}`, { body: { reason } })).status).toBe(200);
  };
  await act("shut-out", "电脑遗失");
  receive(window, "停用", 1);
  expect(await window.loop.syncNow()).toMatchObject({ isOnline: true, failure: { code: "workstation-shut-out", retryable: false } });
  expect(window.store.readWaiting()).toMatchObject({ waitingCommandCount: 2, waitingPageCount: 1 });
  await act("let-in", "电脑已找回");
  expect((await window.loop.syncNow()).failure).toBeNull();
  expect(window.store.readWaiting()).toMatchObject({ waitingCommandCount: 0, waitingPageCount: 0 });
});
