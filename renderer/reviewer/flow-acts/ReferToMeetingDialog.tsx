import { useState } from "react";
import { FormDialog } from "../../desk/FormDialog.tsx";
import { useUnsentWords } from "../../unsent-words/use-unsent-words.ts";
import type { ActDialogProps } from "./act-dialog.ts";
import { LongText } from "./LongText.tsx";

/** A major case goes to the leaders' meeting before it is decided (R-FLOW-6). */
export function ReferToMeetingDialog({ opened, isBusy, onAct, onClose }: ActDialogProps) {
  const { words: { reason }, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "referToMeeting", detail: "" }, () => ({ reason: "" }));
  const [isTried, setTried] = useState(false);
  const confirm = (): void => {
    setTried(true);
    if (!isBusy && reason.trim() !== "") onAct({ kind: "referToMeeting", payload: { reason: reason.trim() } });
  };
  return (
    <FormDialog title={`提请${opened.item.meeting?.name ?? "会议"}`} widthPx={560} firstFocusId="meeting-reason" confirmLabel="提请" isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <LongText id="meeting-reason" label="提请理由" maxLength={2000} value={reason} isMissing={isTried} hint="Ctrl+回车提请" onChange={(text) => change({ reason: text })} />
    </FormDialog>
  );
}
