import type { ShownCard } from "../../contracts/ipc/staff-card.ts";

/** Whose card it is, as far as it says. */
export function nameOfCard({ holder, label }: Pick<ShownCard, "holder" | "label">): string {
  return holder ?? label;
}
