import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { cardReaderChannels, cardReaderTopics, readIdentitySchema } from "../../contracts/ipc/card-reader.ts";
import { createIpcClient } from "../../contracts/ipc-client.ts";
import type { MessageEndpoint } from "../../contracts/ipc-channel.ts";
import { cardReaderWording } from "../../contracts/wording/card-reader.ts";
import { createSamVReader } from "../../devices/card-reader/sam-v-reader.ts";
import { regionDateSchema } from "../../domain/time/instant.ts";
import { createSamVEmulator, type SamVEmulator } from "../../test/emulators/sam-v.ts";
import { loadSamVCard, type SamVCard } from "../../test/emulators/sam-v-card.ts";
import { createSamVMemoryLine, type SamVMemoryLine } from "../../test/emulators/sam-v-memory.ts";
import { createCardReading, type CardReading } from "./card-reader.ts";
import { createIpcServer } from "./host/ipc-server.ts";

const contract = { channels: cardReaderChannels, topics: cardReaderTopics };
const waitLimitMs = 30_000;

let emulator: SamVEmulator;
let line: SamVMemoryLine;
let stored: Map<string, unknown>;
let stages: string[];
let opened: string[];
let reading: CardReading;

beforeEach(() => {
  emulator = createSamVEmulator();
  line = createSamVMemoryLine(emulator);
  stored = new Map();
  stages = [];
  opened = [];
  reading = createCardReading({
    settings: { find: (key) => stored.get(key), set: (key, value) => void stored.set(key, value), remove: (key) => void stored.delete(key) },
    openReader: ({ path, baudRate }, today) => {
      opened.push(`${path} ${baudRate}`);
      return createSamVReader({ open: line.open, today, findIntervalMs: 5 });
    },
    listPorts: async () => [{ path: "/dev/ttyUSB0", manufacturer: "FTDI" }, { path: "/dev/ttyS0" }],
    today: () => regionDateSchema.parse("2026-11-21"),
    announceStage: ({ stage }) => stages.push(stage),
  });
});

const configure = (path = "/dev/ttyUSB0") => reading.handlers["cards.configure"]({ reader: { path, baudRate: 115_200 } });
const read = async (limitMs = waitLimitMs) => reading.handlers["cards.read"]({ waitLimitMs: limitMs });
const codeOf = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => "no failure", (error: { code?: unknown }) => error.code);

describe("reading a card", () => {
  it.each<[SamVCard, object]>([
    ["resident", { name: "张㛃𠮷", identityKind: "resident-identity", identityNumber: "11010519491231002X", address: "北京市朝阳区某某街道1号院2单元301室", validUntil: "long-term", isExpired: false }],
    ["gat", { name: "陈小明", identityKind: "resident-identity", identityNumber: "810000199408230056", validUntil: "2024-01-01", isExpired: true }],
    ["foreign2017", { name: "简多", identityKind: "other", identityNumber: "FRA110080010100", address: "", isExpired: false }],
    ["foreign2023", { name: "简多", identityKind: "other", identityNumber: "911250198001010048", isExpired: false }],
  ])("fills the form from the card %s and says that it was read", async (card, expected) => {
    await configure();
    emulator.layCard(loadSamVCard(card));
    const identity = await read();
    expect(identity).toMatchObject({ ...expected, isReadFromCard: true });
    expect(readIdentitySchema.parse(identity)).toEqual(identity);
    expect([...Buffer.from(identity.photoWlt ?? "", "base64")]).toEqual([...loadSamVCard(card).slice(270, 1294)]);
    expect(stages).toEqual(["waiting-for-card", "card-found", "reading"]);
  });

  it("needs a reader", async () => {
    expect(await codeOf(read())).toBe("card-reader-not-configured");
  });

  it("gives up waiting at its limit", async () => {
    await configure();
    expect(await codeOf(read(20))).toBe("card-not-found");
    expect(line.countOpen()).toBe(0);
  });

  it("is cancelled, which is no trouble when nothing is being read", async () => {
    await configure();
    await reading.handlers["cards.cancel"]({});
    const waiting = codeOf(read());
    await expect.poll(() => stages).toEqual(["waiting-for-card"]);
    await reading.handlers["cards.cancel"]({});
    expect(await waiting).toBe("card-read-cancelled");
    expect(line.countOpen()).toBe(0);
  });

  it("belongs to who asked last", async () => {
    await configure();
    const asked = [read(), read(), read()].map(async (one) => one.then(({ name }) => name, (error: { code?: unknown }) => error.code));
    await expect.poll(() => stages).toContain("waiting-for-card");
    emulator.layCard(loadSamVCard("resident"));
    expect(await Promise.all(asked)).toEqual(["card-read-cancelled", "card-read-cancelled", "张㛃𠮷"]);
  });

  it("says that the card must be lifted when it is asked again", async () => {
    await configure();
    emulator.layCard(loadSamVCard("resident"));
    await read();
    expect(await codeOf(read(30))).toBe("card-not-found");
    expect(stages.at(-1)).toBe("lift-card");
  });

  it("frees the device when the program stops", async () => {
    await configure();
    const waiting = codeOf(read());
    await expect.poll(() => line.countOpen()).toBe(1);
    await reading.stop();
    expect(line.countOpen()).toBe(0);
    expect(await waiting).toBe("card-read-cancelled");
  });
});

