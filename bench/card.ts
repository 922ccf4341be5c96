import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { OpenByteStream } from "../devices/card-reader/byte-stream.ts";
import { createFrameParser } from "../devices/card-reader/sam-frame.ts";
import { createSamVReader } from "../devices/card-reader/sam-v-reader.ts";
import { openNativeSerialStream } from "../devices/card-reader/native-serial-stream.ts";
import { serialLineContract } from "../devices/card-reader/serial-line-contract.ts";
import { createNativeProcess } from "../devices/native-process/native-process.ts";
import { startNodeNativeChild } from "../devices/native-process/node-native-child.ts";
import { regionDateSchema } from "../domain/time/instant.ts";
import { createCardReading } from "../electron/workstation/card-reader.ts";
import { createSamVEmulator, type SamVEmulator } from "../test/emulators/sam-v.ts";
import { loadSamVCard, samVCards } from "../test/emulators/sam-v-card.ts";
import { openSamVSerialLine } from "../test/emulators/sam-v-line.ts";
import { createSamVMemoryLine } from "../test/emulators/sam-v-memory.ts";
import { wireTimeMs } from "../test/emulators/sam-v-wire.ts";

const BAUD_RATE = 115_200;
const READS = 100;
const FRAMES = 4000;
/** find, select, and read twice to compare, each 10 bytes, and their answers. */
const WIRE_BYTES = 4 * 10 + 15 + 19 + 2 * 1295;

/** Whole card replies through the parser, in pieces as a serial port gives them; beside it a bare XOR over the same bytes. */
function measureParser(pieceBytes: number): { framesPerSecond: number; ratioToXor: number } {
  const stream = Buffer.concat(Array.from({ length: FRAMES }, (_, index) => loadSamVCard(samVCards[index % samVCards.length] ?? "resident")));
  const timed = (work: () => void): number => {
    work();
    const startMs = performance.now();
    work();
    return performance.now() - startMs;
  };
  const parserMs = timed(() => {
    const parser = createFrameParser();
    let frames = 0;
    for (let at = 0; at < stream.length; at += pieceBytes) {
      for (const piece of parser.push(stream.subarray(at, at + pieceBytes))) frames += piece.kind === "frame" ? 1 : 0;
    }
    if (frames !== FRAMES) throw new Error(`${frames} of ${FRAMES} frames found`);
  });
  const xorMs = timed(() => {
    let xor = 0;
    for (const byte of stream) xor ^= byte;
    if (xor > 255) throw new Error("not a byte");
  });
  return { framesPerSecond: Math.round((FRAMES * 1000) / parserMs), ratioToXor: rounded(parserMs / xorMs) };
}

/** From the clerk's key to the fields of the form, a card lying there, every byte taking its time on the line. */
async function measureReading(emulator: SamVEmulator, open: OpenByteStream): Promise<{ p50Ms: number; p95Ms: number }> {
  const today = () => regionDateSchema.parse("2026-11-21");
  const settings = new Map<string, unknown>([["card-reader", { path: "bench", baudRate: BAUD_RATE }]]);
  const reading = createCardReading({
    settings: { find: (key) => settings.get(key), set: () => undefined, remove: () => undefined },
    openReader: () => createSamVReader({ open, today }),
    listPorts: async () => [],
    today,
    announceStage: () => undefined,
  });
  const durations: number[] = [];
  for (let round = 0; round < READS; round++) {
    emulator.layCard(loadSamVCard(samVCards[round % samVCards.length] ?? "resident"));
    const startMs = performance.now();
    await reading.handlers["cards.read"]({ waitLimitMs: 10_000 });
    durations.push(performance.now() - startMs);
  }
  durations.sort((one, other) => one - other);
  const at = (share: number) => durations[Math.ceil(durations.length * share) - 1] ?? NaN;
  return { p50Ms: rounded(at(0.5)), p95Ms: rounded(at(0.95)) };
}

/**
 * Measures the identity card reader: frames a second through the parser, and a whole reading at 115,200 baud against the time its
 * bytes need on the wire. Over a pseudo-terminal where `socat` is installed, in memory otherwise; `line` says which.
 */
export async function measureCard() {
  const emulator = createSamVEmulator();
  // Packets of 62 bytes: what a common USB adapter makes of the line.
  const wire = { baudRate: BAUD_RATE, pieceBytes: 62 };
  const serial = hasSocat() ? await openSamVSerialLine(emulator, wire) : undefined;
  // As in the product: the serial port's native part has a process of its own.
  const serialProcess = createNativeProcess(serialLineContract, {
    driver: "serial-line",
    launch: () => startNodeNativeChild({ scriptPath: join(import.meta.dirname, "../devices/native-main.ts"), onOutput: console.error }),
    nowMs: () => performance.now(),
    logError: console.error,
  });
  const open = serial ? () => openNativeSerialStream(serialProcess, { path: serial.path, baudRate: BAUD_RATE }) : createSamVMemoryLine(emulator, wire).open;
  try {
    const { p50Ms, p95Ms } = await measureReading(emulator, open);
    const wireMs = rounded(wireTimeMs(WIRE_BYTES, BAUD_RATE));
    return {
      bench: "card",
      line: serial ? "pseudo-terminal" : "memory",
      reads: READS,
      p50Ms,
      p95Ms,
      wireMs,
      ratio: rounded(p95Ms / wireMs),
      parser: { piecesOf4096: measureParser(4096), piecesOf64: measureParser(64), piecesOf7: measureParser(7) },
    };
  } finally {
    serialProcess.stop();
    await serial?.close();
  }
}

function hasSocat(): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, "socat")));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

if (import.meta.main) console.log(JSON.stringify(await measureCard()));
