import { createStore } from "zustand/vanilla";
import type { CardReaderSettings, CardReaderSetup, ReadIdentity } from "../../contracts/ipc/card-reader.ts";
import type { WorkstationContract } from "../../contracts/ipc.ts";
import type { TopicPayload } from "../../contracts/ipc-channel.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";

export type CardStage = TopicPayload<WorkstationContract, "cards.stage">["stage"];

/**
 * The card reader of this PC, and one reading at a time: a part that begins one ends it with `cancel` when it goes.
 *
 *     idle ──read──▶ reading (stage …) ──▶ idle: the card, or a problem
 *                      └──cancel──▶ idle: whatever still comes is dropped
 */
export interface CardStore {
  /** Null until it was asked for. */
  readonly setup: CardReaderSetup | null;
  readonly isReading: boolean;
  /** Null until the reader has been reached. */
  readonly stage: CardStage | null;
  /** Why the last reading came to nothing; none when it was cancelled here. */
  readonly problem: string | null;
  start(): () => void;
  loadSetup(): Promise<void>;
  /** True when it was kept. */
  configure(reader: CardReaderSettings | null): Promise<boolean>;
  /** Waits for a card. What was read, or nothing: then `problem` says why, unless it was cancelled. */
  read(): Promise<ReadIdentity | undefined>;
  cancel(): void;
}

const idle = { isReading: false, stage: null } as const;

export function createCardStore({ client }: Services, notices: () => NoticeStore) {
  return createStore<CardStore>()((set, get) => {
    /** Grows with every reading begun or cancelled: what an earlier one brings is for nobody. */
    let turn = 0;
    const changeSetup = async (call: Promise<CardReaderSetup>): Promise<boolean> => {
      try {
        set({ setup: await call });
        return true;
      } catch (error) {
        notices().report(error);
        return false;
      }
    };
    return {
      ...idle,
      setup: null,
      problem: null,
      start: () =>
        client.subscribe("cards.stage", ({ stage }) => {
          if (get().isReading) set({ stage });
        }),
      loadSetup: async () => void (await changeSetup(client.call("cards.settings", {}))),
      configure: (reader) => changeSetup(client.call("cards.configure", { reader })),
      async read() {
        const mine = ++turn;
        set({ isReading: true, stage: null, problem: null });
        try {
          const identity = await client.call("cards.read", {});
          return mine === turn ? identity : undefined;
        } catch (error) {
          if (!isFailure(error)) console.error(error);
          if (mine === turn) set({ problem: wordingOf(isFailure(error) ? error : { code: "internal", details: {} }) });
          return undefined;
        } finally {
          if (mine === turn) set(idle);
        }
      },
      cancel() {
        const wasReading = get().isReading;
        turn += 1;
        set({ ...idle, problem: null });
        // Without an answer the process has gone, and the reading with it.
        if (wasReading) client.call("cards.cancel", {}).catch(() => undefined);
      },
    };
  });
}
