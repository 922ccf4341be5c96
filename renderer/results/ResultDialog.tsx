import { useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { documentNames, handedOverNames } from "../../contracts/wording/cases.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import type { HandedOverDocument, HandOver } from "../../domain/case/result-parts.ts";
import { noticesToDeliver } from "../../domain/case/notices.ts";
import { documentsToHandOver } from "../../domain/case/rules/hand-over.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import { judgeIdentity, pickIdentityKind } from "../window-desk/identity-kind.ts";
import { SignatureField, type Signature } from "./SignatureField.tsx";

export interface ResultDialogProps {
  readonly opened: OpenedCase;
  /** Hands over, and closes the case with it unless another paper is still to come. */
  readonly onHandOver: (handOver: CommandPayload<"handOverResult">, isClosing: boolean) => void;
  readonly onClose: () => void;
}

/** The result into the applicant's hand, against a signature (R-CERT-3, R-FLOW-10). */
export function ResultDialog({ opened, onHandOver, onClose }: ResultDialogProps) {
  const { services, openCase } = useStores();
  const isBusy = useStore(openCase, (state) => state.pendingCount > 0);
  const { case: current } = opened;
  const { applicant, contact } = current.application;
  const due = documentsToHandOver(current);
  const numbered = current.documents.filter(({ document, isVoid }) => !isVoid && document !== "delivery-receipt").map(({ document }) => document);
  const offered: HandedOverDocument[] = [...new Set([...due, ...numbered])];
  const [documents, setDocuments] = useState<readonly HandedOverDocument[]>(due);
  // Not the signature: it is given for one hand-over, in the presence of who hands over.
  const { words, change, restored } = useUnsentWords({ caseId: current.id, form: "handOverResult", detail: "" }, (): HandOver["recipient"] =>
    applicant.kind === "person"
      ? { relation: "self", name: applicant.name, identityNumber: applicant.identityNumber }
      : { relation: "agent", name: contact.name, identityNumber: "" });
  const { relation, name, identityNumber } = words;
  const [signature, setSignature] = useState<Signature | null>(null);
  const [isClosing, setClosing] = useState(true);
  const [isTried, setTried] = useState(false);
  const [today] = useState(() => regionDateOf(services.now()));
  // The applicant's own number was judged as what it is when the case was received.
  const identityKind = identityNumber === applicant.identityNumber ? applicant.identityKind : (pickIdentityKind(identityNumber, today) ?? "other");
  const identity = judgeIdentity(identityKind, identityNumber, today, false);

  const chooseRelation = (chosen: HandOver["recipient"]["relation"]): void =>
    change({
      relation: chosen,
      name: chosen === "self" ? applicant.name : contact.name === applicant.name ? "" : contact.name,
      identityNumber: chosen === "self" ? applicant.identityNumber : "",
    });
  const confirm = (): void => {
    setTried(true);
    if (isBusy || name.trim() === "" || identityNumber.trim() === "" || documents.length === 0 || signature === null) return;
    onHandOver({ recipient: { name, relation, identityNumber }, documents: [...documents], signature }, isClosing && opened.case.closing === null);
  };
  return (
    <FormDialog title={`交付结果：${applicant.name}`} widthPx={760} firstFocusId="recipient-relation" confirmLabel={isClosing ? "交付并办结" : "交付"} isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <div className="result-columns">
        <div className="stack">
          <Field id="recipient-relation" label="领取人" isRequired>
            {(aria) => (
              <select {...aria} aria-invalid={undefined} aria-required={undefined} value={relation} onChange={(event) => chooseRelation(event.target.value as HandOver["recipient"]["relation"])}>
                <option value="self">申请人本人</option>
                <option value="agent">代理人、经办人</option>
              </select>
            )}
          </Field>
          <Field id="recipient-name" label="姓名" isRequired problem={isTried && name.trim() === "" ? "请填写领取人姓名。" : null}>
            {(aria) => <input {...aria} autoComplete="off" maxLength={120} value={name} onChange={(event) => change({ name: event.target.value })} />}
          </Field>
          <Field id="recipient-identity" label="证件号码" isRequired problem={isTried || identityNumber !== "" ? identity.problem : null} hint={identity.hint}>
            {(aria) => <input {...aria} className="number" autoComplete="off" maxLength={40} value={identityNumber} onChange={(event) => change({ identityNumber: event.target.value })} />}
          </Field>
          <div className="field" role="group" aria-label="交付的文书">
            <span className="label">交付的文书</span>
            {offered.map((document) => (
              <div key={document}>
                <label className="row">
                  <input
                    type="checkbox"
                    checked={documents.includes(document)}
                    disabled={due.includes(document)}
                    onChange={({ target }) => setDocuments(target.checked ? [...documents, document] : documents.filter((other) => other !== document))}
                  />
                  {handedOverNames[document]}
                </label>
              </div>
            ))}
          </div>
          <UndeliveredNotices current={current} />
          {current.closing === null && (
            <label className="row">
              <input type="checkbox" checked={isClosing} onChange={({ target }) => setClosing(target.checked)} />
              交付后办结
            </label>
          )}
        </div>
        <div className="stack">
          <SignatureField signature={signature} onSign={setSignature} />
          {isTried && signature === null && <p role="alert" className="danger">还没有签收：请领取人签名后按“采用签名”，或选签收单图片。</p>}
        </div>
      </div>
    </FormDialog>
  );
}

/** The last moment at which they can be given too; the result waits for none of them. */
function UndeliveredNotices({ current }: { current: Case }) {
  const waiting = noticesToDeliver(current).map(({ document, number }) => `${documentNames[document]} ${number}`);
  return waiting.length === 0 ? null : <p className="warning">{`还没有送达：${waiting.join("、")}。可以一并交给领取人，再按“送达文书”登记；不登记也能办结，办件上会注明没有送达记录。`}</p>;
}
