import { useState } from "react";
import { procedureNames } from "../../../contracts/wording/flow.ts";
import { suspensionPartsSchema, type SpecialProcedure } from "../../../domain/case/flow-parts.ts";
import { Field } from "../../desk/Field.tsx";
import { FormDialog } from "../../desk/FormDialog.tsx";
import { useUnsentWords } from "../../unsent-words/use-unsent-words.ts";
import type { ActDialogProps } from "./act-dialog.ts";
import { LongText } from "./LongText.tsx";

const procedures = Object.entries(procedureNames) as [SpecialProcedure, string][];

/** 特殊程序 stops the clock for a stated time, of which the applicant is told in writing (R-FLOW-4). */
export function SuspendDialog({ opened, isBusy, onAct, onClose }: ActDialogProps) {
  const { words, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "suspendCase", detail: "" }, () => ({ procedure: "hearing" as SpecialProcedure, days: "10", reason: "" }));
  const { procedure, days, reason } = words;
  const [isTried, setTried] = useState(false);
  const parts = suspensionPartsSchema.safeParse({ procedure, workingDays: Number(days), reason });
  const areDaysRight = suspensionPartsSchema.shape.workingDays.safeParse(Number(days)).success;
  const confirm = (): void => {
    setTried(true);
    if (!isBusy && parts.success) onAct({ kind: "suspendCase", payload: parts.data });
  };
  return (
    <FormDialog title="特殊程序" widthPx={560} firstFocusId="suspend-procedure" confirmLabel="暂停办理" isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <p className="quiet">期间不计入办理时限，随后向申请人发出特殊程序告知书。</p>
      <div className="pair">
        <Field id="suspend-procedure" label="程序" isRequired>
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={procedure} onChange={(event) => change({ procedure: event.target.value as SpecialProcedure })}>
              {procedures.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
            </select>
          )}
        </Field>
        <Field id="suspend-days" label="所需工作日" isRequired problem={areDaysRight ? null : "请填 1 到 120 的整数。"}>
          {(aria) => <input {...aria} className="number" inputMode="numeric" maxLength={3} value={days} onChange={(event) => change({ days: event.target.value.trim() })} />}
        </Field>
      </div>
      <LongText id="suspend-reason" label="理由" maxLength={2000} value={reason} isMissing={isTried} hint="写进告知书；Ctrl+回车确定" onChange={(text) => change({ reason: text })} />
    </FormDialog>
  );
}
