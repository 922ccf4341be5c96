import { describe, expect, it } from "vitest";
import { Failure } from "../../domain/failure.ts";
import { preparePages, type PageOutcome, type PageProgress } from "./page-pool.ts";
import type { ScanInput } from "./scan-input.ts";
import { sharp } from "./sharp.ts";

const sheet = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "#dddddd" } });
const small = await sheet(500, 700).jpeg().toBuffer();
const large = await sheet(3000, 4000).png().toBuffer();

async function* scansOf(...inputs: ScanInput[]): AsyncGenerator<ScanInput> {
  yield* inputs;
}

async function collect(pages: AsyncIterable<PageOutcome>): Promise<PageOutcome[]> {
  const outcomes: PageOutcome[] = [];
  for await (const outcome of pages) outcomes.push(outcome);
  return outcomes;
}

const say = (outcome: PageOutcome) => `${outcome.position} ${outcome.name} ${"page" in outcome ? "page" : outcome.failure.code}`;

describe("preparePages", () => {
  it("keeps paper order though later pages are ready first (R-SCAN-2), and goes on past a bad one", async () => {
    const progress: PageProgress[] = [];
    const scans = scansOf({ name: "a", bytes: large }, { name: "b", bytes: small }, { name: "c", bytes: new Uint8Array() }, { name: "d", bytes: small });
    const outcomes = await collect(preparePages(scans, { mode: "fast", onProgress: (step) => progress.push(step) }));
    expect(outcomes.map(say)).toEqual(["1 a page", "2 b page", "3 c page-file-empty", "4 d page"]);
    expect(progress.filter(({ state }) => state !== "preparing").map(({ position }) => position).sort()).toEqual([1, 2, 3, 4]);
    expect(progress.find(({ position, state }) => position === 3 && state === "failed")).toBeDefined();
  });

  it("makes one page of each page of a TIFF", async () => {
    const tiff = await sharp([small, small, small], { join: { animated: true } }).tiff().toBuffer();
    const outcomes = await collect(preparePages(scansOf({ name: "bundle.tif", bytes: tiff }, { name: "b", bytes: small }), { mode: "fast" }));
    expect(outcomes.map(say)).toEqual(["1 bundle.tif#1 page", "2 bundle.tif#2 page", "3 bundle.tif#3 page", "4 b page"]);
  });

  it("delivers the pages before a feeder's failure, then throws it", async () => {
    async function* jamming(): AsyncGenerator<ScanInput> {
      yield { name: "a", bytes: small };
      yield { name: "b", bytes: small };
      throw new Failure("scanner-jam");
    }
    const seen: string[] = [];
    const read = async () => {
      for await (const outcome of preparePages(jamming(), { mode: "fast" })) seen.push(say(outcome));
    };
    await expect(read()).rejects.toMatchObject({ code: "scanner-jam" });
    expect(seen).toEqual(["1 a page", "2 b page"]);
  });

  it("keeps the pages already begun when it is cancelled, takes no more and ends though the source hangs", async () => {
    const cancel = new AbortController();
    async function* hanging(): AsyncGenerator<ScanInput> {
      yield { name: "a", bytes: large };
      yield { name: "b", bytes: small };
      cancel.abort();
      await new Promise(() => {});
    }
    const outcomes = await collect(preparePages(hanging(), { mode: "fast", signal: cancel.signal, concurrency: 3 }));
    expect(outcomes.map(say)).toEqual(["1 a page", "2 b page"]);
  });

  it("never holds more scans than its workers", async () => {
    let taken = 0;
    let finished = 0;
    let most = 0;
    async function* counted(): AsyncGenerator<ScanInput> {
      for (let i = 0; i < 12; i++) {
        taken++;
        most = Math.max(most, taken - finished);
        yield { name: `${i}`, bytes: small };
      }
    }
    const count = ({ state }: PageProgress) => void (finished += state === "preparing" ? 0 : 1);
    expect(await collect(preparePages(counted(), { mode: "fast", concurrency: 2, onProgress: count }))).toHaveLength(12);
    expect(most).toBeLessThanOrEqual(2);
  });

  it("stops taking scans when nobody reads", async () => {
    let taken = 0;
    let isReturned = false;
    async function* endless(): AsyncGenerator<ScanInput> {
      try {
        for (;;) {
          taken++;
          yield { name: `${taken}`, bytes: small };
        }
      } finally {
        isReturned = true;
      }
    }
    for await (const outcome of preparePages(endless(), { mode: "fast" })) if (outcome.position === 3) break;
    expect(taken).toBeLessThan(40);
    await expect.poll(() => isReturned).toBe(true);
  });
});
