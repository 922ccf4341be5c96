import { useState } from "react";
import { verdictNames } from "../../contracts/wording/cases.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { AskedCorrection } from "../../domain/case/case-state.ts";
import type { CaseId } from "../../domain/ids.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";

export interface AnswerCorrectionDialogProps {
  readonly caseId: CaseId;
  /** Those that wait, at least one. */
  readonly asked: readonly AskedCorrection[];
  /** In whose place, in words; empty for their own. */
  readonly inPlaceOf: string;
  readonly isBusy: boolean;
  readonly onAnswer: (body: CommandBody) => void;
  readonly onClose: () => void;
}

/** The deputy leader signs what was asked, word for word, or says why not (R-FLOW-2). */
export function AnswerCorrectionDialog({ caseId, asked, inPlaceOf, isBusy, onAnswer, onClose }: AnswerCorrectionDialogProps) {
  const [opinionNumber, setNumber] = useState(asked[0]?.opinionNumber ?? 1);
  const [isApproved, setApproved] = useState(true);
  const { words, change, restored } = useUnsentWords({ caseId, form: "declineOpinionCorrection", detail: "" }, () => ({ reason: "" }));
  const { reason } = words;
  const [isTried, setTried] = useState(false);
  const chosen = asked.find((each) => each.opinionNumber === opinionNumber);
  if (chosen === undefined) return null;
  const { verdict, text, reasons, legalBasis, why, by, at } = chosen;
  const isEmpty = !isApproved && reason.trim() === "";
  const confirm = (): void => {
    setTried(true);
    if (isBusy || isEmpty) return;
    onAnswer(
      isApproved
        ? { kind: "correctOpinion", payload: { opinionNumber, verdict, text, reasons, legalBasis } }
        : { kind: "declineOpinionCorrection", payload: { opinionNumber, reason } },
    );
  };
  return (
    <FormDialog
      title={`处理更正申请${inPlaceOf}`} firstFocusId="asked-correction" widthPx={560} confirmLabel={isApproved ? "批准并签署" : "不批准"} isDanger={!isApproved}
      isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}
    >
      <Field id="asked-correction" label="申请" isRequired>
        {(aria) => (
          <select {...aria} value={opinionNumber} onChange={(event) => setNumber(Number(event.target.value))}>
            {asked.map((each) => <option key={each.opinionNumber} value={each.opinionNumber}>第 {each.opinionNumber} 条 {each.by.name} 改为{verdictNames[each.verdict]}</option>)}
          </select>
        )}
      </Field>
      <div role="group" aria-label="申请的内容">
        <div><span className={`tag ${verdict === "agree" ? "success" : "danger"}`}>{verdictNames[verdict]}</span> {text}</div>
        {reasons !== "" && <div>理由：{reasons}</div>}
        {legalBasis && <div className="quiet">依据：{legalBasis.law}{legalBasis.article}</div>}
        <div>更正原因：{why}</div>
        <div className="quiet">{by.name} {formatMinute(at)} 申请并签名</div>
      </div>
      <Field id="correction-answer" label="处理" isRequired hint="批准后另记一条，原意见保留">
        {(aria) => (
          <select {...aria} value={isApproved ? "approve" : "decline"} onChange={(event) => setApproved(event.target.value === "approve")}>
            <option value="approve">批准</option>
            <option value="decline">不批准</option>
          </select>
        )}
      </Field>
      {!isApproved && (
        <Field id="decline-reason" label="不批准的理由" isRequired problem={isTried && isEmpty ? "请写明不批准的理由。" : null} hint="Ctrl+回车确定">
          {(aria) => <textarea {...aria} maxLength={2000} value={reason} onChange={(event) => change({ reason: event.target.value })} />}
        </Field>
      )}
    </FormDialog>
  );
}
