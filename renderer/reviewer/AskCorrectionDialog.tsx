import { useState } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { verdictNames } from "../../contracts/wording/cases.ts";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import type { Verdict } from "../../domain/case/case-parts.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import { SigningDialog } from "./SigningDialog.tsx";

export interface AskCorrectionDialogProps {
  readonly opened: OpenedCase;
  /** Those whose correction may be asked for, by their numbers; at least one. */
  readonly numbers: readonly number[];
  /** In whose place, in words; empty for their own. */
  readonly inPlaceOf: string;
  readonly isBusy: boolean;
  readonly onAsk: (payload: CommandPayload<"askOpinionCorrection">) => void;
  readonly onClose: () => void;
}

/** Which opinion, what it should say and why it does not, then the signature itself; the deputy leader approves it or does not (R-FLOW-2). */
export function AskCorrectionDialog({ opened, numbers, inPlaceOf, isBusy, onAsk, onClose }: AskCorrectionDialogProps) {
  const { opinions } = opened.case;
  const place = { caseId: opened.case.id, form: "askOpinionCorrection", detail: "" } as const;
  const { words, change, restored } = useUnsentWords(place, () => ({ opinionNumber: 0, verdict: "agree" as Verdict, why: "" }));
  const { verdict, why } = words;
  // It may have been corrected since it was chosen.
  const opinionNumber = numbers.find((number) => number === words.opinionNumber) ?? numbers.at(-1) ?? 1;
  const [isTried, setTried] = useState(false);
  const [isChosen, setChosen] = useState(false);
  if (isChosen) {
    return (
      <SigningDialog
        place={{ ...place, detail: `${opinionNumber}.${verdict}` }}
        stance={verdict}
        what={`申请更正第 ${opinionNumber} 条意见${inPlaceOf}`}
        item={opened.item}
        isBusy={isBusy}
        onClose={onClose}
        onSign={({ text, reasons, legalBasis }) => onAsk({ opinionNumber, verdict, text, reasons, legalBasis, why })}
      />
    );
  }
  const isEmpty = why.trim() === "";
  const goOn = (): void => {
    setTried(true);
    setChosen(!isEmpty);
  };
  return (
    <FormDialog title={`申请更正意见${inPlaceOf}`} firstFocusId="corrected-opinion" confirmLabel="下一步" restored={restored} onConfirm={goOn} onClose={onClose}>
      <Field id="corrected-opinion" label="更正哪一条" isRequired hint="原意见保留；分管领导批准后，更正另记一条">
        {(aria) => (
          <select {...aria} value={opinionNumber} onChange={(event) => change({ opinionNumber: Number(event.target.value) })}>
            {numbers.map((number) => {
              const { stepName, by, verdict: given } = opinions[number - 1]!;
              return <option key={number} value={number}>{number}. {stepName} {by.name} {verdictNames[given]}</option>;
            })}
          </select>
        )}
      </Field>
      <Field id="corrected-verdict" label="更正为" isRequired>
        {(aria) => (
          <select {...aria} value={verdict} onChange={(event) => change({ verdict: event.target.value as Verdict })}>
            {Object.entries(verdictNames).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </select>
        )}
      </Field>
      <Field id="correction-why" label="更正原因" isRequired problem={isTried && isEmpty ? "请写明为什么要更正。" : null} hint="Ctrl+回车下一步">
        {(aria) => <textarea {...aria} maxLength={2000} value={why} onChange={(event) => change({ why: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}
