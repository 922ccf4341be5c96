import { useState } from "react";
import { useStore } from "zustand";
import { formatMinute } from "../../contracts/wording/time.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import type { MaterialDialogProps } from "./material-dialog.ts";

/** Each hand-over of paper is recorded (R-SCAN-4). */
export function HandOverDialog({ opened, definition, onClose }: MaterialDialogProps) {
  const { openCase, workplace } = useStores();
  const person = useStore(workplace, (state) => state.workplace?.person);
  const earlier = opened.case.paperHandOvers.filter(({ materialCode }) => materialCode === definition.code);
  const { words, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "handOverPaper", detail: definition.code }, () => ({ from: earlier.at(-1)?.to ?? person?.name ?? "", to: "", note: "" }));
  const { from, to, note } = words;
  const [isTried, setTried] = useState(false);
  const save = async (): Promise<void> => {
    setTried(true);
    if (from.trim() === "" || to.trim() === "") return;
    if (await openCase.getState().act({ kind: "handOverPaper", payload: { materialCode: definition.code, from, to, note } })) onClose();
  };
  const empty = (text: string): string | null => (isTried && text.trim() === "" ? "请填写。" : null);
  return (
    <FormDialog title={`纸质交接：${definition.name}`} firstFocusId="hand-over-to" confirmLabel="记录交接" restored={restored} onConfirm={() => void save()} onClose={onClose}>
      {earlier.map((handOver) => (
        <p key={handOver.at} className="quiet">{formatMinute(handOver.at)} {handOver.from} → {handOver.to} {handOver.note}</p>
      ))}
      <Field id="hand-over-from" label="移交人" isRequired problem={empty(from)}>
        {(aria) => <input {...aria} maxLength={60} value={from} onChange={(event) => change({ from: event.target.value })} />}
      </Field>
      <Field id="hand-over-to" label="接收人" isRequired problem={empty(to)}>
        {(aria) => <input {...aria} maxLength={60} value={to} onChange={(event) => change({ to: event.target.value })} />}
      </Field>
      <Field id="hand-over-note" label="备注">
        {(aria) => <input {...aria} maxLength={200} value={note} onChange={(event) => change({ note: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}
