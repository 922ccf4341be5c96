import { expect, it } from "vitest";
import type { ShownCard } from "../../contracts/ipc/staff-card.ts";
import { findMeant } from "./use-pin-of-card.ts";

const card = (cardId: string): ShownCard => ({ cardId, label: "审批专用Key", holder: "宋薇", pin: { kind: "enough" }, isInUse: false });
const [mine, other] = [card("mine"), card("other")];

it.each([
  [[], undefined, undefined],
  [[mine], undefined, mine],
  [[mine, other], undefined, undefined],
  [[mine, other], "other", other],
  // The chosen one was pulled: its PIN must not go to the one that is left.
  [[mine], "other", undefined],
])("of %j with %s chosen, %j is meant", (cards, chosenId, meant) => expect(findMeant(cards, chosenId)).toBe(meant));
