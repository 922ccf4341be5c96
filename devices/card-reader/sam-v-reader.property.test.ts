import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFailure } from "../../domain/failure.ts";
import { regionDateSchema } from "../../domain/time/instant.ts";
import { createSamVEmulator } from "../../test/emulators/sam-v.ts";
import { loadSamVCard, samVCards, type SamVCard } from "../../test/emulators/sam-v-card.ts";
import { damage, piecesOf, type Damage } from "../../test/emulators/sam-v-damage.ts";
import type { After } from "./after.ts";
import type { OpenByteStream } from "./byte-stream.ts";
import type { IdentityCard } from "./identity-card.ts";
import { samTimings } from "./sam-link.ts";
import { createSamVReader } from "./sam-v-reader.ts";

const today = () => regionDateSchema.parse("2026-11-21");
const readReplyBytes = 1295;
const attempts = 3;
/** As the desk does: nobody waits longer for a card that is not found. */
const waitLimitMs = 30_000;
/** Every command of a reading asked for as often as there are attempts, each to the limit, and the readings that are compared. */
const longestMs = waitLimitMs + (2 + attempts + 1) * attempts * samTimings.replyLimitMs;

/** What becomes of the reader's answers, one after another, and how they are cut up on their way; those after the last arrive whole. */
interface BadLine {
  readonly damages: readonly (readonly Damage[])[];
  readonly pieceBytes: readonly number[];
}

/** A line in memory whose time passes only when nothing else happens on it. */
function openBadLine({ damages, pieceBytes }: BadLine) {
  const emulator = createSamVEmulator();
  const planned: { readonly atMs: number; readonly work: () => void }[] = [];
  let nowMs = 0;
  let answers = 0;
  let onTheWay = 0;
  const readings: string[] = [];

  const after: After = (delayMs, work) => {
    const plan = { atMs: nowMs + delayMs, work };
    planned.push(plan);
    return () => {
      const at = planned.indexOf(plan);
      if (at >= 0) planned.splice(at, 1);
    };
  };
  const open: OpenByteStream = async () => {
    let listener: (bytes: Uint8Array) => void = () => undefined;
    const receive = emulator.connect((answer) => {
      const bytes = damage(answer, damages[answers++] ?? []);
      if (answer.length === readReplyBytes) readings.push(Buffer.from(bytes).toString("latin1"));
      for (const piece of piecesOf(bytes, pieceBytes)) {
        onTheWay++;
        setImmediate(() => {
          onTheWay--;
          listener(piece);
        });
      }
    });
    return { write: receive, onBytes: (listen) => void (listener = listen), onLost: () => undefined, close: async () => undefined };
  };
  return {
    emulator,
    open,
    after,
    now: () => nowMs,
    /** Whether two readings were damaged in the same way: no reader could tell them from a card that is so. */
    isDamagedTwiceAlike: (clean: Uint8Array) => {
      const whole = Buffer.from(clean).toString("latin1");
      return readings.some((reading, at) => reading !== whole && readings.indexOf(reading) < at);
    },
    /** Lets time pass until the work is settled; rejects when it takes longer than it may. */
    async run<T>(work: Promise<T>): Promise<T | Error> {
      const untilMs = nowMs + longestMs;
      let outcome: { readonly value: T | Error } | undefined;
      work.then((value) => (outcome = { value }), (error: unknown) => (outcome = { value: error instanceof Error ? error : new Error(String(error)) }));
      for (;;) {
        do await new Promise((resolve) => setImmediate(resolve));
        while (onTheWay > 0);
        if (outcome) return outcome.value;
        const next = planned.toSorted((a, b) => a.atMs - b.atMs)[0];
        if (!next) throw new Error("it hangs: nothing is under way, and nothing planned");
        if (next.atMs > untilMs) throw new Error(`it takes longer than ${longestMs} ms`);
        planned.splice(planned.indexOf(next), 1);
        nowMs = next.atMs;
        next.work();
      }
    },
  };
}

