import { useState } from "react";
import { verdictNames } from "../../../contracts/wording/cases.ts";
import type { Verdict } from "../../../domain/case/case-parts.ts";
import { upperAnswerPartsSchema } from "../../../domain/case/flow-parts.ts";
import { Field } from "../../desk/Field.tsx";
import { FormDialog } from "../../desk/FormDialog.tsx";
import { useUnsentWords } from "../../unsent-words/use-unsent-words.ts";
import type { ActDialogProps } from "./act-dialog.ts";
import { LongText } from "./LongText.tsx";

/** The higher authority has answered: the case goes on (R-FLOW-7). */
export function UpperAnswerDialog({ opened, isBusy, onAct, onClose }: ActDialogProps) {
  const { words, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "recordUpperAnswer", detail: "" }, () => ({ verdict: "agree" as Verdict, documentNumber: "", text: "" }));
  const { verdict, documentNumber, text } = words;
  const [isTried, setTried] = useState(false);
  const parts = upperAnswerPartsSchema.safeParse({ documentNumber, verdict, text });
  const confirm = (): void => {
    setTried(true);
    if (!isBusy && parts.success) onAct({ kind: "recordUpperAnswer", payload: parts.data });
  };
  return (
    <FormDialog title={`登记批复：${opened.case.reportedUpward?.authority ?? ""}`} widthPx={560} firstFocusId="answer-verdict" confirmLabel="登记" isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <div className="pair">
        <Field id="answer-verdict" label="批复意见" isRequired>
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={verdict} onChange={(event) => change({ verdict: event.target.value as Verdict })}>
              {(Object.entries(verdictNames) as [Verdict, string][]).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
            </select>
          )}
        </Field>
        <Field id="answer-number" label="批复文号" isRequired problem={isTried && documentNumber.trim() === "" ? "请填写批复文号。" : null}>
          {(aria) => <input {...aria} maxLength={100} value={documentNumber} onChange={(event) => change({ documentNumber: event.target.value })} />}
        </Field>
      </div>
      <LongText id="answer-text" label="批复内容" maxLength={4000} value={text} isMissing={isTried} hint="Ctrl+回车登记" onChange={(typed) => change({ text: typed })} />
    </FormDialog>
  );
}
