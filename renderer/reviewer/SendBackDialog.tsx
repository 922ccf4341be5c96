import { useState } from "react";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { FlowStep } from "../../domain/item/item-definition.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";

export interface SendBackDialogProps {
  readonly caseId: CaseId;
  /** The steps it can go back to, at least one, in the flow's order. */
  readonly earlier: readonly FlowStep[];
  readonly isBusy: boolean;
  readonly onSendBack: (payload: CommandPayload<"sendBack">) => void;
  readonly onClose: () => void;
}

/** 退回, with a reason (R-FLOW-5). */
export function SendBackDialog({ caseId, earlier, isBusy, onSendBack, onClose }: SendBackDialogProps) {
  const { words, change, restored } = useUnsentWords({ caseId, form: "sendBack", detail: "" }, () => ({ stepCode: "", reason: "" }));
  const { reason } = words;
  // The case may have gone on or back since the step was chosen.
  const toStepCode = (earlier.find(({ code }) => code === words.stepCode) ?? earlier.at(-1))?.code ?? "";
  const [isTried, setTried] = useState(false);
  const isEmpty = reason.trim() === "";
  const confirm = (): void => {
    setTried(true);
    if (!isBusy && !isEmpty) onSendBack({ toStepCode, reason });
  };
  return (
    <FormDialog title="退回" firstFocusId="send-back-step" confirmLabel="退回" isDanger isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <Field id="send-back-step" label="退回到" isRequired>
        {(aria) => (
          <select {...aria} value={toStepCode} onChange={(event) => change({ stepCode: event.target.value })}>
            {earlier.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
          </select>
        )}
      </Field>
      <Field id="send-back-reason" label="退回理由" isRequired problem={isTried && isEmpty ? "请写明退回理由。" : null} hint="Ctrl+回车退回">
        {(aria) => <textarea {...aria} maxLength={2000} value={reason} onChange={(event) => change({ reason: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}