const ignoreStage = (): void => undefined;

async function read(name: SamVCard, bad: BadLine) {
  const line = openBadLine(bad);
  const reader = createSamVReader({ open: line.open, today, after: line.after, attempts });
  line.emulator.layCard(loadSamVCard(name));
  const limit = new AbortController();
  line.after(waitLimitMs, () => limit.abort());
  const outcome = await line.run(reader.read(limit.signal, ignoreStage));
  const again = async () => {
    line.emulator.liftCard();
    line.emulator.layCard(loadSamVCard(name));
    return line.run(reader.read(new AbortController().signal, ignoreStage));
  };
  return { outcome, line, again };
}

const place = fc.oneof(
  { weight: 1, arbitrary: fc.nat({ max: 6 }) },
  { weight: 3, arbitrary: fc.nat({ max: readReplyBytes - 1 }) },
  { weight: 2, arbitrary: fc.integer({ min: 14, max: 270 }) },
  { weight: 1, arbitrary: fc.constant(readReplyBytes - 1) },
);
const bits = fc.integer({ min: 1, max: 255 });
const nasty = fc.constantFrom(...["aaaaaa9669", "aaaaaa96690004", "aaaaaa966900040000800084", "aaaaaa9669000400008084", "aa", "00"].map((hex) => Uint8Array.from(Buffer.from(hex, "hex"))));
const oneDamage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: place, bits }),
  fc.record({ kind: fc.constant("flip-pair" as const), at: place, other: place, bits }),
  fc.record({ kind: fc.constant("lose" as const), at: place, count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant("double" as const), at: place }),
  fc.record({ kind: fc.constant("insert" as const), at: place, bytes: fc.oneof(nasty, fc.uint8Array({ minLength: 1, maxLength: 20 })) }),
);
/** Most answers arrive whole, or no reading would get as far as the card. */
const badLine: fc.Arbitrary<BadLine> = fc.record({
  damages: fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(oneDamage, { minLength: 1, maxLength: 3 }) }), { maxLength: 14 }),
  pieceBytes: fc.array(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 64 }), fc.constant(4096)), { minLength: 1, maxLength: 4 }),
});

const expectedCodes = /^card-(data-wrong|kind-unknown|select-failed|read-failed|pulled|reader-garbled|reader-mute|reader-refused|read-cancelled)$/;

describe("a SAM_V reader on a bad line", () => {
  const wholeLine: BadLine = { damages: [], pieceBytes: [4096] };

  it.each(samVCards)("gives the card %s exactly or says what is wrong, whatever becomes of the bytes, and always ends", { timeout: 240_000 }, async (name) => {
    const { outcome: whole } = await read(name, wholeLine);
    expect(whole).not.toBeInstanceOf(Error);
    let readCount = 0;
    await fc.assert(
      fc.asyncProperty(badLine, async (bad) => {
        const { outcome, line } = await read(name, bad);
        if (isFailure(outcome)) return void expect(outcome.code).toMatch(expectedCodes);
        if (outcome instanceof Error) throw outcome;
        readCount++;
        if (!line.isDamagedTwiceAlike(loadSamVCard(name))) expect(outcome).toEqual(whole satisfies IdentityCard | Error);
      }),
      { numRuns: 400 },
    );
    // The property is not kept by refusing everything.
    expect(readCount).toBeGreaterThan(100);
  });

  it("reads the next card as if nothing had been", async () => {
    const { outcome: whole } = await read("resident", wholeLine);
    await fc.assert(
      fc.asyncProperty(fc.array(oneDamage, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 8 }), async (damages, count) => {
        const bad: BadLine = { damages: Array.from({ length: count }, () => damages), pieceBytes: [7] };
        const { again } = await read("resident", bad);
        // What is left of the damage strikes the second reading.
        const second = await again();
        if (!isFailure(second)) expect(second).toEqual(whole);
        expect(await again()).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });
});
