import { createStore } from "zustand/vanilla";
import type { DeskCatalogue } from "../../contracts/ipc/workplace.ts";
import type { ItemNames } from "../../contracts/wording/refusals.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Services } from "./services.ts";

export interface CatalogueStore {
  readonly catalogue: DeskCatalogue | null;
  load(): Promise<void>;
}

export function createCatalogueStore({ client }: Services) {
  return createStore<CatalogueStore>()((set) => ({
    catalogue: null,
    load: async () => set({ catalogue: await client.call("catalogue.get", {}) }),
  }));
}

/** The newest version of every item, by code: what a new case may be received under. */
export function currentItems(catalogue: DeskCatalogue | null): ItemDefinition[] {
  const newest = new Map<string, ItemDefinition>();
  for (const item of catalogue?.items ?? []) {
    if (item.version > (newest.get(item.code)?.version ?? 0)) newest.set(item.code, item);
  }
  return [...newest.values()].sort((a, b) => a.code.localeCompare(b.code));
}

/** Turns the codes in a refusal into this item's words. */
export function namesOf(item: ItemDefinition | undefined): ItemNames {
  return {
    materialName: (code) => item?.materials.find((material) => material.code === code)?.name ?? code,
    fieldLabel: (key) => item?.form.find((field) => field.key === key)?.label ?? key,
  };
}

/** Names over all items at once, for a refusal whose item is not at hand. */
export function allItemNames(catalogue: DeskCatalogue | null): ItemNames {
  const items = catalogue?.items ?? [];
  return {
    materialName: (code) => items.flatMap((item) => item.materials).find((material) => material.code === code)?.name ?? code,
    fieldLabel: (key) => items.flatMap((item) => item.form).find((field) => field.key === key)?.label ?? key,
  };
}