describe("the reader's settings", () => {
  it("are kept, offered with the ports there are, and taken back", async () => {
    expect(await reading.handlers["cards.settings"]({})).toEqual({
      reader: null,
      ports: [{ path: "/dev/ttyUSB0", manufacturer: "FTDI" }, { path: "/dev/ttyS0", manufacturer: null }],
    });
    expect((await configure()).reader).toEqual({ path: "/dev/ttyUSB0", baudRate: 115_200 });
    expect((await reading.handlers["cards.configure"]({ reader: null })).reader).toBeNull();
  });

  it("when changed, end a reading under way and hold for the next", async () => {
    await configure("/dev/ttyUSB0");
    const waiting = codeOf(read());
    await expect.poll(() => stages).toEqual(["waiting-for-card"]);
    await configure("/dev/ttyUSB1");
    expect(await waiting).toBe("card-read-cancelled");
    emulator.layCard(loadSamVCard("resident"));
    await read();
    expect(opened).toEqual(["/dev/ttyUSB0 115200", "/dev/ttyUSB1 115200"]);
  });
});

it("is served over the contract, failures included", async () => {
  const [page, workstation] = createEndpoints();
  const server = createIpcServer(contract, reading.handlers, { checkAnswers: true, logError: (_channel, error) => expect.unreachable(String(error)) });
  server.serve(workstation);
  const client = createIpcClient<typeof contract>();
  client.attach(page);
  await expect(client.call("cards.read", {})).rejects.toMatchObject({ code: "card-reader-not-configured" });
  await client.call("cards.configure", { reader: { path: "/dev/ttyUSB0" } });
  emulator.layCard(loadSamVCard("resident"));
  expect(await client.call("cards.read", {})).toMatchObject({ identityNumber: "11010519491231002X" });
});

it("every code a reader can fail with has its words", () => {
  const folder = new URL("../../devices/card-reader/", import.meta.url);
  const sources = readdirSync(folder).filter((name) => !/test|conformance/.test(name)).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const own = readFileSync(new URL("card-reader.ts", import.meta.url), "utf8");
  const isStageOrKey = (code: string) => code === "card-found" || code === "card-reader";
  const codes = new Set([...[...sources, own].join("\n").matchAll(/"(card-[a-z-]+)"/g)].map((match) => match[1] ?? "").filter((code) => !isStageOrKey(code)));
  expect(codes.size).toBeGreaterThan(15);
  expect([...codes].filter((code) => !Object.hasOwn(cardReaderWording, code))).toEqual([]);
  expect(Object.keys(cardReaderWording).filter((code) => !codes.has(code))).toEqual([]);
});

/** Two ends of one line in memory. */
function createEndpoints(): [MessageEndpoint, MessageEndpoint] {
  const listeners: ((message: unknown) => void)[] = [];
  const end = (mine: 0 | 1): MessageEndpoint => ({
    post: (message) => queueMicrotask(() => listeners[1 - mine]?.(structuredClone(message))),
    onMessage: (listener) => (listeners[mine] = listener),
  });
  return [end(0), end(1)];
}
