import { X509Certificate } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SignatureAlgorithm } from "../../domain/signature/signer.ts";
import type { PinState, StaffCards } from "./staff-card.ts";

/** Trouble every card can have; each driver's test says how its card is brought into it. */
export type CardTrouble =
  | "pulled-while-signing" | "busy" | "garbage-certificate" | "no-certificate" | "damaged-signature"
  | "hangs-on-list" | "hangs-on-unlock" | "hangs-on-sign" | "crashes-on-sign" | "crashes-on-unlock";

/** A card as the test personalised it. It is locked after three wrong PINs. */
export interface CardUnderTest {
  readonly pin: string;
  readonly certificate: Uint8Array;
  pull(): void;
  insert(): void;
  setFault(trouble: CardTrouble | undefined): void;
  /** Sets the counter of wrong PINs back, as the card's issuer would. */
  unblock(): void;
  /** Whether somebody else's program accepts the signature. */
  accepts(bytes: Uint8Array, signature: Uint8Array): Promise<boolean>;
  remove(): Promise<void>;
}

export interface StaffCardConformance {
  readonly algorithm: SignatureAlgorithm;
  /** How many certificates the card gives. */
  readonly chainLength: number;
  /** What the card says before and after the first and the second wrong PIN. */
  readonly pinStates: readonly [fresh: PinState, afterOne: PinState, afterTwo: PinState];
  openCard(): Promise<CardUnderTest>;
  /** The driver on that card; `findCallLimitMs` is asked at each call how long it may take, undefined for as long as usual. */
  openDriver(card: CardUnderTest, findCallLimitMs: () => number | undefined): StaffCards;
}

const statement = new TextEncoder().encode("同意受理。㛃𠮷");
/** For a call that hangs for ever, and for no other. */
const hastyLimitMs = 1_000;

