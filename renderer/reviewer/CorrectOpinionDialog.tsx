import { useState } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { verdictNames } from "../../contracts/wording/cases.ts";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import type { Verdict } from "../../domain/case/case-parts.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { SigningDialog } from "./SigningDialog.tsx";

export interface CorrectOpinionDialogProps {
  readonly opened: OpenedCase;
  readonly isBusy: boolean;
  readonly onCorrect: (payload: CommandPayload<"correctOpinion">) => void;
  readonly onClose: () => void;
}

/** Which opinion and what it should say, then the signature itself: a new entry beside the old (R-FLOW-2). */
export function CorrectOpinionDialog({ opened, isBusy, onCorrect, onClose }: CorrectOpinionDialogProps) {
  const { opinions } = opened.case;
  const [opinionNumber, setNumber] = useState(opinions.length);
  const [verdict, setVerdict] = useState<Verdict>("agree");
  const [isChosen, setChosen] = useState(false);
  if (isChosen) {
    return (
      <SigningDialog
        stance={verdict}
        what={`更正第 ${opinionNumber} 条意见`}
        item={opened.item}
        isBusy={isBusy}
        onClose={onClose}
        onSign={({ text, reasons, legalBasis }) => onCorrect({ opinionNumber, verdict, text, reasons, legalBasis })}
      />
    );
  }
  return (
    <FormDialog title="更正意见" firstFocusId="corrected-opinion" confirmLabel="下一步" onConfirm={() => setChosen(true)} onClose={onClose}>
      <Field id="corrected-opinion" label="更正哪一条" isRequired hint="原意见保留，更正另记一条">
        {(aria) => (
          <select {...aria} className="native-select" value={opinionNumber} onChange={(event) => setNumber(Number(event.target.value))}>
            {opinions.map(({ stepName, by, verdict: given }, index) => (
              <option key={index} value={index + 1}>{index + 1}. {stepName} {by.name} {verdictNames[given]}</option>
            ))}
          </select>
        )}
      </Field>
      <Field id="corrected-verdict" label="更正为" isRequired>
        {(aria) => (
          <select {...aria} className="native-select" value={verdict} onChange={(event) => setVerdict(event.target.value as Verdict)}>
            {Object.entries(verdictNames).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </select>
        )}
      </Field>
    </FormDialog>
  );
}
