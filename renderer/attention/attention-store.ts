import { createStore } from "zustand/vanilla";
import type { Attention } from "../../contracts/ipc/workplace.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";

/** What a person must look at before it is done with (R-OFF-3). */
export interface AttentionStore {
  readonly items: readonly Attention[];
  readonly isLoaded: boolean;
  load(): Promise<void>;
  settle(attentionId: string): Promise<void>;
  start(): () => void;
}

export function createAttentionStore({ client }: Services, notices: () => NoticeStore) {
  return createStore<AttentionStore>()((set, get) => ({
    items: [],
    isLoaded: false,
    async load() {
      try {
        const items = await client.call("attention.list", {});
        set({ items: items.toSorted((a, b) => b.at.localeCompare(a.at)), isLoaded: true });
      } catch (error) {
        notices().report(error);
      }
    },
    async settle(attentionId) {
      try {
        await client.call("attention.settle", { attentionId });
        set({ items: get().items.filter((item) => item.attentionId !== attentionId) });
      } catch (error) {
        notices().report(error);
      }
    },
    start: () => client.subscribe("attention.changed", () => void get().load()),
  }));
}
