import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ShownCard } from "../../contracts/ipc/staff-card.ts";
import { publicationsDepartment } from "../../server/seed/offices.ts";
import { postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { openTwoPkcs11Tokens, type EmulatedCard } from "../emulators/staff-card/emulated-card.ts";
import { openHeadless, type Headless } from "./headless.ts";

const patience = { timeout: 30_000 };

/** Two people's cards in at once, as when a colleague leaves theirs: the whole workstation, one library in its own process, two tokens of SoftHSM. */
describe("two staff cards in at once (R-SEC-1)", () => {
  let postgres: TestPostgres;
  let centre: TrialCentre;
  let desk: Headless;
  let mine: EmulatedCard;
  let colleagues: EmulatedCard;

  beforeAll(async () => {
    postgres = await postgresFlavours[0]!.start();
    centre = await startTrialCentre(postgres);
    desk = await openHeadless({ now: centre.now, options: { centreUrl: centre.url, enrolmentCode: await centre.enrolmentCodeFor(publicationsDepartment.id) } });
    [mine, colleagues] = await openTwoPkcs11Tokens({ name: "宋薇" }, { name: "韩鹏" });
  });
  afterAll(async () => {
    await desk.stop();
    await desk.remove();
    await mine.remove();
    await centre.close();
    await postgres.stop();
  });

  const cards = async (): Promise<readonly ShownCard[]> => {
    const state = await desk.call("staffCard.get", {});
    return state.kind === "present" ? state.cards : [];
  };
  const cardOf = async (holder: string): Promise<ShownCard> => (await cards()).find((card) => card.holder === holder) ?? expect.unreachable(`the card of ${holder} is not in`);
  const failure = (call: Promise<unknown>): Promise<unknown> => call.then((value) => expect.unreachable(JSON.stringify(value)), (error: unknown) => error);
  const pins = async () => Object.fromEntries((await cards()).map(({ holder, pin }) => [holder, pin.kind]));

  it("shows both, and no PIN was tried on either", async () => {
    await desk.call("staffCard.configure", { settings: { kind: "pkcs11", path: mine.libraryPath } });
    expect(await pins()).toEqual({ 宋薇: "enough", 韩鹏: "enough" });
    expect(new Set((await cards()).map(({ cardId }) => cardId)).size).toBe(2);
  });

  it("sends a PIN to the card it was typed for and to no other, though it would open that", async () => {
    const { cardId } = await cardOf("韩鹏");
    expect(await failure(desk.call("staffCard.test", { cardId, pin: mine.pin }))).toMatchObject({ code: "staff-card-pin-wrong" });
    expect(await pins()).toEqual({ 宋薇: "enough", 韩鹏: "few" });
    expect(await desk.call("staffCard.test", { cardId, pin: colleagues.pin })).toMatchObject({ algorithm: "ecdsa-p256" });
    expect(await pins()).toEqual({ 宋薇: "enough", 韩鹏: "enough" });
  });

  it("registers the chosen one, and the other pulled leaves its holder at work", async () => {
    await desk.call("session.signIn", { account: "songwei", password: centre.password });
    const { cardId } = await cardOf("宋薇");
    await desk.call("staffCard.use", { cardId, pin: mine.pin });
    await desk.call("session.signOut", {});
    await desk.call("session.signInWithCard", { cardId, pin: mine.pin });
    expect((await cards()).map(({ holder, isInUse }) => [holder, isInUse])).toEqual(expect.arrayContaining([["宋薇", true], ["韩鹏", false]]));
    colleagues.pull();
    await vi.waitFor(async () => expect(await pins()).toEqual({ 宋薇: "enough" }), patience);
    expect(await desk.call("workplace.get", {})).toMatchObject({ isLocked: false, person: { name: "宋薇", signingKey: { carrier: "card" } } });
    colleagues.insert();
    await vi.waitFor(async () => expect(await pins()).toEqual({ 宋薇: "enough", 韩鹏: "enough" }), patience);
    expect(await cardOf("宋薇")).toMatchObject({ isInUse: true });
  });

  it("locks the desk when the one in use is pulled; its PIN is not sent to the one left", async () => {
    const { cardId } = await cardOf("宋薇");
    mine.pull();
    await vi.waitFor(async () => expect(await desk.call("workplace.get", {})).toMatchObject({ isLocked: true, person: null }), patience);
    expect(await failure(desk.call("session.signInWithCard", { cardId, pin: mine.pin }))).toMatchObject({ code: "staff-card-missing" });
    expect(await pins()).toEqual({ 韩鹏: "enough" });
    mine.insert();
    await vi.waitFor(async () => expect(await pins()).toEqual({ 宋薇: "enough", 韩鹏: "enough" }), patience);
    expect(await desk.call("session.signInWithCard", { cardId, pin: mine.pin })).toMatchObject({ isLocked: false, person: { name: "宋薇" } });
  });
});
