import { useState } from "react";
import { upwardReportPartsSchema } from "../../../domain/case/flow-parts.ts";
import { Field } from "../../desk/Field.tsx";
import { FormDialog } from "../../desk/FormDialog.tsx";
import { useUnsentWords } from "../../unsent-words/use-unsent-words.ts";
import type { ActDialogProps } from "./act-dialog.ts";
import { LongText } from "./LongText.tsx";

/** The case waits for a higher authority (R-FLOW-7). */
export function ReportUpwardDialog({ opened, isBusy, onAct, onClose }: ActDialogProps) {
  const { words, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "reportUpward", detail: "" }, () => ({ authority: "", question: "" }));
  const { authority, question } = words;
  const [isTried, setTried] = useState(false);
  const parts = upwardReportPartsSchema.safeParse({ authority, question });
  const confirm = (): void => {
    setTried(true);
    if (!isBusy && parts.success) onAct({ kind: "reportUpward", payload: parts.data });
  };
  return (
    <FormDialog title="报上级机关" widthPx={560} firstFocusId="upward-authority" confirmLabel="上报" isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <p className="quiet">等待批复期间不计入办理时限；收到批复后由承办人或科室登记。</p>
      <Field id="upward-authority" label="上级机关" isRequired problem={isTried && authority.trim() === "" ? "请填写上级机关。" : null}>
        {(aria) => <input {...aria} maxLength={120} value={authority} onChange={(event) => change({ authority: event.target.value })} />}
      </Field>
      <LongText id="upward-question" label="上报事项" maxLength={4000} value={question} isMissing={isTried} hint="Ctrl+回车上报" onChange={(text) => change({ question: text })} />
    </FormDialog>
  );
}
