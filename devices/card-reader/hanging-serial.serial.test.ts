import { rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { regionDateSchema } from "../../domain/time/instant.ts";
import { createSamVEmulator, type SamVEmulator } from "../../test/emulators/sam-v.ts";
import { loadSamVCard } from "../../test/emulators/sam-v-card.ts";
import { openSamVSerialLine, type SamVSerialLine } from "../../test/emulators/sam-v-line.ts";
import { compileLibrary } from "../../test/emulators/staff-card/compile-library.ts";
import { createNativeProcess, type NativeProcess } from "../native-process/native-process.ts";
import { startNodeNativeChild } from "../native-process/node-native-child.ts";
import type { CardReader } from "./card-reader.ts";
import { openNativeSerialStream } from "./native-serial-stream.ts";
import { createSamVReader } from "./sam-v-reader.ts";
import { hastyTimings } from "./sam-v-testing.ts";
import { serialLineContract } from "./serial-line-contract.ts";

const today = () => regionDateSchema.parse("2026-11-21");

let folder: string;
let serial: NativeProcess<typeof serialLineContract>;
let emulator: SamVEmulator;
let line: SamVSerialLine;
let reader: CardReader;
let isHasty = false;
let starts = 0;
const lost: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hanging-serial-"));
  const library = join(folder, "hanging-serial.so");
  await compileLibrary({ source: "../hanging-serial.c" }, library);
  serial = createNativeProcess(serialLineContract, {
    driver: "serial-line",
    launch: () => {
      starts++;
      return startNodeNativeChild({ scriptPath: join(import.meta.dirname, "../native-main.ts"), environment: { LD_PRELOAD: library }, onOutput: console.error });
    },
    nowMs: () => performance.now(),
    logError: console.error,
    findCallLimitMs: () => (isHasty ? 1_000 : undefined),
  });
  serial.onLost(({ code }) => lost.push(code));
  emulator = createSamVEmulator();
  line = await openSamVSerialLine(emulator);
  reader = createSamVReader({ open: () => openNativeSerialStream(serial, { path: line.path, baudRate: 115_200 }), today, timings: hastyTimings });
});
afterAll(async () => {
  serial.stop();
  await line.close();
  await rm(folder, { recursive: true });
});
afterEach(() => {
  isHasty = false;
  lost.splice(0);
});

const setHanging = (call: "open" | "write", isOn: boolean): void => (isOn ? writeFileSync(join(folder, `fault-hangs-on-${call}`), "") : rmSync(join(folder, `fault-hangs-on-${call}`)));
const read = async (): Promise<string> => {
  emulator.liftCard();
  emulator.layCard(loadSamVCard("resident"));
  return reader.read(new AbortController().signal, () => undefined).then(({ number }) => number, (error: { code: string }) => error.code);
};

it("that hangs while it opens the port is ended, and the next card is read by a new one", async () => {
  expect(await read()).toBe("11010519491231002X");
  setHanging("open", true);
  isHasty = true;
  expect(await read()).toBe("native-driver-hung");
  isHasty = false;
  setHanging("open", false);
  const before = starts;
  expect(await read()).toBe("11010519491231002X");
  expect(starts).toBe(before + 1);
  expect(lost).toEqual(["native-driver-hung"]);
});

it("that hangs while it writes is ended, and the next card is read by a new one", async () => {
  expect(await read()).toBe("11010519491231002X");
  setHanging("write", true);
  isHasty = true;
  expect(await read()).toMatch(/^(card-reader-mute|native-driver-hung)$/);
  expect(lost).toEqual(["native-driver-hung"]);
  isHasty = false;
  setHanging("write", false);
  expect(await read()).toBe("11010519491231002X");
});
