import { useId, type ReactNode } from "react";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { RestoredLine } from "../unsent-words/RestoredLine.tsx";
import type { RestoredWords } from "../unsent-words/use-unsent-words.ts";
import { enterMovesOn } from "./enter-moves-on.ts";

export interface FormDialogProps {
  readonly title: string;
  readonly confirmLabel: string;
  readonly firstFocusId: string;
  readonly isDanger?: boolean;
  readonly isConfirmDisabled?: boolean;
  readonly widthPx?: number;
  /** For the form of an act: what `useUnsentWords` brought back. */
  readonly restored?: RestoredWords | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A few fields and one thing to do: Enter walks through them and ends in the doing, or at the first that is wrong. */
export function FormDialog({ title, confirmLabel, firstFocusId, isDanger = false, isConfirmDisabled = false, widthPx = 480, restored = null, onConfirm, onClose, children }: FormDialogProps) {
  const formId = useId();
  const confirm = (): void => {
    onConfirm();
    // What is missing is shown by then: the first of it is where the writer goes on.
    requestAnimationFrame(() => document.getElementById(formId)?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const footer = (
    <>
      <KeyButton action="cancel" onPress={onClose} />
      <KeyButton action="confirm" label={confirmLabel} isPrimary isDanger={isDanger} isDisabled={isConfirmDisabled} onPress={confirm} />
    </>
  );
  return (
    <Dialog title={title} widthPx={widthPx} firstFocusId={firstFocusId} onClose={onClose} footer={footer}>
      <div id={formId} className="stack" onKeyDown={enterMovesOn(confirm)}>
        <RestoredLine restored={restored} firstFocusId={firstFocusId} />
        {children}
      </div>
    </Dialog>
  );
}
