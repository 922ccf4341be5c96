import { createStore } from "zustand/vanilla";

/** Where the dialog of a layer shows what just happened: a notice over it would lie on its fields. */
export interface DialogSlot {
  readonly element: HTMLElement;
  readonly layer: number;
}

interface DialogSlots {
  /** In the order the dialogs were opened. */
  readonly slots: readonly DialogSlot[];
  /** Ends with the function returned. */
  add(slot: DialogSlot): () => void;
}

export const dialogSlots = createStore<DialogSlots>()((set, get) => ({
  slots: [],
  add(slot) {
    set({ slots: [...get().slots, slot] });
    return () => set({ slots: get().slots.filter((other) => other !== slot) });
  },
}));
