import { expect, it, vi } from "vitest";
import type { ReadIdentity } from "../../contracts/ipc/card-reader.ts";
import { Failure } from "../../domain/failure.ts";
import { regionDateSchema } from "../../domain/time/instant.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createCardStore } from "./card-store.ts";

const day = (text: string) => regionDateSchema.parse(text);
const identity: ReadIdentity = {
  name: "张一", identityKind: "resident-identity", identityNumber: "11010519491231002X", address: "北京市", isReadFromCard: true, cardKind: "resident", sex: "female",
  birthDate: day("1949-12-31"), validFrom: day("2020-01-01"), validUntil: "long-term", isExpired: false,
};

function setUp() {
  const readings: { resolve: (identity: ReadIdentity) => void; reject: (error: unknown) => void }[] = [];
  const cancelled = vi.fn(() => ({}));
  const test = createTestServices({
    "cards.read": () => new Promise<ReadIdentity>((resolve, reject) => readings.push({ resolve, reject })),
    "cards.cancel": cancelled,
    "cards.configure": () => { throw new Failure("store-disk-full", { retryable: true }); },
  });
  const store = createCardStore(test.services, test.toNotices);
  store.getState().start();
  const begin = async () => {
    const count = readings.length;
    const read = store.getState().read();
    await vi.waitFor(() => expect(readings.length).toBe(count + 1));
    return { read, ...readings[count]! };
  };
  return { ...test, store, begin, cancelled };
}

it("says each stage while it reads, and brings the card", async () => {
  const { store, begin, publish } = setUp();
  const reading = await begin();
  expect(store.getState()).toMatchObject({ isReading: true, stage: null });
  publish("cards.stage", { stage: "card-found" });
  expect(store.getState().stage).toBe("card-found");
  reading.resolve(identity);
  expect(await reading.read).toEqual(identity);
  expect(store.getState()).toMatchObject({ isReading: false, stage: null, problem: null });
  publish("cards.stage", { stage: "reading" });
  expect(store.getState().stage).toBeNull();
});

it("says why nothing was read, until it is tried again", async () => {
  const { store, begin } = setUp();
  const first = await begin();
  first.reject(new Failure("card-pulled", { retryable: true }));
  expect(await first.read).toBeUndefined();
  expect(store.getState()).toMatchObject({ isReading: false, problem: expect.stringContaining("被拿开") });
  await begin();
  expect(store.getState()).toMatchObject({ isReading: true, problem: null });
});

it("brings nothing of a reading that was cancelled, though the card came first", async () => {
  const { store, begin, cancelled } = setUp();
  const reading = await begin();
  store.getState().cancel();
  expect(store.getState()).toMatchObject({ isReading: false, problem: null });
  reading.resolve(identity);
  expect(await reading.read).toBeUndefined();
  await vi.waitFor(() => expect(cancelled).toHaveBeenCalledOnce());
});

it("troubles nobody when there is nothing to cancel", async () => {
  const { store, cancelled } = setUp();
  store.getState().cancel();
  await Promise.resolve();
  expect(cancelled).not.toHaveBeenCalled();
});

it("says that settings were not kept", async () => {
  const { store, notices } = setUp();
  expect(await store.getState().configure(null)).toBe(false);
  expect(notices.getState().notices).toMatchObject([{ tone: "problem", text: expect.stringContaining("磁盘已满") }]);
});
