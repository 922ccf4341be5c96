import { useState } from "react";
import { commonPhrases, decisionRemedies } from "../../contracts/wording/opinions.ts";
import { decisionNames, verdictNames } from "../../contracts/wording/cases.ts";
import type { WordsPlace } from "../../contracts/ipc/unsent-words.ts";
import type { DecisionOutcome, DecisionParts, Verdict } from "../../domain/case/case-parts.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { chosenBasis, firstBasis } from "../desk/legal-basis.ts";
import { LegalBasisField } from "../desk/LegalBasisField.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import { PhraseList } from "./PhraseList.tsx";

/** What the signer says: an opinion or the decision, for or against. */
export type Stance = Verdict | DecisionOutcome;
export type SignedWords = Pick<DecisionParts, "text" | "reasons" | "legalBasis" | "remedies">;

export interface SigningDialogProps {
  readonly place: WordsPlace;
  readonly stance: Stance;
  /** The step's name, or whatever else is signed here. */
  readonly what: string;
  readonly item: ItemDefinition;
  readonly isBusy: boolean;
  readonly onSign: (words: SignedWords) => void;
  readonly onClose: () => void;
}

const stanceNames: Readonly<Record<Stance, string>> = { ...verdictNames, ...decisionNames };

/** One signature: a phrase by its number and Ctrl+Enter; whoever is against writes reasons and basis (R-FLOW-2, R-FLOW-7). */
export function SigningDialog({ place, stance, what, item, isBusy, onSign, onClose }: SigningDialogProps) {
  const isAgainst = stance === "disagree" || stance === "deny";
  const phrases = commonPhrases[stance];
  const { words, change, restored } = useUnsentWords(place, () => ({
    text: isAgainst ? `${stanceNames[stance]}。` : phrases[0],
    reasons: "",
    ...firstBasis,
    remedies: stance === "deny" ? decisionRemedies : "",
  }));
  const { text, reasons, remedies } = words;
  const [isTried, setTried] = useState(false);
  const problemOf = (value: string, name: string): string | null => (isTried && value.trim() === "" ? `请写明${name}。` : null);

  const confirm = (): void => {
    setTried(true);
    const needed = [text, ...(isAgainst ? [reasons] : []), ...(stance === "deny" ? [remedies] : [])];
    const basis = isAgainst ? chosenBasis(item, words) : null;
    if (isBusy || basis === undefined || needed.some((value) => value.trim() === "")) return;
    onSign({ text, reasons, legalBasis: basis, remedies });
  };
  return (
    <FormDialog
      title={`${what}：${stanceNames[stance]}`}
      widthPx={680}
      firstFocusId="signing-phrases"
      confirmLabel="签署"
      isDanger={isAgainst}
      isConfirmDisabled={isBusy}
      restored={restored}
      onConfirm={confirm}
      onClose={onClose}
    >
      <PhraseList id="signing-phrases" phrases={phrases} chosen={isAgainst ? reasons : text} onChoose={(phrase) => change(isAgainst ? { reasons: phrase } : { text: phrase })} />
      <Field id="signing-text" label={stance === "grant" || stance === "deny" ? "决定内容" : "意见"} isRequired problem={problemOf(text, "意见")} hint="按数字键选常用意见，Ctrl+回车签署；签署后不能修改">
        {(aria) => <textarea {...aria} maxLength={2000} value={text} onChange={(event) => change({ text: event.target.value })} />}
      </Field>
      {isAgainst && (
        <>
          <Field id="signing-reasons" label="理由" isRequired problem={problemOf(reasons, "理由")}>
            {(aria) => <textarea {...aria} maxLength={4000} value={reasons} onChange={(event) => change({ reasons: event.target.value })} />}
          </Field>
          <LegalBasisField id="signing-basis" item={item} words={words} isTried={isTried} onChange={change} />
        </>
      )}
      {stance === "deny" && (
        <Field id="signing-remedies" label="救济途径" isRequired problem={problemOf(remedies, "救济途径")}>
          {(aria) => <textarea {...aria} maxLength={2000} value={remedies} onChange={(event) => change({ remedies: event.target.value })} />}
        </Field>
      )}
    </FormDialog>
  );
}
