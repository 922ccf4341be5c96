import { useState } from "react";
import type { IssueKind } from "../../domain/case/certificate-parts.ts";
import type { CaseId } from "../../domain/ids.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import type { IssueWish } from "./use-certificate-acts.ts";

export interface ReplaceDialogProps {
  readonly caseId: CaseId;
  readonly number: string;
  readonly isBusy: boolean;
  readonly onReplace: (wish: Pick<IssueWish, "issue" | "reason">) => void;
  readonly onClose: () => void;
}

type Replacement = Exclude<IssueKind, "first">;
const names: Readonly<Record<Replacement, string>> = { reprint: "补打（证纸损坏、打印不清）", reissue: "换发、补发（遗失、换证）" };

/** Another certificate in this one's place, with a number and a mark of its own (R-CERT-4). */
export function ReplaceDialog({ caseId, number, isBusy, onReplace, onClose }: ReplaceDialogProps) {
  const { words, change, restored } = useUnsentWords({ caseId, form: "issueCertificate", detail: number }, () => ({ issue: "reprint" as Replacement, reason: "" }));
  const { issue, reason } = words;
  const [isTried, setTried] = useState(false);
  const confirm = (): void => {
    setTried(true);
    if (!isBusy && reason.trim() !== "") onReplace({ issue, reason: reason.trim() });
  };
  return (
    <FormDialog title={`补打、换发 ${number}`} firstFocusId="replace-kind" confirmLabel="编号并用印" isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <p className="warning">新证照另行编号并注明，原编号 {number} 随即失效。</p>
      <Field id="replace-kind" label="种类" isRequired>
        {(aria) => (
          <select {...aria} aria-invalid={undefined} aria-required={undefined} value={issue} onChange={(event) => change({ issue: event.target.value as Replacement })}>
            {(Object.entries(names) as [Replacement, string][]).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </select>
        )}
      </Field>
      <Field id="replace-reason" label="原因" isRequired problem={isTried && reason.trim() === "" ? "请写明原因。" : null}>
        {(aria) => <input {...aria} maxLength={500} value={reason} onChange={(event) => change({ reason: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}
