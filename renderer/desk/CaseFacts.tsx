import { Fragment, type ReactNode } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { formatMinute, type WriteDue } from "../../contracts/wording/time.ts";
import { certificateStateNames, decisionNames, documentNames, handedOverNames, issueNames, paymentMethodNames, refusalGroundNames } from "../../contracts/wording/cases.ts";
import { findCurrentStep, type CaseFee } from "../../domain/case/case-state.ts";
import { yuanText } from "../../domain/money.ts";
import { useDue } from "../app/use-due.ts";
import { CardPhoto } from "../card-reader/CardPhoto.tsx";
import { identityKindNames } from "../window-desk/identity-kind.ts";
import { deliveryTextOf } from "./delivery-text.ts";
import { shownAnswer } from "./form-answer.ts";

/** What is known of a case, to read. */
export function CaseFacts({ opened }: { opened: OpenedCase }) {
  const writeDue = useDue();
  const { case: current, item } = opened;
  const { applicant, contact, projectName, form } = current.application;
  const facts: [string, ReactNode][] = [
    ["申请人", applicant.name],
    [identityKindNames[applicant.identityKind], `${applicant.identityNumber}${applicant.isReadFromCard ? "（读卡）" : ""}`],
    ...(applicant.photoWlt === undefined ? [] : [["照片", <CardPhoto photoWlt={applicant.photoWlt} />] satisfies [string, ReactNode]]),
    ["地址", applicant.address || "未填"],
    ["事项", item.name],
    [item.projectLabel, projectName],
    ...item.form.map((field): [string, string] => [field.label, answerText(shownAnswer(field, form[field.key] ?? ""), field.unit)]),
    ["联系人", `${contact.name} ${contact.mobile}`],
    ["接件", `${formatMinute(current.receivedAt)} ${current.receivedBy.name}`],
  ];
  const { correction, acceptance, refusal, decision, withdrawal, fee, certificates, documents, handOver, publication, closing } = current;
  const step = findCurrentStep(current);
  if (correction) facts.push(["补正告知", `${formatMinute(correction.requestedAt)}，期限 ${writeDue(correction.dueAt)}`]);
  if (correction?.deliveredAt) facts.push(["收到补正", `${formatMinute(correction.deliveredAt)}${correction.note ? `，${correction.note}` : ""}`]);
  if (acceptance) facts.push([acceptance.isDeemed ? "逾期视为受理" : "受理", `${formatMinute(acceptance.acceptedFrom)} ${acceptance.by}`], ["承诺办结", writeDue(acceptance.decideDueAt)]);
  if (refusal) facts.push(["不予受理", `${refusalGroundNames[refusal.ground]}：${refusal.reason}（${refusal.legalBasis.law}${refusal.legalBasis.article}）`]);
  if (step) facts.push(["当前环节", `${step.name}，${writeDue(step.dueAt)} 前`]);
  if (decision) facts.push(["决定", `${decisionNames[decision.outcome]}，${formatMinute(decision.at)} ${decision.by.name}`]);
  if (fee) facts.push(["缴费", feeText(fee, writeDue)]);
  for (const numbered of documents) {
    // A notice's receipt is a form to be signed, and says nothing the notice does not.
    if (numbered.notice !== undefined) continue;
    const delivery = deliveryTextOf(current, numbered);
    const number = `${numbered.number}${numbered.isVoid ? "（作废）" : ""}`;
    facts.push([documentNames[numbered.document], delivery === undefined ? number : <>{number}，<span className={delivery.isWarning ? "warning" : ""}>{delivery.text}</span></>]);
  }
  for (const { number, issue, state, at, by } of certificates) facts.push(["证照", `${number}，${issueNames[issue]}，${certificateStateNames[state]}，${formatMinute(at)} ${by.name}`]);
  if (handOver) facts.push(["交付", `${formatMinute(handOver.at)}，${handOver.recipient.name}${handOver.recipient.relation === "agent" ? "（代理人）" : ""}签收，${handOver.documents.map((document) => handedOverNames[document]).join("、")}，经办 ${handOver.by.name}`]);
  if (publication) facts.push(["公示", `${formatMinute(publication.at)}，${publication.place}`]);
  if (closing) facts.push(["办结", `${formatMinute(closing.at)} ${closing.by.name}`]);
  if (withdrawal) facts.push(["撤回", `${formatMinute(withdrawal.at)}，${withdrawal.reason}`]);
  return (
    <dl className="facts">
      {facts.map(([label, text], place) => (
        <Fragment key={place}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function feeText({ totalFen, dueAt, payment, lapse }: CaseFee, writeDue: WriteDue): string {
  const amount = `${yuanText(totalFen)} 元`;
  if (payment) return `${amount}，${payment.receivedOn} ${paymentMethodNames[payment.method]}收讫，${payment.by.name}`;
  return lapse ? `${amount}，逾期未缴（${formatMinute(lapse.at)}）` : `${amount}，须于 ${writeDue(dueAt)} 前缴清`;
}

function answerText(answer: string, unit: string | undefined): string {
  return answer === "" ? "未填" : `${answer}${unit ? ` ${unit}` : ""}`;
}
