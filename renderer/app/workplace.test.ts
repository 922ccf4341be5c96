import { describe, expect, it, vi } from "vitest";
import type { ConnectionState, Workplace } from "../../contracts/ipc/workplace.ts";
import { Failure } from "../../domain/failure.ts";
import { roleSchema } from "../../domain/people/role.ts";
import { monday } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { connectionWording, syncOutcome } from "./connection-wording.ts";
import { desksFor } from "./navigation-store.ts";
import { createWorkplaceStore } from "./workplace-store.ts";

const connection: ConnectionState = {
  isOnline: true, offlineSince: null, lastSyncedAt: monday, waitingCaseCount: 0, waitingCommandCount: 0, waitingPageCount: 0, waitingSince: null,
  clockSkewMs: 0, isSyncing: false, failure: null,
};
const workplace: Workplace = {
  appVersion: "1", enrolment: null, person: null, isLocked: false, connection, calendarKnownUntil: null, sealsInUse: [], store: { outcome: "opened", setAsideFolder: null, savedCommandCount: 0, needsNewCode: false },
};

const failureOf = (code: string) => ({ code, retryable: false, details: {} });

describe("the connection in words (R-OFF-4)", () => {
  it.each([
    [{}, { state: "在线", waiting: null, clock: null }],
    [{ isOnline: false, offlineSince: "2026-11-23T01:31:00.000Z", waitingCaseCount: 3, waitingSince: "2026-11-22T01:20:00.000Z" }, { state: "离线，自 09:31", waiting: "3 件待上传，最早 11-22 09:20", clock: null }],
    [{ isOnline: false }, { state: "离线，尚未连上审批中心" }],
    [{ failure: failureOf("workstation-shut-out") }, { standing: "blocked", state: "同步受阻" }],
    [{ failure: failureOf("sync-broken"), isSyncing: true }, { standing: "blocked", state: "同步受阻，正在重试" }],
    [{ failure: failureOf("record-broken") }, { standing: "online", state: "在线" }],
    [{ isOnline: false, failure: failureOf("centre-unreachable") }, { standing: "offline" }],
    [{ waitingPageCount: 7 }, { waiting: "7 页待上传" }],
    [{ clockSkewMs: -180_000 }, { clock: "本机时钟慢 3 分钟" }],
    [{ clockSkewMs: 120_000 }, { clock: null }],
  ])("%o", (change, words) => expect(connectionWording({ ...connection, ...change }, monday)).toMatchObject(words));

  it.each([
    [{}, "done", /已同步/],
    [{ failure: failureOf("workstation-shut-out") }, "problem", /停用/],
    [{ failure: failureOf("protocol-mismatch") }, "problem", /版本不一致/],
    [{ isOnline: false, failure: failureOf("centre-unreachable") }, "hint", /连不上审批中心/],
  ] as const)("says how the sync went that somebody asked for: %o", async (change, tone, text) => {
    const test = createTestServices({ "sync.now": () => ({ ...connection, ...change }) });
    const store = createWorkplaceStore(test.services, () => undefined);
    expect(syncOutcome(await store.getState().syncNow())).toEqual({ tone, text: expect.stringMatching(text) });
  });
});

describe("the workplace", () => {
  it("is known again after the process came back", async () => {
    const answer = vi.fn(() => workplace);
    const test = createTestServices({ "workplace.get": answer });
    const store = createWorkplaceStore(test.services, (error) => test.toNotices().report(error));
    store.getState().start();
    await vi.waitFor(() => expect(store.getState().link).toBe("connected"));
    test.tellConnection(false);
    expect(store.getState()).toMatchObject({ link: "gone", workplace });
    test.tellConnection(true);
    await vi.waitFor(() => expect(store.getState().link).toBe("connected"));
    expect(answer).toHaveBeenCalledTimes(2);
  });

  it("leaves a refused sign-in to the form", async () => {
    const test = createTestServices({ "session.signIn": () => { throw new Failure("sign-in-wrong"); } });
    const store = createWorkplaceStore(test.services, () => undefined);
    await expect(store.getState().signIn({ account: "a", password: "b" })).rejects.toMatchObject({ code: "sign-in-wrong" });
  });

  it("puts this PC's clock right by what the last sync found", () => {
    const test = createTestServices({});
    const store = createWorkplaceStore(test.services, () => undefined);
    store.setState({ workplace: { ...workplace, connection: { ...connection, clockSkewMs: 60_000 } } });
    expect(Date.parse(test.services.now()) - Date.parse(store.getState().rightNow())).toBe(60_000);
  });
});

it("everybody has a desk to begin with, by role", () => {
  expect(desksFor(["window-clerk"])[0]).toBe("window");
  expect(desksFor(["window-clerk"])).not.toContain("reviewer");
  expect(desksFor(["section-head"])[0]).toBe("reviewer");
  expect(desksFor(["section-head"])).not.toContain("window");
  expect(desksFor(["supervisor"])[0]).toBe("cases");
  expect(new Set(desksFor(["supervisor"])).size).toBe(desksFor(["supervisor"]).length);
});

it("whoever sees lists has a desk that opens a case", () => {
  const withoutDesk = roleSchema.options.filter((role) => !desksFor([role]).some((desk) => desk === "window" || desk === "reviewer"));
  expect(withoutDesk).toEqual([]);
});

it("what went well steps back by itself, problems stay", () => {
  const { notices, advance } = createTestServices({});
  notices.getState().show("done", "已接件");
  notices.getState().report(new Failure("page-truncated", { details: { name: "一.jpg" } }));
  advance(60_000);
  expect(notices.getState().notices).toMatchObject([{ tone: "problem", text: expect.stringContaining("一.jpg") }]);
});
