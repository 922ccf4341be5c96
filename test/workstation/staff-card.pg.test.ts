import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { StaffCardState } from "../../contracts/ipc/staff-card.ts";
import type { CaseId } from "../../domain/ids.ts";
import { publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { postgresFlavours, query, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { openPkcs11Token, openSkfKey, type EmulatedCard } from "../emulators/staff-card/emulated-card.ts";
import { agreeing } from "../fixtures/cases.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { openHeadless, type Headless } from "./headless.ts";
import { acceptTrialCase, act } from "./trial-case.ts";

const patience = { timeout: 30_000 };

/** A reviewer with a staff card: a real centre, the whole workstation, the vendor's library in its own process, an emulated card. */
describe.each(["pkcs11", "skf"] as const)("a staff card behind %s (R-SEC-1, R-SEC-3)", (kind) => {
  let postgres: TestPostgres;
  let centre: TrialCentre;
  let line: CuttableLine;
  let window: Headless;
  let desk: Headless;
  let card: EmulatedCard;
  let strangers: EmulatedCard;
  const states: StaffCardState[] = [];

  beforeAll(async () => {
    postgres = await postgresFlavours[0]!.start();
    centre = await startTrialCentre(postgres);
    line = await openLine(centre.url);
    window = await openHeadless({ now: centre.now, options: { centreUrl: centre.url, enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) } });
    desk = await openHeadless({ now: centre.now, options: { centreUrl: line.url, enrolmentCode: await centre.enrolmentCodeFor(publicationsDepartment.id) } });
    desk.subscribe((topic, payload) => topic === "staffCard.changed" && states.push(payload as StaffCardState));
    await window.call("session.signIn", { account: "wangxiulan", password: centre.password });
    [card, strangers] = await Promise.all(kind === "skf" ? [openSkfKey("unsigned int", { name: "宋薇" }), openSkfKey()] : [openPkcs11Token("rsa", { name: "宋薇" }), openPkcs11Token("p256")]);
  });
  afterAll(async () => {
    for (const workstation of [desk, window]) {
      await workstation.stop();
      await workstation.remove();
    }
    await Promise.all([card.remove(), strangers.remove()]);
    await line.close();
    await centre.close();
    await postgres.stop();
  });
  afterEach(() => {
    card.unblock();
    card.insert();
    card.setFault(undefined);
  });

  const use = (which: EmulatedCard) => desk.call("staffCard.configure", { settings: { kind, path: which.libraryPath } });
  const workplace = () => desk.call("workplace.get", {});
  const state = () => desk.call("staffCard.get", {});
  const failure = (call: Promise<unknown>): Promise<unknown> => call.then((value) => expect.unreachable(JSON.stringify(value)), (error: unknown) => error);
  const signInByPassword = async () => {
    await desk.call("session.signOut", {});
    await desk.call("session.signIn", { account: "songwei", password: centre.password });
  };
  /** Of the only card that is in; any when there is none. */
  const cardId = async (): Promise<string> => {
    const seen = await state();
    return (seen.kind === "present" && seen.cards[0]?.cardId) || "none";
  };
  const signInByCard = async (pin = card.pin) => desk.call("session.signInWithCard", { cardId: await cardId(), pin });
  const newCase = async (): Promise<CaseId> => {
    const caseId = await acceptTrialCase(window);
    await window.call("sync.now", {});
    await vi.waitFor(async () => {
      await desk.call("sync.now", {});
      expect((await desk.call("cases.open", { caseId })).actions).toContain("signOpinion");
    }, patience);
    return caseId;
  };
  const heardOf = (caseId: CaseId) =>
    vi.waitFor(async () => {
      await window.call("sync.now", {});
      const { opinions } = (await window.call("cases.open", { caseId })).case;
      expect(opinions).toHaveLength(1);
      return opinions[0];
    }, patience);

  it("is not asked about before a driver is set, and shows once it is", async () => {
    expect(await state()).toEqual({ kind: "not-configured" });
    expect(await failure(signInByCard())).toMatchObject({ code: "staff-card-not-configured" });
    expect(await use(card)).toMatchObject({ kind: "present", cards: [{ holder: "宋薇", isInUse: false }] });
    card.pull();
    await vi.waitFor(async () => expect(await state()).toEqual({ kind: "absent" }), patience);
    card.insert();
    await vi.waitFor(async () => expect(await state()).toMatchObject({ kind: "present" }), patience);
    expect(states.map((one) => one.kind)).toEqual(expect.arrayContaining(["present", "absent"]));
    expect(await desk.call("staffCard.configure", { settings: { kind, path: "/nowhere.so" } })).toMatchObject({ kind: "trouble", failure: { code: "staff-card-library-missing" } });
    await use(card);
  });

  it("lets nobody in before it is registered, and nobody without the PIN", async () => {
    expect(await failure(signInByCard())).toMatchObject({ code: "card-unknown" });
    expect(await state()).toMatchObject({ cards: [{ isInUse: false }] });
    expect(await failure(signInByCard("654321"))).toMatchObject({ code: "staff-card-pin-wrong" });
    expect(await state()).toMatchObject({ cards: [{ pin: kind === "skf" ? { kind: "tries", left: 2 } : { kind: "few" } }] });
    expect((await workplace()).person).toBeNull();
  });

  it("is tried at the devices: PIN, signature, verification, what is left; nobody is signed in by it and nothing registered", async () => {
    const tryOut = async (pin: string) => desk.call("staffCard.test", { cardId: await cardId(), pin });
    expect(await tryOut(card.pin)).toMatchObject({ algorithm: kind === "skf" ? "sm2" : "rsa-pkcs1", isOver: false });
    expect(await failure(tryOut("654321"))).toMatchObject({ code: "staff-card-pin-wrong" });
    expect(await state()).toMatchObject({ cards: [{ pin: kind === "skf" ? { kind: "tries", left: 2 } : { kind: "few" } }] });
    card.setFault("damaged-signature");
    expect(await failure(tryOut(card.pin))).toMatchObject({ code: "staff-card-signature-wrong" });
    card.setFault("pulled-while-signing");
    expect(await failure(tryOut(card.pin))).toMatchObject({ code: "staff-card-removed" });
    expect((await workplace()).person).toBeNull();
    expect(await query(centre.databaseUrl, "select 1 from signing_keys where carrier = 'card'")).toEqual([]);
  });

  it("stands among the devices with a light, and since when", async () => {
    const light = (expected: object) => vi.waitFor(async () => expect((await desk.call("devices.watch", {})).find(({ deviceId }) => deviceId === "staff-card")).toMatchObject(expected), patience);
    await light({ family: "staff-card", condition: "ready", warnings: [], failures: [] });
    card.pull();
    await light({ condition: "ready", warnings: ["no-card"], since: centre.now() });
    card.insert();
    card.setFault("busy");
    await light({ condition: "needs-attention", failures: [{ code: "staff-card-busy" }] });
    card.setFault(undefined);
    await light({ condition: "ready", failures: [] });
    await desk.call("staffCard.configure", { settings: { kind, path: "/nowhere.so" } });
    await light({ condition: "offline", failures: [{ code: "staff-card-library-missing" }] });
    await use(card);
    await light({ condition: "ready", failures: [] });
  });

  it("is registered by its holder, and signs opinions the centre accepts", async () => {
    await signInByPassword();
    expect((await workplace()).person).toMatchObject({ signingKey: { carrier: "software" } });
    expect((await desk.call("staffCard.use", { cardId: await cardId(), pin: card.pin })).person).toMatchObject({ signingKey: { carrier: "card" } });
    expect(await state()).toMatchObject({ cards: [{ isInUse: true }] });
    const caseId = await newCase();
    await act(desk, caseId, agreeing("preliminary-review"));
    await desk.call("sync.now", {});
    expect(await heardOf(caseId)).toMatchObject({ by: { name: "宋薇" } });
    const [registered] = await query<{ algorithm: string }>(centre.databaseUrl, "select algorithm from signing_keys where carrier = 'card'");
    expect(registered?.algorithm).toBe(kind === "skf" ? "sm2" : "rsa-pkcs1");
    expect(await desk.call("attention.list", {})).toEqual([]);
  });

  it("pulled by who came with a password, it leaves them their own key", async () => {
    card.pull();
    await vi.waitFor(async () => expect((await workplace()).person).toMatchObject({ signingKey: { carrier: "software" } }), patience);
    expect((await workplace()).isLocked).toBe(false);
  });

  it("signs its holder in, and locks the desk when it is pulled", async () => {
    await desk.call("session.signOut", {});
    await vi.waitFor(async () => expect(await state()).toMatchObject({ kind: "present" }), patience);
    expect((await signInByCard()).person).toMatchObject({ name: "宋薇", isOfflineSignIn: false, signingKey: { carrier: "card" } });
    const caseId = await newCase();
    card.pull();
    await vi.waitFor(async () => expect(await workplace()).toMatchObject({ person: null, isLocked: true }), patience);
    await expect(desk.call("cases.act", { caseId, body: agreeing("preliminary-review") })).rejects.toMatchObject({ code: "sign-in-needed" });
    card.insert();
    await vi.waitFor(async () => expect(await state()).toMatchObject({ kind: "present", cards: [{ isInUse: false }] }), patience);
    expect(await signInByCard()).toMatchObject({ person: { name: "宋薇" }, isLocked: false });
  });

  it("locks the desk too when it is pulled and put in again in one moment", async () => {
    await signInByCard();
    card.pull();
    card.insert();
    await vi.waitFor(async () => expect(await workplace()).toMatchObject({ person: null, isLocked: true }), patience);
    await vi.waitFor(async () => expect(await state()).toMatchObject({ kind: "present", cards: [{ isInUse: false }] }), patience);
  });

  it("pulled while signing: nothing is signed, the desk is locked, and the opinion can be given afterwards", async () => {
    await signInByCard();
    const caseId = await newCase();
    card.setFault("pulled-while-signing");
    expect(await failure(desk.call("cases.act", { caseId, body: agreeing("preliminary-review") }))).toMatchObject({ code: "staff-card-removed" });
    await vi.waitFor(async () => expect(await workplace()).toMatchObject({ person: null, isLocked: true }), patience);
    card.setFault(undefined);
    card.insert();
    await vi.waitFor(async () => expect(await state()).toMatchObject({ kind: "present" }), patience);
    await signInByCard();
    expect((await desk.call("cases.open", { caseId })).case.opinions).toEqual([]);
    await act(desk, caseId, agreeing("preliminary-review"));
    await desk.call("sync.now", {});
    await heardOf(caseId);
  });

  it("signs in and signs without the network; the centre accepts it later (R-OFF-1)", async () => {
    await signInByCard();
    const caseId = await newCase();
    await desk.call("session.signOut", {});
    await line.cut();
    expect((await signInByCard()).person).toMatchObject({ name: "宋薇", isOfflineSignIn: true, signingKey: { carrier: "card" } });
    await act(desk, caseId, agreeing("preliminary-review"));
    await use(strangers);
    expect((await workplace()).person).toBeNull();
    expect(await failure(signInByCard(strangers.pin))).toMatchObject({ code: "offline-card-unknown" });
    await line.mend();
    await desk.call("sync.now", {});
    expect(await heardOf(caseId)).toMatchObject({ by: { name: "宋薇" } });
    await use(card);
  });

  it("locks itself after three wrong PINs, whatever the desk does", async () => {
    for (const code of ["staff-card-pin-wrong", "staff-card-pin-wrong", "staff-card-pin-locked"]) expect(await failure(signInByCard("000000"))).toMatchObject({ code });
    expect(await state()).toMatchObject({ cards: [{ pin: { kind: "locked" } }] });
    expect(await failure(signInByCard())).toMatchObject({ code: "staff-card-pin-locked" });
  });

  it("cannot be registered in a second person's name, and a revoked one opens no door, offline neither", async () => {
    await desk.call("session.signIn", { account: "yuanzhiming", password: centre.password });
    expect(await failure(desk.call("staffCard.use", { cardId: await cardId(), pin: card.pin }))).toMatchObject({ code: "signing-key-of-another" });
    expect(await state()).toMatchObject({ cards: [{ isInUse: false }] });
    await desk.call("session.signOut", {});
    await query(centre.databaseUrl, "update signing_keys set revoked_at = '2026-11-16T03:00:00.000Z', revocation_reason = '遗失' where carrier = 'card'");
    expect(await failure(signInByCard())).toMatchObject({ code: "signing-key-revoked" });
    await line.cut();
    expect(await failure(signInByCard())).toMatchObject({ code: "offline-card-unknown" });
    await line.mend();
  });
});
