import { useState } from "react";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import type { MaterialDialogProps } from "./material-dialog.ts";

/** R-RECV-9: a certificate the register already holds stands in for the material. */
export function CertificateDialog({ opened, definition, onClose }: MaterialDialogProps) {
  const { openCase } = useStores();
  const { words: { number }, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "referenceCertificate", detail: definition.code }, () => ({ number: "" }));
  const [isTried, setTried] = useState(false);
  const save = async (): Promise<void> => {
    setTried(true);
    const register = definition.certificateRegister;
    if (number.trim() === "" || register === undefined) return;
    const payload = { materialCode: definition.code, register, certificateNumber: number };
    if (await openCase.getState().act({ kind: "referenceCertificate", payload })) onClose();
  };
  return (
    <FormDialog title={`引用已有证照：${definition.name}`} firstFocusId="certificate-number" confirmLabel="引用" restored={restored} onConfirm={() => void save()} onClose={onClose}>
      <p className="quiet">证照库已有有效证照的，不再要求申请人提交。</p>
      <Field id="certificate-number" label="证照编号" isRequired problem={isTried && number.trim() === "" ? "请填写证照编号。" : null}>
        {(aria) => <input {...aria} maxLength={60} value={number} onChange={(event) => change({ number: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}
