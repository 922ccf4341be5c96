import { useState } from "react";
import type { WordsPlace } from "../../contracts/ipc/unsent-words.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";

export interface TextDialogProps {
  readonly place: WordsPlace;
  readonly title: string;
  readonly explanation: string;
  readonly label: string;
  readonly confirmLabel: string;
  readonly isRequired: boolean;
  readonly isDanger?: boolean;
  readonly maxLength: number;
  readonly onConfirm: (text: string) => void;
  readonly onClose: () => void;
}

/** One text and one thing to do: withdrawal, delivered correction. */
export function TextDialog(props: TextDialogProps) {
  const { words: { text }, change, restored } = useUnsentWords(props.place, () => ({ text: "" }));
  const [isTried, setTried] = useState(false);
  const isEmpty = props.isRequired && text.trim() === "";
  const confirm = (): void => {
    setTried(true);
    if (!isEmpty) props.onConfirm(text);
  };
  return (
    <FormDialog title={props.title} firstFocusId="dialog-text" confirmLabel={props.confirmLabel} isDanger={props.isDanger === true} restored={restored} onConfirm={confirm} onClose={props.onClose}>
      <p>{props.explanation}</p>
      <Field id="dialog-text" label={props.label} isRequired={props.isRequired} problem={isTried && isEmpty ? `请填写${props.label}。` : null} hint="Ctrl+回车确定">
        {(aria) => <textarea {...aria} maxLength={props.maxLength} value={text} onChange={(event) => change({ text: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}
