import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chmodSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { regionDateSchema } from "../../domain/time/instant.ts";
import { createSamVEmulator, type SamVEmulator } from "../../test/emulators/sam-v.ts";
import { loadSamVCard } from "../../test/emulators/sam-v-card.ts";
import { openSamVSerialLine, type SamVSerialLine } from "../../test/emulators/sam-v-line.ts";
import { describeCardReader } from "./card-reader-conformance.ts";
import { createSamVReader } from "./sam-v-reader.ts";
import { hastyTimings, vectorOf } from "./sam-v-testing.ts";
import { openSerialStream } from "./serial-stream.ts";

const today = () => regionDateSchema.parse("2026-11-21");
const BAUD_RATE = 115_200;

describeCardReader("SAM_V on a pseudo-terminal, 7 bytes a piece", async (isHasty) => {
  const emulator = createSamVEmulator();
  const line = await openSamVSerialLine(emulator, { pieceBytes: 7 });
  const open = () => openSerialStream({ path: line.path, baudRate: BAUD_RATE });
  return {
    reader: createSamVReader({ open, today, findIntervalMs: 20, ...(isHasty && { timings: hastyTimings }) }),
    layCard: (kind) => emulator.layCard(loadSamVCard(vectorOf[kind])),
    liftCard: emulator.liftCard,
    setTrouble: emulator.setFault,
    plugIn: line.plugIn,
    unplug: line.unplug,
    close: line.close,
  };
});

describe("a serial line", () => {
  let emulator: SamVEmulator;
  let line: SamVSerialLine;
  beforeEach(async () => {
    emulator = createSamVEmulator();
    line = await openSamVSerialLine(emulator);
  });
  afterEach(() => line.close());
  const open = (path = line.path) => openSerialStream({ path, baudRate: BAUD_RATE });

  it("is one program's at a time, and free again after it is closed", async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({ code: "card-reader-busy", details: { path: line.path } });
    await first.close();
    await (await open()).close();
  });

  it("can be closed twice and after it was lost", async () => {
    const stream = await open();
    const lost = new Promise((resolve) => stream.onLost(resolve));
    await line.unplug();
    expect(await lost).toMatchObject({ code: "card-reader-unplugged" });
    await stream.close();
    await stream.close();
  });

  it("is held only while a card is read, so a reader pulled out between two cards is noticed by nobody", async () => {
    const reader = createSamVReader({ open, today });
    const never = new AbortController().signal;
    for (const card of ["resident", "gat"] as const) {
      emulator.layCard(loadSamVCard(card));
      expect((await reader.read(never, () => undefined)).number).toMatch(/^\d{17}[\dX]$/);
      await line.unplug();
      await line.plugIn();
    }
  });

  it("says that the user lacks permission", async () => {
    await (await open()).close();
    const isRoot = process.geteuid?.() === 0;
    // Nothing is forbidden to root: try it as nobody.
    if (isRoot) process.seteuid?.("nobody");
    else chmodSync(line.path, 0);
    try {
      await expect(open()).rejects.toMatchObject({ code: "card-reader-no-permission" });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it("says what is not a serial port", async () => {
    const folder = await mkdtemp(join(tmpdir(), "not-serial-"));
    await writeFile(join(folder, "file"), "");
    await expect(open(join(folder, "file"))).rejects.toMatchObject({ code: "card-reader-not-serial" });
    await expect(open(folder)).rejects.toMatchObject({ code: "card-reader-not-serial" });
    await expect(open(join(folder, "nothing"))).rejects.toMatchObject({ code: "card-reader-missing" });
    await rm(folder, { recursive: true });
  });
});
