import { expect, it, vi } from "vitest";
import type { StaffCardSettings } from "../../../contracts/ipc/staff-card.ts";
import type { StaffCardLibrarySettings } from "../../../devices/staff-card/library-settings.ts";
import type { StaffCard, StaffCards } from "../../../devices/staff-card/staff-card.ts";
import { Failure } from "../../../domain/failure.ts";
import { createStaffCardDesk } from "./staff-card-desk.ts";

const cardOf = (cardId: string, insertion = "first time"): StaffCard => ({ cardId, insertion, label: cardId, pin: { kind: "tries", left: 3 } });

const pinOf = (cardId: string) => ({ cardId, pin: "123456" });

function openDesk(settings: StaffCardSettings) {
  let there: StaffCard[] = [];
  let lookAgain: (() => void) | undefined;
  const libraries: StaffCardLibrarySettings[] = [];
  const tried: string[] = [];
  const locked: string[] = [];
  const onLost = vi.fn();
  const cards: StaffCards = {
    list: async () => there,
    openSigner: async () => ({ algorithm: "sm2", certificateChain: [], sign: async (bytes) => bytes }),
    unlock: async (cardId) => void tried.push(cardId),
    lock: async (cardId) => void locked.push(cardId),
    stop: () => undefined,
  };
  const desk = createStaffCardDesk({
    settings: { find: () => settings, set: () => undefined, remove: () => undefined },
    openCards: (library) => {
      libraries.push(library);
      return cards;
    },
    scheduler: {
      after: (_delayMs, work) => {
        lookAgain = work;
        return () => (lookAgain = undefined);
      },
    },
    onState: () => undefined,
    onLost,
    logError: (where, error) => expect.unreachable(`${where}: ${String(error)}`),
  });
  desk.start();
  return {
    desk, libraries, tried, locked, onLost,
    insert: (...cardIds: string[]) => (there = cardIds.map((cardId) => cardOf(cardId))),
    /** Pulled and put in again before anybody looked. */
    reinsert: (insertion: string) => (there = there.map((card) => ({ ...card, insertion }))),
    async look() {
      await vi.waitFor(() => expect(lookAgain).toBeDefined());
      const work = lookAgain;
      lookAgain = undefined;
      work?.();
      await vi.waitFor(() => expect(lookAgain).toBeDefined());
    },
  };
}

it.each<StaffCardSettings>([
  { kind: "pkcs11", path: "/usr/lib/p11.so", isPacked: true },
  { kind: "pkcs11", path: "/usr/lib/p11.so", isPacked: false },
  { kind: "skf", path: "/usr/lib/skf.so", ulongBytes: 8, application: "审批" },
])("gives the library every setting that differs between vendors: %j", (settings) => {
  expect(openDesk(settings).libraries).toEqual([settings]);
});

it("tries a PIN on the card it is of and on no other, also when that one is gone", async () => {
  const { desk, tried, onLost, insert } = openDesk({ kind: "skf", path: "/usr/lib/skf.so" });
  insert("first", "second");
  await desk.unlock(pinOf("second"));
  expect(tried).toEqual(["second"]);
  expect(desk.state()).toMatchObject({ kind: "present", cards: [{ cardId: "first", isInUse: false }, { cardId: "second", isInUse: true }] });
  insert("first");
  await expect(desk.unlock(pinOf("second"))).rejects.toMatchObject({ code: "staff-card-missing" });
  expect(tried).toEqual(["second"]);
  expect(onLost).toHaveBeenCalledOnce();
});

it("tries out a card that nobody uses, and leaves it locked whatever comes of it", async () => {
  const { desk, tried, locked, insert } = openDesk({ kind: "skf", path: "/usr/lib/skf.so" });
  insert("mine", "other");
  await desk.unlock(pinOf("mine"));
  expect(await desk.tryOut(pinOf("other"), async () => "signed")).toBe("signed");
  await expect(desk.tryOut(pinOf("other"), async () => Promise.reject(new Failure("staff-card-removed")))).rejects.toMatchObject({ code: "staff-card-removed" });
  expect(locked).toEqual(["other", "other"]);
  await expect(desk.tryOut(pinOf("mine"), async () => "signed")).rejects.toMatchObject({ code: "staff-card-in-use" });
  expect(tried).toEqual(["mine", "other", "other"]);
  expect(locked).toEqual(["other", "other"]);
  expect(desk.state()).toMatchObject({ cards: [{ cardId: "mine", isInUse: true }, { cardId: "other", isInUse: false }] });
});

it("loses a card that was pulled and put in again between two looks, once", async () => {
  const { desk, onLost, insert, reinsert, look } = openDesk({ kind: "skf", path: "/usr/lib/skf.so" });
  insert("only");
  await desk.unlock(pinOf("only"));
  await look();
  expect(onLost).not.toHaveBeenCalled();
  expect(desk.state()).toMatchObject({ kind: "present", cards: [{ isInUse: true }] });
  reinsert("second time");
  await look();
  expect(onLost).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(desk.state()).toMatchObject({ kind: "present", cards: [{ isInUse: false }] }));
  await desk.unlock(pinOf("only"));
  await look();
  expect(onLost).toHaveBeenCalledOnce();
  expect(desk.state()).toMatchObject({ cards: [{ isInUse: true }] });
});
