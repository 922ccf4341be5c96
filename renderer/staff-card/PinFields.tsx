import type { ShownCard } from "../../contracts/ipc/staff-card.ts";
import { pinStateWording } from "../../contracts/wording/staff-card.ts";
import { Field } from "../desk/Field.tsx";
import { nameOfCard } from "./card-name.ts";
import type { TypedPin } from "./use-pin-of-card.ts";

export interface PinFieldsProps {
  /** Of the field for the PIN; the choice of a card has one made from it. */
  readonly id: string;
  readonly cards: readonly ShownCard[];
  readonly typed: TypedPin;
  readonly problem: string | null;
  readonly isFocused?: boolean;
}

/** Which card, where several are in, and its PIN with what is left of it. */
export function PinFields({ id, cards, typed: { card, pin, choose, type }, problem, isFocused = false }: PinFieldsProps) {
  const isChoice = cards.length > 1 || card === undefined;
  return (
    <>
      {isChoice && (
        <Field id={`${id}-card`} label="证书卡" isRequired problem={card === undefined ? problem : null}>
          {(aria) => (
            <select {...aria} autoFocus={isFocused} aria-invalid={undefined} aria-required={undefined} value={card?.cardId ?? ""} onChange={(event) => choose(event.target.value)}>
              <option value="">插了不止一张，请选择</option>
              {cards.map((one) => <option key={one.cardId} value={one.cardId}>{`${nameOfCard(one)}，${one.label}，尾号 ${one.cardId.slice(-4)}`}</option>)}
            </select>
          )}
        </Field>
      )}
      <Field id={id} label="PIN 码" problem={card === undefined ? null : problem} hint={card && pinStateWording(card.pin)}>
        {(aria) => <input {...aria} autoFocus={isFocused && !isChoice} type="password" inputMode="numeric" autoComplete="off" disabled={card?.pin.kind === "locked"} value={pin} onChange={(event) => type(event.target.value)} />}
      </Field>
    </>
  );
}
