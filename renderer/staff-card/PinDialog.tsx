import { useState } from "react";
import type { PinOfCard, ShownCard } from "../../contracts/ipc/staff-card.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { FormDialog } from "../desk/FormDialog.tsx";
import { PinFields } from "./PinFields.tsx";
import { usePinOfCard } from "./use-pin-of-card.ts";

export interface PinDialogProps {
  readonly title: string;
  readonly confirmLabel: string;
  readonly fieldId: string;
  readonly cards: readonly ShownCard[];
  readonly explain: (card: ShownCard | undefined) => string;
  /** Rejects with what went wrong; the dialog closes when it does not. */
  readonly onPin: (request: PinOfCard, card: ShownCard) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the PIN of one of these cards. */
export function PinDialog({ title, confirmLabel, fieldId, cards, explain, onPin, onClose }: PinDialogProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const typed = usePinOfCard(cards, () => setProblem(null));
  const [isBusy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    const checked = typed.check();
    if ("problem" in checked || !typed.card) return setProblem("problem" in checked ? checked.problem : null);
    setBusy(true);
    setProblem(null);
    try {
      await onPin(checked.request, typed.card);
      onClose();
    } catch (error) {
      setProblem(wordingOf(isFailure(error) ? error : { code: "internal", details: {} }));
      typed.type("");
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormDialog
      title={title}
      confirmLabel={confirmLabel}
      firstFocusId={cards.length > 1 ? `${fieldId}-card` : fieldId}
      isConfirmDisabled={isBusy || typed.card?.pin.kind === "locked"}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      <p>{explain(typed.card)}</p>
      <PinFields id={fieldId} cards={cards} typed={typed} problem={problem} />
    </FormDialog>
  );
}
