import { beforeEach, describe, expect, it, vi } from "vitest";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { Workplace } from "../../contracts/ipc/workplace.ts";
import { availableActions } from "../../domain/case/available-actions.ts";
import type { CommandKind } from "../../domain/case/case-command.ts";
import { Failure } from "../../domain/failure.ts";
import type { Actor } from "../../domain/people/role.ts";
import { agreeing, CaseDriver, completing, receptionOf, reviewerWith, testItem, wholeRecord } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createFront, startFront } from "./front.ts";
import { createStores, startStores } from "./stores.ts";

const [handler, head] = [reviewerWith("handler"), reviewerWith("section-head")];

/** A reviewers' PC over one accepted case: a process that can die, and people who sit down one after the other. */
function setUp() {
  const driver = new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
  let seated: Actor | undefined;
  let isLocked = false;
  const getSeated = (): Actor => {
    if (seated === undefined) throw new Failure("sign-in-needed");
    return seated;
  };
  const workplace = (): Workplace => ({
    appVersion: "1",
    enrolment: null,
    person: seated === undefined ? null : { ...seated, account: "a", officeName: "局", isOfflineSignIn: false, signingKey: null },
    isLocked,
    connection: { isOnline: true, offlineSince: null, lastSyncedAt: null, waitingCaseCount: 0, waitingCommandCount: 0, waitingPageCount: 0, waitingSince: null, clockSkewMs: 0, isSyncing: false, failure: null },
    calendarKnownUntil: null,
    sealsInUse: [],
    store: { outcome: "opened", setAsideFolder: null, savedCommandCount: 0, needsNewCode: false },
  });
  const opened = (): OpenedCase => ({ case: driver.case, item: testItem, actions: availableActions(driver.case, getSeated(), testItem), actingFor: null, waitingCommandCount: 0, trail: [], record: wholeRecord, lostPages: [] });
  const test = createTestServices({
    "workplace.get": workplace,
    "session.signIn": ({ account }) => {
      seated = account === "handler" ? handler : head;
      isLocked = false;
      return workplace();
    },
    "cases.open": opened,
    "cases.list": () => ({ rows: [], total: getSeated() === handler ? 3 : 5 }),
    "unsentWords.list": () => [],
    "staffCard.get": () => ({ kind: "not-configured" }),
    "prints.list": () => [],
    "attention.list": () => [],
    "drafts.save": () => ({}),
  });
  const front = createFront(test.services);
  startFront(front);
  const stores = createStores(front, { makeUrl: () => "", revokeUrl: () => undefined, loadAhead: () => undefined });
  startStores(stores);
  const leave = (locked: boolean): void => {
    seated = undefined;
    isLocked = locked;
    test.publish("workplace.changed", workplace());
  };
  return {
    ...test,
    ...stores,
    driver,
    leave,
    signIn: (account: "handler" | "head") => stores.workplace.getState().signIn({ account, password: "p" }),
    die: () => {
      seated = undefined;
      test.tellConnection(false);
    },
    actions: (): readonly CommandKind[] | undefined => stores.reviewer.getState().opened?.actions,
  };
}

let desk: ReturnType<typeof setUp>;
beforeEach(async () => {
  desk = setUp();
  await desk.signIn("handler");
  await desk.reviewer.getState().open(desk.driver.caseId);
  await desk.certificateCase.getState().open(desk.driver.caseId);
  desk.inbox.getState().show("inbox");
  await vi.waitFor(() => expect(desk.inbox.getState().total).toBe(3));
  desk.navigation.getState().go("prints");
  expect(desk.actions()).toContain("signOpinion");
});

describe("the desk", () => {
  it("shows the next person nothing of the last one's, and begins where they begin", async () => {
    desk.leave(false);
    await desk.signIn("head");
    expect(desk.reviewer.getState().opened).toBeNull();
    expect(desk.certificateCase.getState().opened).toBeNull();
    expect(desk.inbox.getState()).toMatchObject({ total: 0, isLoaded: false });
    expect(desk.navigation.getState().desk).toBe("reviewer");
    // Coming back after somebody else, one begins anew too.
    desk.leave(false);
    await desk.signIn("handler");
    expect(desk.reviewer.getState().opened).toBeNull();
  });

  it("is as it was left for who comes back after the card was pulled, with what changed meanwhile", async () => {
    const { place } = desk.reviewer.getState();
    desk.leave(true);
    desk.driver.mustGiveAs(handler, agreeing("examine"));
    desk.publish("cases.changed", { caseIds: [desk.driver.caseId] });
    await desk.signIn("handler");
    await vi.waitFor(() => expect(desk.reviewer.getState()).toMatchObject({ place, opened: { case: { opinions: [{ verdict: "agree" }] } } }));
    expect(desk.navigation.getState().desk).toBe("prints");
    // What could not be read while nobody was there is no trouble of theirs.
    expect(desk.notices.getState().notices).toEqual([]);
  });

  it("says why a sign-in ended when the process behind the page died, until somebody signs in", async () => {
    expect(desk.workplace.getState().isCutOff).toBe(false);
    desk.die();
    desk.tellConnection(true);
    await vi.waitFor(() => expect(desk.workplace.getState()).toMatchObject({ link: "connected", isCutOff: true, workplace: { person: null } }));
    // Dying once more while nobody is signed in changes nothing of it.
    desk.die();
    desk.tellConnection(true);
    await vi.waitFor(() => expect(desk.workplace.getState()).toMatchObject({ link: "connected", isCutOff: true }));
    await desk.signIn("handler");
    expect(desk.workplace.getState().isCutOff).toBe(false);
    expect(desk.reviewer.getState().opened?.case.id).toBe(desk.driver.caseId);
  });

  it("says nothing of it when nobody was signed in", async () => {
    desk.leave(false);
    desk.die();
    desk.tellConnection(true);
    await vi.waitFor(() => expect(desk.workplace.getState().link).toBe("connected"));
    expect(desk.workplace.getState().isCutOff).toBe(false);
  });
});
