import { useState } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { refusalGroundNames } from "../../contracts/wording/cases.ts";
import type { RefusalGround } from "../../domain/case/case-parts.ts";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { chosenBasis, firstBasis } from "../desk/legal-basis.ts";
import { LegalBasisField } from "../desk/LegalBasisField.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import { groundsFor } from "./refusal-grounds.ts";
import { useStores } from "../app/stores.ts";

export interface RefuseDialogProps {
  readonly opened: OpenedCase;
  readonly onClose: () => void;
  readonly onRefuse: (refusal: CommandPayload<"refuseCase">) => void;
}

/** 不予受理: ground, reason and legal basis, all of them on the notice (R-RECV-2, R-RECV-4). */
export function RefuseDialog({ opened, onClose, onRefuse }: RefuseDialogProps) {
  const { services } = useStores();
  const [grounds] = useState(() => groundsFor(opened.case, services.now()));
  const { words, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "refuseCase", detail: "" }, () => ({ ground: grounds[0] ?? ("conditions-not-met" as RefusalGround), reason: "", ...firstBasis }));
  const { reason } = words;
  // What may be refused for changes with the case.
  const ground = grounds.includes(words.ground) ? words.ground : (grounds[0] ?? "conditions-not-met");
  const [isTried, setTried] = useState(false);
  const confirm = (): void => {
    setTried(true);
    const basis = chosenBasis(opened.item, words);
    if (reason.trim() !== "" && basis) onRefuse({ ground, reason, legalBasis: basis });
  };
  return (
    <FormDialog title="不予受理" widthPx={640} firstFocusId="refuse-ground" confirmLabel="出具不予受理通知书" isDanger restored={restored} onConfirm={confirm} onClose={onClose}>
      <Field id="refuse-ground" label="理由种类" isRequired>
        {(aria) => (
          <select {...aria} value={ground} onChange={(event) => change({ ground: event.target.value as RefusalGround })}>
            {grounds.map((value) => <option key={value} value={value}>{refusalGroundNames[value]}</option>)}
          </select>
        )}
      </Field>
      <Field id="refuse-reason" label="具体理由" isRequired problem={isTried && reason.trim() === "" ? "请写明具体理由，通知书上要写给申请人看。" : null} hint="写给申请人看；Tab 到下一项">
        {(aria) => <textarea {...aria} maxLength={2000} value={reason} onChange={(event) => change({ reason: event.target.value })} />}
      </Field>
      <LegalBasisField id="refuse-basis" item={opened.item} words={words} isTried={isTried} onChange={change} />
    </FormDialog>
  );
}
