import { staffCardSettingsSchema, type StaffCardSettings, type StaffCardState } from "../../../contracts/ipc/staff-card.ts";
import type { Settings } from "../../../db/settings.ts";
import { findHolder } from "../../../devices/staff-card/certificates.ts";
import type { StaffCardLibrarySettings } from "../../../devices/staff-card/library-settings.ts";
import type { StaffCard, StaffCards } from "../../../devices/staff-card/staff-card.ts";
import { watchStaffCards, type StaffCardPresence, type StaffCardWatch } from "../../../devices/staff-card/watch-staff-cards.ts";
import { Failure, isFailure } from "../../../domain/failure.ts";
import type { Signer } from "../../../domain/signature/signer.ts";
import type { Scheduler } from "../../../sync/sync-loop.ts";
import { wireFailureOf } from "../failures.ts";

const settingsKey = "staff-card";
/** Failures after which the card asks for its PIN. */
const lockedAfter = ["staff-card-removed", "staff-card-missing", "staff-card-pin-needed", "native-driver-"];

export interface StaffCardDeskPorts {
  readonly settings: Pick<Settings, "find" | "set" | "remove">;
  readonly openCards: (library: StaffCardLibrarySettings) => StaffCards;
  readonly scheduler: Scheduler;
  readonly intervalMs?: number;
  readonly onState: (state: StaffCardState) => void;
  /** The card that was unlocked is gone, or nothing can be said of it any more (its library hung). */
  readonly onLost: () => void;
  readonly logError: (where: string, error: unknown) => void;
}

/** The staff card at this PC: which library drives it, whether it is there, and the one that was unlocked. */
export interface StaffCardDesk {
  start(): void;
  state(): StaffCardState;
  findSettings(): StaffCardSettings | null;
  /** Null takes the setting away. Whoever was unlocked is not any more. */
  configure(settings: StaffCardSettings | null): Promise<StaffCardState>;
  /** Has the card check the PIN; from then on it is in use, until it is pulled or `lock`ed. Throws `staff-card-not-configured`, `staff-card-missing`, `staff-card-several`, … */
  unlock(pin: string): Promise<Signer>;
  lock(): Promise<void>;
  stop(): void;
}

export function createStaffCardDesk(ports: StaffCardDeskPorts): StaffCardDesk {
  const { settings, openCards, scheduler, intervalMs, onState, onLost, logError } = ports;
  let opened: { readonly cards: StaffCards; readonly watch: StaffCardWatch } | undefined;
  let shown: StaffCardState = { kind: "not-configured" };
  let inUse: Pick<StaffCard, "cardId" | "insertion"> | undefined;
  const isInUse = (card: StaffCard): boolean => card.cardId === inUse?.cardId && card.insertion === inUse.insertion;
  /** By card; undefined for one whose certificates could not be read. */
  const holders = new Map<string, string | null>();

  const findSettings = (): StaffCardSettings | null => staffCardSettingsSchema.nullable().parse(settings.find(settingsKey) ?? null);

  const show = (state: StaffCardState): void => {
    if (JSON.stringify(state) === JSON.stringify(shown)) return;
    shown = state;
    onState(state);
  };

  const readHolder = async (cards: StaffCards, { cardId }: StaffCard): Promise<string | null> => {
    const known = holders.get(cardId);
    if (known !== undefined) return known;
    const holder = await cards.openSigner(cardId).then(({ certificateChain: [own] }) => (own === undefined ? null : findHolder(own)), () => null);
    if (holder !== null) holders.set(cardId, holder);
    return holder;
  };

  const lose = (): void => {
    if (inUse === undefined) return;
    inUse = undefined;
    onLost();
  };

  const hear = async (cards: StaffCards, presence: StaffCardPresence): Promise<void> => {
    if (presence.kind === "unknown") {
      lose();
      return show({ kind: "trouble", failure: wireFailureOf(presence.failure) });
    }
    // One that is in use stays the one, whatever other is put in beside it.
    const card = presence.cards.find(isInUse) ?? presence.cards[0];
    // Also one that was away for a moment: whoever pulled it meant to lock the desk.
    if (!card || !isInUse(card)) lose();
    if (!card) return show({ kind: "absent" });
    const holder = await readHolder(cards, card);
    if (opened?.cards === cards) show({ kind: "present", label: card.label, holder, pin: card.pin, isInUse: isInUse(card) });
  };

  /** Tells at once what the next look would. */
  const watched = (signer: Signer, cardId: string): Signer => ({
    ...signer,
    async sign(bytes) {
      try {
        return await signer.sign(bytes);
      } catch (error) {
        if (inUse?.cardId === cardId && isFailure(error) && lockedAfter.some((start) => error.code.startsWith(start))) lose();
        throw error;
      }
    },
  });

  const close = (): void => {
    opened?.watch.stop();
    opened?.cards.stop();
    opened = undefined;
    holders.clear();
    lose();
  };

  const open = (): void => {
    const library = findSettings();
    if (library === null) return show({ kind: "not-configured" });
    show({ kind: "absent" });
    const cards = openCards(library);
    const watch = watchStaffCards(cards, (presence) => void hear(cards, presence).catch((error: unknown) => logError("staff card", error)), {
      after: (delayMs, work) => scheduler.after(delayMs, work),
      ...(intervalMs !== undefined && { intervalMs }),
      logError,
    });
    opened = { cards, watch };
  };

  const lookAgain = async ({ cards, watch }: NonNullable<typeof opened>): Promise<void> => hear(cards, await watch.look());

  return {
    start: open,
    state: () => shown,
    findSettings,
    async configure(next) {
      close();
      if (next) settings.set(settingsKey, next);
      else settings.remove(settingsKey);
      open();
      if (opened) await lookAgain(opened);
      return shown;
    },
    async unlock(pin) {
      const mine = opened;
      if (!mine) throw new Failure("staff-card-not-configured");
      try {
        const presence = await mine.watch.look();
        if (presence.kind === "unknown") throw presence.failure;
        // Nobody said which of two the PIN is of, and a wrong guess costs the other card a try.
        const [card, another] = presence.cards.toSorted((a, b) => Number(isInUse(b)) - Number(isInUse(a)));
        if (!card) throw new Failure("staff-card-missing", { retryable: true });
        if (another && !isInUse(card)) throw new Failure("staff-card-several", { retryable: true });
        if (!isInUse(card)) lose();
        const signer = await mine.cards.openSigner(card.cardId);
        await mine.cards.unlock(card.cardId, pin);
        inUse = card;
        return watched(signer, card.cardId);
      } finally {
        // What is left of the PIN is shown whether it was right or wrong.
        if (opened === mine) await lookAgain(mine);
      }
    },
    async lock() {
      const card = inUse;
      inUse = undefined;
      if (!card || !opened) return;
      // A card that is gone has nothing left to lock.
      await opened.cards.lock(card.cardId).catch(() => undefined);
      await lookAgain(opened);
    },
    stop: close,
  };
}
