import type { ItemDefinition } from "../../domain/item/item-definition.ts";

/** Items whose name, code or office holds every word typed; those whose name begins with it first. */
export function findItems(items: readonly ItemDefinition[], typed: string): ItemDefinition[] {
  const text = typed.normalize("NFKC").trim().toLowerCase();
  const words = text.split(/\s+/);
  const matches = items.filter((item) => {
    const all = `${item.name} ${item.code} ${item.officeName}`.normalize("NFKC").toLowerCase();
    return words.every((word) => all.includes(word));
  });
  return matches.toSorted((a, b) => Number(b.name.startsWith(text)) - Number(a.name.startsWith(text)));
}
