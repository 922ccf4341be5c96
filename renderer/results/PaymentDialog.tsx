import { useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { paymentMethodNames } from "../../contracts/wording/cases.ts";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import type { CaseFee } from "../../domain/case/case-state.ts";
import type { PaymentMethod } from "../../domain/case/fee-parts.ts";
import { yuanText } from "../../domain/money.ts";
import { regionDateOf, regionDateSchema } from "../../domain/time/instant.ts";
import { useStores } from "../app/stores.ts";
import { useDue } from "../app/use-due.ts";
import { Field } from "../desk/Field.tsx";
import { formFieldProblem, recordedAnswer } from "../desk/form-answer.ts";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";

export interface PaymentDialogProps {
  readonly opened: OpenedCase;
  readonly fee: CaseFee;
  readonly onPay: (payment: CommandPayload<"recordPayment">) => void;
  readonly onClose: () => void;
}

const methods = Object.entries(paymentMethodNames) as [PaymentMethod, string][];
const dayField = { key: "receivedOn", label: "到账日期", kind: "date", isRequired: true } as const;

/** The fee as it was told of, and the money that came in for it: all of it or nothing (R-FEE-1, R-FEE-3). */
export function PaymentDialog({ opened, fee, onPay, onClose }: PaymentDialogProps) {
  const { services, openCase } = useStores();
  const isBusy = useStore(openCase, (state) => state.pendingCount > 0);
  const writeDue = useDue();
  const { words, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "recordPayment", detail: "" }, () => ({
    method: "cash" as PaymentMethod,
    payer: opened.case.application.applicant.name,
    reference: "",
    day: regionDateOf(services.now()) as string,
  }));
  const { method, payer, reference, day } = words;
  const [isTried, setTried] = useState(false);
  const isBank = method !== "cash";
  const receivedOn = regionDateSchema.safeParse(recordedAnswer(dayField, day));
  const problems = {
    payer: payer.trim() === "" ? "请填写交款人。" : null,
    reference: isBank && reference.trim() === "" ? "请填写银行流水号，日后对账要用。" : null,
    day: receivedOn.success ? null : (formFieldProblem(dayField, day) ?? "请填写到账日期。"),
  };
  const confirm = (): void => {
    setTried(true);
    if (isBusy || !receivedOn.success || Object.values(problems).some((problem) => problem !== null)) return;
    onPay({ method, amountFen: fee.totalFen, payer, reference, receivedOn: receivedOn.data });
  };
  const shown = (problem: string | null): string | null => (isTried ? problem : null);
  return (
    <FormDialog title="收费" widthPx={560} firstFocusId="payment-method" confirmLabel={`已收 ${yuanText(fee.totalFen)} 元`} isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <table className="fee-table">
        <tbody>
          {fee.lines.map(({ name, amountFen, basis }) => <tr key={name}><th scope="row">{name}<span className="quiet"> · {basis}</span></th><td className="number">{yuanText(amountFen)} 元</td></tr>)}
          <tr><th scope="row">合计</th><td className="number"><strong>{yuanText(fee.totalFen)} 元</strong></td></tr>
        </tbody>
      </table>
      <p className="quiet">须于 {writeDue(fee.dueAt)} 前缴清；逾期未缴，系统自动作出不予许可决定。</p>
      <div className="pair">
        <Field id="payment-method" label="缴费方式" isRequired>
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={method} onChange={(event) => change({ method: event.target.value as PaymentMethod })}>
              {methods.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
            </select>
          )}
        </Field>
        <Field id="payment-payer" label="交款人" isRequired problem={shown(problems.payer)}>
          {(aria) => <input {...aria} maxLength={120} value={payer} onChange={(event) => change({ payer: event.target.value })} />}
        </Field>
        <Field id="payment-reference" label={isBank ? "银行流水号" : "收据号"} isRequired={isBank} problem={shown(problems.reference)}>
          {(aria) => <input {...aria} className="number" autoComplete="off" maxLength={60} value={reference} onChange={(event) => change({ reference: event.target.value })} />}
        </Field>
        <Field id="payment-day" label={isBank ? "到账日期" : "收款日期"} isRequired problem={shown(problems.day)}>
          {(aria) => <input {...aria} className="number" autoComplete="off" maxLength={12} value={day} onChange={(event) => change({ day: event.target.value })} />}
        </Field>
      </div>
    </FormDialog>
  );
}