/** What every driver must hold to; each driver's test file calls it. */
export function describeStaffCards(title: string, { algorithm, chainLength, pinStates, openCard, openDriver }: StaffCardConformance): void {
  describe(`staff card: ${title}`, () => {
    let card: CardUnderTest;
    let cards: StaffCards;
    beforeAll(async () => void (card = await openCard()));
    afterAll(() => card.remove());
    let isHasty = false;
    beforeEach(() => {
      isHasty = false;
      cards = openDriver(card, () => (isHasty ? hastyLimitMs : undefined));
    });
    afterEach(() => {
      cards.stop();
      card.setFault(undefined);
      card.insert();
      card.unblock();
    });

    const getId = async (): Promise<string> => {
      const [first] = await cards.list();
      return first?.cardId ?? expect.unreachable("no card");
    };
    const pinState = async (): Promise<PinState | undefined> => (await cards.list())[0]?.pin;
    const failure = (call: Promise<unknown>): Promise<unknown> => call.then((value) => expect.unreachable(JSON.stringify(value)), (error: unknown) => error);
    const wrongPin = (cardId: string): Promise<unknown> => failure(cards.unlock(cardId, "654321"));
    const sign = async (cardId: string): Promise<Uint8Array> => (await cards.openSigner(cardId)).sign(statement);

    it("finds the card, reads its certificates without a PIN, and signs after it", async () => {
      const [found, ...others] = await cards.list();
      expect(others).toEqual([]);
      expect(found).toMatchObject({ pin: pinStates[0] });
      expect(found?.label).toMatch(/\p{Script=Han}/u);
      const cardId = found?.cardId ?? "";
      const signer = await cards.openSigner(cardId);
      expect(signer.algorithm).toBe(algorithm);
      expect(signer.certificateChain).toHaveLength(chainLength);
      const [own, issuer] = signer.certificateChain;
      expect(Buffer.from(own ?? []).equals(card.certificate)).toBe(true);
      if (own && issuer) expect(new X509Certificate(own).checkIssued(new X509Certificate(issuer))).toBe(true);
      await cards.unlock(cardId, card.pin);
      const signature = await signer.sign(statement);
      expect(await card.accepts(statement, signature)).toBe(true);
      expect(await card.accepts(Uint8Array.from(statement, (byte, index) => (index === 0 ? byte ^ 1 : byte)), signature)).toBe(false);
      const short = await signer.sign(new Uint8Array());
      expect(await card.accepts(new Uint8Array(), short)).toBe(true);
    });

    it("signs only between unlocking and locking", async () => {
      const cardId = await getId();
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-pin-needed", retryable: true });
      await cards.unlock(cardId, card.pin);
      await sign(cardId);
      await cards.lock(cardId);
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-pin-needed" });
      await cards.lock(cardId);
    });

    it("says after each wrong PIN what is left; a right one sets it back", async () => {
      const cardId = await getId();
      for (const state of [pinStates[1], pinStates[2]]) {
        expect(await wrongPin(cardId)).toMatchObject({ code: "staff-card-pin-wrong", retryable: true, details: { pin: state.kind, ...(state.kind === "tries" && { triesLeft: state.left }) } });
        expect(await pinState()).toEqual(state);
      }
      await cards.unlock(cardId, card.pin);
      expect(await pinState()).toEqual(pinStates[0]);
      await sign(cardId);
    });

    it("locks after three wrong PINs; then the right one helps no more", async () => {
      const cardId = await getId();
      await wrongPin(cardId);
      await wrongPin(cardId);
      expect(await wrongPin(cardId)).toMatchObject({ code: "staff-card-pin-locked", retryable: false });
      expect(await failure(cards.unlock(cardId, card.pin))).toMatchObject({ code: "staff-card-pin-locked" });
      expect(await pinState()).toEqual({ kind: "locked" });
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-pin-needed" });
    });

    it("a wrong PIN ends what a right one had opened", async () => {
      const cardId = await getId();
      await cards.unlock(cardId, card.pin);
      await wrongPin(cardId);
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-pin-needed" });
    });

    it("notices a card pulled while it signs, and signs again after it is back and unlocked", async () => {
      const cardId = await getId();
      await cards.unlock(cardId, card.pin);
      card.setFault("pulled-while-signing");
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-removed", retryable: true });
      expect(await cards.list()).toEqual([]);
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-missing" });
      card.setFault(undefined);
      card.insert();
      expect(await getId()).toBe(cardId);
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-pin-needed" });
      await cards.unlock(cardId, card.pin);
      expect(await card.accepts(statement, await sign(cardId))).toBe(true);
    });

    it("has a card that was pulled and put in again between two looks ask for its PIN", async () => {
      const cardId = await getId();
      await cards.unlock(cardId, card.pin);
      card.pull();
      card.insert();
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-pin-needed" });
      await cards.unlock(cardId, card.pin);
      await sign(cardId);
    });

    it("tells a card that was away between two looks from one that stayed", async () => {
      const before = await cards.list();
      await cards.unlock(await getId(), card.pin);
      await sign(await getId());
      expect(await cards.list()).toEqual(before);
      for (let time = 0; time < 2; time++) {
        const [stayed] = await cards.list();
        card.pull();
        card.insert();
        const [back] = await cards.list();
        expect(back).toEqual({ ...stayed, insertion: expect.not.stringMatching(`^${stayed?.insertion}$`) });
        expect(await cards.list()).toEqual([back]);
        expect(await failure(sign(await getId()))).toMatchObject({ code: "staff-card-pin-needed" });
        await cards.unlock(await getId(), card.pin);
        await sign(await getId());
        expect(await cards.list()).toEqual([back]);
      }
    });

    it("tells a library that had to be started anew from a card that stayed", async () => {
      const [before] = await cards.list();
      card.setFault("hangs-on-list");
      isHasty = true;
      await failure(cards.list());
      isHasty = false;
      card.setFault(undefined);
      const [after] = await cards.list();
      expect(after?.insertion).not.toBe(before?.insertion);
    });

    it("starts without a card and finds it when it comes", async () => {
      card.pull();
      expect(await cards.list()).toEqual([]);
      expect(await failure(cards.unlock("nobody's", card.pin))).toMatchObject({ code: "staff-card-missing", retryable: true });
      card.insert();
      await cards.unlock(await getId(), card.pin);
    });

    it("names a card another program holds, and works once it lets go", async () => {
      const cardId = await getId();
      card.setFault("busy");
      expect(await failure(cards.list())).toMatchObject({ code: "staff-card-busy", retryable: true });
      expect(await failure(cards.unlock(cardId, card.pin))).toMatchObject({ code: "staff-card-busy" });
      card.setFault(undefined);
      await cards.unlock(cardId, card.pin);
    });

    it.each([["garbage-certificate", "staff-card-certificate-unreadable"], ["no-certificate", "staff-card-certificate-missing"]] as const)(
      "names a card with %s",
      async (trouble, code) => {
        const cardId = await getId();
        card.setFault(trouble);
        expect(await failure(cards.openSigner(cardId))).toMatchObject({ code });
      },
    );

    it("gives out no signature that its own certificate does not fit", async () => {
      const cardId = await getId();
      await cards.unlock(cardId, card.pin);
      card.setFault("damaged-signature");
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-signature-wrong" });
      card.setFault(undefined);
      await sign(cardId);
    });

    it("asks no card about a PIN that cannot be one", async () => {
      const cardId = await getId();
      expect(await failure(cards.unlock(cardId, "1"))).toMatchObject({ code: "staff-card-pin-refused" });
      expect(await pinState()).toEqual(pinStates[0]);
    });

    it.each([
      ["hangs-on-list", (_cardId) => cards.list()],
      ["hangs-on-unlock", (cardId) => cards.unlock(cardId, card.pin)],
      ["hangs-on-sign", sign],
    ] as const satisfies readonly [CardTrouble, (cardId: string) => Promise<unknown>][])("gets over a library that %s", async (trouble, call) => {
      const cardId = await getId();
      await cards.unlock(cardId, card.pin);
      card.setFault(trouble);
      isHasty = true;
      expect(await failure(call(cardId))).toMatchObject({ code: "native-driver-hung", retryable: true });
      isHasty = false;
      card.setFault(undefined);
      expect(await failure(sign(cardId))).toMatchObject({ code: "staff-card-pin-needed" });
      await cards.unlock(cardId, card.pin);
      await sign(cardId);
    });

    it.each([["crashes-on-sign", sign], ["crashes-on-unlock", (cardId) => cards.unlock(cardId, card.pin)]] as const satisfies readonly [CardTrouble, (cardId: string) => Promise<unknown>][])(
      "gets over a library that %s",
      async (trouble, call) => {
        const cardId = await getId();
        await cards.unlock(cardId, card.pin);
        card.setFault(trouble);
        expect(await failure(call(cardId))).toMatchObject({ code: "native-driver-ended", retryable: true });
        card.setFault(undefined);
        await cards.unlock(cardId, card.pin);
        expect(await card.accepts(statement, await sign(cardId))).toBe(true);
      },
    );
  });
}
