import { useState } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { chosenBasis, firstBasis } from "../desk/legal-basis.ts";
import { LegalBasisField } from "../desk/LegalBasisField.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";

export interface RevokeDialogProps {
  readonly opened: OpenedCase;
  readonly number: string;
  readonly isBusy: boolean;
  readonly onRevoke: (revocation: CommandPayload<"revokeCertificate">) => void;
  readonly onClose: () => void;
}

/** A certificate out of force, with reason and basis; whoever verifies it is told (R-CERT-4). */
export function RevokeDialog({ opened, number, isBusy, onRevoke, onClose }: RevokeDialogProps) {
  const { words, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "revokeCertificate", detail: number }, () => ({ reason: "", ...firstBasis }));
  const { reason } = words;
  const [isTried, setTried] = useState(false);
  const basis = chosenBasis(opened.item, words);
  const confirm = (): void => {
    setTried(true);
    if (!isBusy && reason.trim() !== "" && basis) onRevoke({ number, reason: reason.trim(), legalBasis: basis });
  };
  return (
    <FormDialog title={`注销证照 ${number}`} widthPx={560} firstFocusId="revoke-reason" confirmLabel="注销" isDanger isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <p className="warning">注销后不能恢复，核验时显示“已吊销”。</p>
      <Field id="revoke-reason" label="原因" isRequired problem={isTried && reason.trim() === "" ? "请写明原因。" : null}>
        {(aria) => <textarea {...aria} maxLength={2000} value={reason} onChange={(event) => change({ reason: event.target.value })} />}
      </Field>
      <LegalBasisField id="revoke-basis" item={opened.item} words={words} isTried={isTried} onChange={change} />
    </FormDialog>
  );
}
