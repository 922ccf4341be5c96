import { useState } from "react";
import type { PinOfCard, ShownCard } from "../../contracts/ipc/staff-card.ts";

/** A PIN as it is typed, and which card it is of. */
export interface TypedPin {
  /** Undefined while several are in and none is chosen. */
  readonly card: ShownCard | undefined;
  readonly pin: string;
  readonly choose: (cardId: string) => void;
  readonly type: (pin: string) => void;
  /** What to send, or what is missing. */
  readonly check: () => { readonly request: PinOfCard } | { readonly problem: string };
}

/** The chosen card as long as it is there; where none was chosen, the only one. */
export function findMeant(cards: readonly ShownCard[], chosenId: string | undefined): ShownCard | undefined {
  const [only, ...others] = cards;
  if (chosenId === undefined) return others.length === 0 ? only : undefined;
  return cards.find(({ cardId }) => cardId === chosenId);
}

/**
 * What is typed belongs to one card: when that is pulled, another put in beside it, or another chosen, it must be typed again. Sent to the wrong
 * card it would cost that one a try. `onChoose`: what was said of the choice before is no longer true.
 */
export function usePinOfCard(cards: readonly ShownCard[], onChoose: () => void): TypedPin {
  const [chosenId, setChosenId] = useState<string>();
  const [typed, setTyped] = useState<{ readonly cardId: string | undefined; readonly pin: string }>({ cardId: undefined, pin: "" });
  const card = findMeant(cards, chosenId);
  const pin = typed.cardId === card?.cardId ? typed.pin : "";
  return {
    card,
    pin,
    choose(cardId) {
      setChosenId(cardId === "" ? undefined : cardId);
      onChoose();
    },
    type: (text) => setTyped({ cardId: card?.cardId, pin: text }),
    check() {
      if (!card) return { problem: "请先选择是哪一张卡。" };
      return pin === "" ? { problem: "请输入 PIN 码。" } : { request: { cardId: card.cardId, pin } };
    },
  };
}
