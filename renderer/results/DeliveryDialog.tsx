import { useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { deliveryMethodNames, documentNames } from "../../contracts/wording/cases.ts";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import { missingOfDelivery, type DeliveryMethod, type NoticeDelivery } from "../../domain/case/notice-parts.ts";
import { findReceiptOf, noticesToDeliver, undeliveredNotices } from "../../domain/case/notices.ts";
import { regionDateOf, regionDateSchema } from "../../domain/time/instant.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { formFieldProblem, recordedAnswer } from "../desk/form-answer.ts";
import { FormDialog } from "../desk/FormDialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import { SignatureField, type Signature } from "./SignatureField.tsx";
import { usePaperPrint } from "./use-paper-print.ts";

export interface DeliveryDialogProps {
  readonly opened: OpenedCase;
  readonly onDeliver: (delivery: CommandPayload<"deliverNotice">) => void;
  readonly onClose: () => void;
}

const methods = Object.entries(deliveryMethodNames) as [DeliveryMethod, string][];
const dayField = { key: "deliveredOn", label: "送达日期", kind: "date", isRequired: true } as const;
const missingWording = { postNumber: "请填写邮件号，日后查回执要用。", note: "请写明不签收的事由和见证人。" } as const;

/** A notice the centre made, printed here and into the applicant's hand: how, who took it and when (R-FLOW-4, R-FEE-1, R-RECV-6). */
export function DeliveryDialog({ opened, onDeliver, onClose }: DeliveryDialogProps) {
  const { services, openCase } = useStores();
  const isBusy = useStore(openCase, (state) => state.pendingCount > 0);
  const { case: current } = opened;
  const { applicant, contact } = current.application;
  const notices = undeliveredNotices(current);
  const [wanted] = noticesToDeliver(current);
  const [chosenNumber, choose] = useState((wanted ?? notices[0])?.number);
  const notice = notices.find(({ number }) => number === chosenNumber) ?? notices[0];
  const receipt = notice && findReceiptOf(current, notice);
  const paper = usePaperPrint(current.id);
  const [today] = useState(() => regionDateOf(services.now()));
  // Not the signature: it is given for one delivery, in the presence of who delivers.
  const { words, change, restored } = useUnsentWords({ caseId: current.id, form: "deliverNotice", detail: "" }, () => ({
    method: "in-person" as DeliveryMethod,
    relation: (applicant.kind === "person" ? "self" : "agent") as NoticeDelivery["recipient"]["relation"],
    name: applicant.kind === "person" ? applicant.name : contact.name,
    postNumber: "",
    day: today as string,
    note: "",
  }));
  const { method, relation, name, postNumber, day, note } = words;
  const [signature, setSignature] = useState<Signature | null>(null);
  const [isTried, setTried] = useState(false);
  const deliveredOn = regionDateSchema.safeParse(recordedAnswer(dayField, day));
  const missing = missingOfDelivery(words);
  const problems = {
    name: name.trim() === "" ? "请填写收件人姓名。" : null,
    postNumber: missing === "postNumber" ? missingWording.postNumber : null,
    day: deliveredOn.success ? null : (formFieldProblem(dayField, day) ?? "请填写送达日期。"),
    note: missing === "note" ? missingWording.note : null,
  };
  const shown = (problem: string | null): string | null => (isTried ? problem : null);
  const isSigned = method === "in-person";
  const confirm = (): void => {
    setTried(true);
    if (isBusy || !notice || !deliveredOn.success || Object.values(problems).some((problem) => problem !== null)) return;
    const { document, number } = notice;
    onDeliver({
      document, number, method, recipient: { name, relation }, postNumber: method === "by-post" ? postNumber : "", deliveredOn: deliveredOn.data,
      signature: isSigned ? signature : null, note,
    });
  };
  return (
    <FormDialog title={`送达文书：${applicant.name}`} widthPx={800} firstFocusId={notices.length > 1 ? "delivery-notice" : "delivery-method"} confirmLabel="登记送达" isConfirmDisabled={isBusy || !notice} restored={restored} onConfirm={confirm} onClose={onClose}>
      <Field id="delivery-notice" label="文书">
        {(aria) => (
          <select {...aria} aria-invalid={undefined} aria-required={undefined} value={notice?.number} onChange={(event) => choose(event.target.value)}>
            {notices.map(({ document, number }) => <option key={number} value={number}>{`${documentNames[document]} ${number}`}</option>)}
          </select>
        )}
      </Field>
      <div className="row">
        <KeyButton action="printNotice" label="打印文书" isDisabled={!notice} onPress={() => notice && void paper.print(notice.sha256)} />
        <KeyButton action="printDeliveryReceipt" label="打印送达回证" isDisabled={!receipt} onPress={() => receipt && void paper.print(receipt.sha256)} />
        <span role="status" className="quiet">{paper.said}</span>
      </div>
      <div className="result-columns">
        <div className="stack tight">
          <div className="pair">
            <Field id="delivery-method" label="送达方式" isRequired>
              {(aria) => (
                <select {...aria} aria-invalid={undefined} aria-required={undefined} value={method} onChange={(event) => change({ method: event.target.value as DeliveryMethod })}>
                  {methods.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
                </select>
              )}
            </Field>
            <Field id="delivery-day" label="送达日期" isRequired problem={shown(problems.day)}>
              {(aria) => <input {...aria} className="number" autoComplete="off" data-enter-skip maxLength={12} value={day} onChange={(event) => change({ day: event.target.value })} />}
            </Field>
            <Field id="delivery-relation" label="收件人" isRequired>
              {(aria) => (
                <select {...aria} aria-invalid={undefined} aria-required={undefined} value={relation} onChange={(event) => change({ relation: event.target.value as NoticeDelivery["recipient"]["relation"] })}>
                  <option value="self">申请人本人</option>
                  <option value="agent">代收人、经办人</option>
                </select>
              )}
            </Field>
            <Field id="delivery-name" label="姓名" isRequired problem={shown(problems.name)}>
              {(aria) => <input {...aria} autoComplete="off" maxLength={120} value={name} onChange={(event) => change({ name: event.target.value })} />}
            </Field>
          </div>
          {method === "by-post" && (
            <Field id="delivery-post-number" label="邮件号" isRequired problem={shown(problems.postNumber)}>
              {(aria) => <input {...aria} className="number" autoComplete="off" maxLength={60} value={postNumber} onChange={(event) => change({ postNumber: event.target.value })} />}
            </Field>
          )}
          <Field id="delivery-note" label={method === "left" ? "拒收事由和见证人" : "备注"} isRequired={method === "left"} problem={shown(problems.note)}>
            {(aria) => <input {...aria} maxLength={500} value={note} onChange={(event) => change({ note: event.target.value })} />}
          </Field>
          <p className="quiet">送达只登记在案，不改变暂停计时和缴费的期限。</p>
        </div>
        <div className="stack">
          {isSigned ? <SignatureField signature={signature} onSign={setSignature} /> : <p className="quiet">{method === "by-post" ? "回执由邮政企业签收，不在窗口签名。" : "收件人没有签名，由见证人在送达回证上签名。"}</p>}
        </div>
      </div>
    </FormDialog>
  );
}
