import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../../domain/failure.ts";
import type { CardReader, CardStage } from "./card-reader.ts";
import type { IdentityCard, IdentityCardKind } from "./identity-card.ts";

/** Trouble every reader can have; each driver's test says how its device is brought into it. */
export type CardTrouble =
  | "select-fails" | "read-fails" | "bad-checksum" | "bad-length" | "too-long" | "flipped-bit" | "paired-flip" | "noise-before-frame"
  | "paired-flip-in-name" | "reads-once" | "babbles" | "mute" | "pulled-mid-read" | "rejects-request" | "refuses-select" | "wrong-part-lengths";

/** A driver and the device behind it in a test. */
export interface CardReaderUnderTest {
  readonly reader: CardReader;
  layCard(kind: IdentityCardKind): void;
  liftCard(): void;
  setTrouble(trouble: CardTrouble | undefined, times?: number): void;
  plugIn(): Promise<void>;
  unplug(): Promise<void>;
  close(): Promise<void>;
}

/** What every driver must hold to; each driver's test file calls it. `isHasty` asks for short time limits: the device will be silent. */
export function describeCardReader(title: string, open: (isHasty: boolean) => Promise<CardReaderUnderTest>): void {
  describe(`identity card reader: ${title}`, () => {
    let subject: CardReaderUnderTest;
    let stages: CardStage[] = [];
    const start = async (isHasty = false) => (subject = await open(isHasty));
    beforeEach(() => (stages = []));
    afterEach(() => subject.close());

    const read = (signal: AbortSignal = new AbortController().signal): Promise<IdentityCard> => subject.reader.read(signal, (stage) => stages.push(stage));
    const failure = async (signal?: AbortSignal): Promise<unknown> => read(signal).then((card) => expect.unreachable(card.name), (error: unknown) => error);

    it.each<[IdentityCardKind, Partial<IdentityCard>]>([
      ["resident", { name: "张㛃𠮷", nation: "汉", number: "11010519491231002X", validUntil: "long-term" }],
      ["hong-kong-macau-taiwan", { name: "陈小明", number: "810000199408230056", passNumber: "H12345678" }],
      ["foreigner-2017", { name: "简多", latinName: "DOE, JANE MARIE", number: "FRA110080010100" }],
      ["foreigner-2023", { name: "简多", nationality: "FRA", number: "911250198001010048" }],
    ])("reads a card of the kind %s", async (kind, expected) => {
      await start();
      subject.layCard(kind);
      const card = await read();
      expect(card).toMatchObject({ kind, ...expected });
      expect(card.photoWlt).toHaveLength(1024);
      expect(stages).toEqual(["waiting-for-card", "card-found", "reading"]);
    });

    it("waits for a card that comes later", async () => {
      await start();
      const reading = read();
      await expect.poll(() => stages).toEqual(["waiting-for-card"]);
      subject.layCard("resident");
      expect((await reading).kind).toBe("resident");
    });

    it("says that a card must be lifted before it is found again", async () => {
      await start();
      subject.layCard("resident");
      await read();
      stages = [];
      const reading = read();
      await expect.poll(() => stages).toEqual(["waiting-for-card", "lift-card"]);
      subject.liftCard();
      subject.layCard("hong-kong-macau-taiwan");
      expect((await reading).name).toBe("陈小明");
    });

    it("stops waiting when cancelled, and reads the next time", async () => {
      await start();
      const cancel = new AbortController();
      const waiting = failure(cancel.signal);
      await expect.poll(() => stages).toEqual(["waiting-for-card"]);
      cancel.abort();
      expect(await waiting).toMatchObject({ code: "card-read-cancelled" });
      subject.layCard("resident");
      expect((await read()).kind).toBe("resident");
    });

    it("ends with the reason it is aborted for", async () => {
      await start();
      expect(await failure(AbortSignal.abort(new Failure("card-not-found")))).toMatchObject({ code: "card-not-found" });
    });

    it.each<CardTrouble>(["bad-checksum", "bad-length", "too-long", "flipped-bit", "paired-flip", "paired-flip-in-name", "rejects-request", "wrong-part-lengths", "mute", "noise-before-frame", "babbles"])(
      "gets over %s by asking again",
      async (trouble) => {
        await start(true);
        subject.layCard("resident");
        subject.setTrouble(trouble, 1);
        expect(await read()).toMatchObject({ name: "张㛃𠮷", number: "11010519491231002X" });
      },
    );

    it("believes one whole reading of a reader that gives each card once", async () => {
      await start();
      subject.layCard("resident");
      subject.setTrouble("reads-once");
      expect((await read()).name).toBe("张㛃𠮷");
    });

    it("reads through noise before every frame", async () => {
      await start();
      subject.layCard("resident");
      subject.setTrouble("noise-before-frame");
      expect((await read()).name).toBe("张㛃𠮷");
    });

    it.each<[CardTrouble, string]>([
      ["select-fails", "card-select-failed"],
      ["read-fails", "card-read-failed"],
      ["pulled-mid-read", "card-pulled"],
      ["paired-flip", "card-data-wrong"],
      ["refuses-select", "card-reader-refused"],
      ["mute", "card-reader-mute"],
      ["bad-checksum", "card-reader-garbled"],
      ["bad-length", "card-reader-garbled"],
      ["too-long", "card-reader-garbled"],
      ["wrong-part-lengths", "card-reader-garbled"],
      ["rejects-request", "card-reader-garbled"],
      ["babbles", "card-reader-garbled"],
    ])("names %s that stays, and reads once it is over", async (trouble, code) => {
      await start(true);
      subject.layCard("resident");
      subject.setTrouble(trouble);
      expect(await failure()).toMatchObject({ code });
      subject.setTrouble(undefined);
      subject.liftCard();
      subject.layCard("resident");
      expect((await read()).kind).toBe("resident");
    });

    it("says that it is there, and leaves a card on the plate as it is", async () => {
      await start();
      await subject.reader.check(new AbortController().signal);
      subject.layCard("resident");
      await subject.reader.check(new AbortController().signal);
      expect((await read()).kind).toBe("resident");
      expect(stages).toEqual(["waiting-for-card", "card-found", "reading"]);
    });

    it.each<[CardTrouble, string]>([["mute", "card-reader-mute"], ["refuses-select", "card-reader-refused"], ["babbles", "card-reader-garbled"]])("checked, names %s", async (trouble, code) => {
      await start(true);
      const check = () => subject.reader.check(new AbortController().signal).then(() => "there", (error: { code?: unknown }) => error.code);
      subject.setTrouble(trouble);
      expect(await check()).toBe(code);
      subject.setTrouble(undefined);
      await subject.unplug();
      expect(await check()).toBe("card-reader-missing");
      await subject.plugIn();
      expect(await check()).toBe("there");
    });

    it("names a reader unplugged while it waits, one that is not there, and works again when it is back", async () => {
      await start();
      const waiting = failure();
      await expect.poll(() => stages).toEqual(["waiting-for-card"]);
      await subject.unplug();
      expect(await waiting).toMatchObject({ code: "card-reader-unplugged" });
      expect(await failure()).toMatchObject({ code: "card-reader-missing" });
      await subject.plugIn();
      subject.layCard("resident");
      expect((await read()).kind).toBe("resident");
    });

    it("names a reader unplugged in the middle of a card", async () => {
      await start();
      subject.layCard("resident");
      const reading = failure();
      subject.setTrouble("pulled-mid-read");
      await expect.poll(() => stages).toContain("reading");
      await subject.unplug();
      expect(await reading).toMatchObject({ code: "card-reader-unplugged" });
    });
  });
}
