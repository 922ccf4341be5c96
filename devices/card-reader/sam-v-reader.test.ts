import { describe, expect, it } from "vitest";
import { regionDateSchema } from "../../domain/time/instant.ts";
import { createSamVEmulator } from "../../test/emulators/sam-v.ts";
import { loadSamVCard } from "../../test/emulators/sam-v-card.ts";
import { createSamVMemoryLine } from "../../test/emulators/sam-v-memory.ts";
import type { WireOptions } from "../../test/emulators/sam-v-wire.ts";
import { describeCardReader } from "./card-reader-conformance.ts";
import { createSamVReader, type SamVReaderOptions } from "./sam-v-reader.ts";
import { hastyTimings, vectorOf } from "./sam-v-testing.ts";

const today = () => regionDateSchema.parse("2026-11-21");

function openReader(options: Partial<SamVReaderOptions> = {}, wire: WireOptions = {}) {
  const emulator = createSamVEmulator();
  const line = createSamVMemoryLine(emulator, wire);
  return { emulator, line, reader: createSamVReader({ open: line.open, today, findIntervalMs: 5, ...options }) };
}

for (const pieceBytes of [undefined, 7]) {
  describeCardReader(`SAM_V in memory, ${pieceBytes ?? "whole"} bytes a piece`, async (isHasty) => {
    const { emulator, line, reader } = openReader(isHasty ? { timings: hastyTimings } : {}, pieceBytes === undefined ? {} : { pieceBytes });
    return {
      reader,
      layCard: (kind) => emulator.layCard(loadSamVCard(vectorOf[kind])),
      liftCard: emulator.liftCard,
      setTrouble: emulator.setFault,
      plugIn: line.plugIn,
      unplug: line.unplug,
      close: async () => expect(line.countOpen(), "streams left open").toBe(0),
    };
  });
}

describe("a SAM_V reader", () => {
  const never = new AbortController().signal;
  const ignoreStage = () => undefined;

  it("asks for a fingerprint only when told to", async () => {
    const without = openReader();
    without.emulator.layCard(loadSamVCard("resident"));
    expect(await without.reader.read(never, ignoreStage)).not.toHaveProperty("fingerprint");
    expect(without.emulator.commands).toEqual(["find", "select", "read", "read"]);

    const withOne = openReader({ readsFingerprint: true });
    withOne.emulator.layCard(loadSamVCard("resident"));
    expect((await withOne.reader.read(never, ignoreStage)).fingerprint).toHaveLength(1024);
    expect(withOne.emulator.commands.at(-1)).toBe("read-with-fingerprint");
  });

  it("tells a pulled card from a line that stays damaged, with the step it failed at", async () => {
    const { emulator, reader } = openReader({ timings: hastyTimings, attempts: 2 });
    emulator.layCard(loadSamVCard("resident"));
    emulator.setFault("bad-checksum");
    await expect(reader.read(never, ignoreStage)).rejects.toMatchObject({ code: "card-reader-garbled", retryable: true, details: { step: "read" } });
    expect(emulator.commands).toEqual(["find", "select", "read", "read"]);
  });

  it("names the status of a module that will not work", async () => {
    const { emulator, reader } = openReader();
    emulator.layCard(loadSamVCard("resident"));
    emulator.setFault("refuses-select");
    await expect(reader.read(never, ignoreStage)).rejects.toMatchObject({ code: "card-reader-refused", details: { step: "select", status: "66" } });
  });

  it("does not take a late answer for the one it waits for", async () => {
    const { emulator, line } = openReader();
    emulator.layCard(loadSamVCard("resident"));
    let isFirst = true;
    const lateFind = Buffer.from("aaaaaa9669000800009f0000000097", "hex");
    const reader = createSamVReader({
      today,
      open: async () => {
        const stream = await line.open();
        return {
          ...stream,
          // Every later answer comes behind one more "found".
          onBytes: (listener) => stream.onBytes((bytes) => {
            if (!isFirst) listener(lateFind);
            isFirst = false;
            listener(bytes);
          }),
        };
      },
    });
    expect((await reader.read(never, ignoreStage)).name).toBe("张㛃𠮷");
  });
});
