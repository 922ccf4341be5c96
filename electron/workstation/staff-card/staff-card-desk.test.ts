import { expect, it, vi } from "vitest";
import type { StaffCardSettings } from "../../../contracts/ipc/staff-card.ts";
import type { StaffCardLibrarySettings } from "../../../devices/staff-card/library-settings.ts";
import type { StaffCard, StaffCards } from "../../../devices/staff-card/staff-card.ts";
import { createStaffCardDesk } from "./staff-card-desk.ts";

const cardOf = (cardId: string, insertion = "first time"): StaffCard => ({ cardId, insertion, label: cardId, pin: { kind: "tries", left: 3 } });

function openDesk(settings: StaffCardSettings) {
  let there: StaffCard[] = [];
  let lookAgain: (() => void) | undefined;
  const libraries: StaffCardLibrarySettings[] = [];
  const tried: string[] = [];
  const onLost = vi.fn();
  const cards: StaffCards = {
    list: async () => there,
    openSigner: async () => ({ algorithm: "sm2", certificateChain: [], sign: async (bytes) => bytes }),
    unlock: async (cardId) => void tried.push(cardId),
    lock: async () => undefined,
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
    desk, libraries, tried, onLost,
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

it("tries a PIN on none of two cards while nobody said which, and then on the one in use only", async () => {
  const { desk, tried, onLost, insert } = openDesk({ kind: "skf", path: "/usr/lib/skf.so" });
  insert("first", "second");
  await expect(desk.unlock("123456")).rejects.toMatchObject({ code: "staff-card-several" });
  expect(tried).toEqual([]);
  insert("second");
  await desk.unlock("123456");
  insert("first", "second");
  await desk.unlock("123456");
  expect(tried).toEqual(["second", "second"]);
  expect(onLost).not.toHaveBeenCalled();
});

it("loses a card that was pulled and put in again between two looks, once", async () => {
  const { desk, onLost, insert, reinsert, look } = openDesk({ kind: "skf", path: "/usr/lib/skf.so" });
  insert("only");
  await desk.unlock("123456");
  await look();
  expect(onLost).not.toHaveBeenCalled();
  expect(desk.state()).toMatchObject({ kind: "present", isInUse: true });
  reinsert("second time");
  await look();
  expect(onLost).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(desk.state()).toMatchObject({ kind: "present", isInUse: false }));
  await desk.unlock("123456");
  await look();
  expect(onLost).toHaveBeenCalledOnce();
  expect(desk.state()).toMatchObject({ isInUse: true });
});
