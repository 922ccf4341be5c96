import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { regionDateSchema } from "../../domain/time/instant.ts";
import { createSamVEmulator } from "../../test/emulators/sam-v.ts";
import { loadSamVCard } from "../../test/emulators/sam-v-card.ts";
import { openSamVSerialLine } from "../../test/emulators/sam-v-line.ts";
import { createNativeProcess, type NativeProcess } from "../native-process/native-process.ts";
import type { NativeChild } from "../native-process/native-child.ts";
import { startNodeNativeChild } from "../native-process/node-native-child.ts";
import { describeCardReader } from "./card-reader-conformance.ts";
import { listNativeSerialPorts, openNativeSerialStream } from "./native-serial-stream.ts";
import { createSamVReader } from "./sam-v-reader.ts";
import { hastyTimings, vectorOf } from "./sam-v-testing.ts";
import { serialLineContract } from "./serial-line-contract.ts";

const today = () => regionDateSchema.parse("2026-11-21");
const BAUD_RATE = 115_200;

let serial: NativeProcess<typeof serialLineContract>;
let child: NativeChild;
beforeAll(() => {
  serial = createNativeProcess(serialLineContract, {
    driver: "serial-line",
    launch: () => (child = startNodeNativeChild({ scriptPath: join(import.meta.dirname, "../native-main.ts"), onOutput: console.error })),
    nowMs: () => performance.now(),
    logError: console.error,
  });
});
afterAll(() => serial.stop());

describeCardReader("SAM_V on a pseudo-terminal, through a process of its own", async (isHasty) => {
  const emulator = createSamVEmulator();
  const line = await openSamVSerialLine(emulator, { pieceBytes: 7 });
  const open = () => openNativeSerialStream(serial, { path: line.path, baudRate: BAUD_RATE });
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

describe("a serial line in a process of its own", () => {
  it("is lost with its process, and the next reading goes on in a new one", async () => {
    const emulator = createSamVEmulator();
    const line = await openSamVSerialLine(emulator);
    const reader = createSamVReader({ open: () => openNativeSerialStream(serial, { path: line.path, baudRate: BAUD_RATE }), today });
    const never = new AbortController().signal;
    const reading = reader.read(never, (stage) => stage === "waiting-for-card" && child.kill());
    await expect(reading).rejects.toMatchObject({ code: "native-driver-ended", retryable: true });
    emulator.layCard(loadSamVCard("resident"));
    expect((await reader.read(never, () => undefined)).number).toBe("11010519491231002X");
    await line.close();
  });

  it("names ports and what is none", async () => {
    expect(await listNativeSerialPorts(serial)).toBeInstanceOf(Array);
    await expect(openNativeSerialStream(serial, { path: "/nowhere", baudRate: BAUD_RATE })).rejects.toMatchObject({ code: "card-reader-missing", details: { path: "/nowhere" } });
  });
});
