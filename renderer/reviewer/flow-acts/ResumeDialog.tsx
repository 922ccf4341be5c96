import { procedureNames } from "../../../contracts/wording/flow.ts";
import { formatMinute } from "../../../contracts/wording/time.ts";
import { Field } from "../../desk/Field.tsx";
import { FormDialog } from "../../desk/FormDialog.tsx";
import { useUnsentWords } from "../../unsent-words/use-unsent-words.ts";
import type { ActDialogProps } from "./act-dialog.ts";

/** The special procedure ended earlier than stated: the clock goes on now. */
export function ResumeDialog({ opened, isBusy, onAct, onClose }: ActDialogProps) {
  const { words: { note }, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "resumeCase", detail: "" }, () => ({ note: "" }));
  const { suspension } = opened.case;
  const confirm = (): void => {
    if (!isBusy) onAct({ kind: "resumeCase", payload: { note: note.trim() } });
  };
  return (
    <FormDialog title="恢复办理" firstFocusId="resume-note" confirmLabel="恢复办理" isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      {suspension && <p className="quiet">{procedureNames[suspension.procedure]}，原定到 {formatMinute(suspension.until)}。现在恢复，办理时限按实际暂停的工作日顺延。</p>}
      <Field id="resume-note" label="程序结果" hint="Ctrl+回车恢复">
        {(aria) => <textarea {...aria} maxLength={1000} value={note} onChange={(event) => change({ note: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}
