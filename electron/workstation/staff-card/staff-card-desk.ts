import { staffCardSettingsSchema, type PinOfCard, type StaffCardSettings, type StaffCardState } from "../../../contracts/ipc/staff-card.ts";
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
  /** Has the card check the PIN; from then on it is in use, until it is pulled or `lock`ed. Throws `staff-card-not-configured`, `staff-card-missing`, … */
  unlock(request: PinOfCard): Promise<Signer>;
  /** Unlocks a card for `work` only. Throws as `unlock` does, and `staff-card-in-use`. */
  tryOut<Result>(request: PinOfCard, work: (signer: Signer) => Promise<Result>): Promise<Result>;
  lock(): Promise<void>;
  stop(): void;
}

export function createStaffCardDesk(ports: StaffCardDeskPorts): StaffCardDesk {
  const { settings, openCards, scheduler, intervalMs, onState, onLost, logError } = ports;
  let opened: { readonly cards: StaffCards; readonly watch: StaffCardWatch } | undefined;
  let shown: StaffCardState = { kind: "not-configured" };
  let inUse: Pick<StaffCard, "cardId" | "insertion"> | undefined;
  const isInUse = (card: StaffCard): boolean => card.cardId === inUse?.cardId && card.insertion === inUse.insertion;
  /** By card; none for one whose certificates could not be read. */
  const holders = new Map<string, string>();

  const findSettings = (): StaffCardSettings | null => staffCardSettingsSchema.nullable().parse(settings.find(settingsKey) ?? null);

  const show = (state: StaffCardState): void => {
    if (JSON.stringify(state) === JSON.stringify(shown)) return;
    shown = state;
    onState(state);
  };

  const readHolder = async (cards: StaffCards, { cardId }: StaffCard): Promise<void> => {
    if (holders.has(cardId)) return;
    const holder = await cards.openSigner(cardId).then(({ certificateChain: [own] }) => (own === undefined ? null : findHolder(own)), () => null);
    if (holder !== null && opened?.cards === cards) holders.set(cardId, holder);
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
    // Also one that was away for a moment: whoever pulled it meant to lock the desk.
    if (!presence.cards.some(isInUse)) lose();
    if (presence.cards.length === 0) return show({ kind: "absent" });
    for (const card of presence.cards) await readHolder(cards, card);
    if (opened?.cards !== cards) return;
    show({ kind: "present", cards: presence.cards.map((card) => ({ cardId: card.cardId, label: card.label, holder: holders.get(card.cardId) ?? null, pin: card.pin, isInUse: isInUse(card) })) });
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

  const getOpened = (): NonNullable<typeof opened> => {
    if (!opened) throw new Failure("staff-card-not-configured");
    return opened;
  };

  /** As it lies there now. */
  const getCard = async ({ watch }: NonNullable<typeof opened>, cardId: string): Promise<StaffCard> => {
    const presence = await watch.look();
    if (presence.kind === "unknown") throw presence.failure;
    const card = presence.cards.find((one) => one.cardId === cardId);
    if (!card) throw new Failure("staff-card-missing", { retryable: true });
    return card;
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
    async unlock({ cardId, pin }) {
      const mine = getOpened();
      try {
        const card = await getCard(mine, cardId);
        if (!isInUse(card)) lose();
        const signer = await mine.cards.openSigner(cardId);
        await mine.cards.unlock(cardId, pin);
        inUse = card;
        return watched(signer, cardId);
      } finally {
        // What is left of the PIN is shown whether it was right or wrong.
        if (opened === mine) await lookAgain(mine);
      }
    },
    async tryOut({ cardId, pin }, work) {
      const mine = getOpened();
      try {
        // A wrong PIN would lock it for whoever works with it.
        if (isInUse(await getCard(mine, cardId))) throw new Failure("staff-card-in-use");
        const signer = await mine.cards.openSigner(cardId);
        await mine.cards.unlock(cardId, pin);
        return await work(signer).finally(() => mine.cards.lock(cardId).catch(() => undefined));
      } finally {
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
