import { Fragment } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import { decisionNames, refusalGroundNames } from "../../contracts/wording/cases.ts";
import { findCurrentStep } from "../../domain/case/case-state.ts";
import { identityKindNames } from "../window-desk/identity-kind.ts";
import { shownAnswer } from "./form-answer.ts";

/** What is known of a case, to read. */
export function CaseFacts({ opened }: { opened: OpenedCase }) {
  const { case: current, item } = opened;
  const { applicant, contact, projectName, form } = current.application;
  const facts: [string, string][] = [
    ["申请人", applicant.name],
    [identityKindNames[applicant.identityKind], `${applicant.identityNumber}${applicant.isReadFromCard ? "（读卡）" : ""}`],
    ["地址", applicant.address || "未填"],
    ["事项", item.name],
    [item.projectLabel, projectName],
    ...item.form.map((field): [string, string] => [field.label, answerText(shownAnswer(field, form[field.key] ?? ""), field.unit)]),
    ["联系人", `${contact.name} ${contact.mobile}`],
    ["接件", `${formatMinute(current.receivedAt)} ${current.receivedBy.name}`],
  ];
  const { correction, acceptance, refusal, decision, withdrawal } = current;
  const step = findCurrentStep(current);
  if (correction) facts.push(["补正告知", `${formatMinute(correction.requestedAt)}，期限 ${formatMinute(correction.dueAt)}`]);
  if (correction?.deliveredAt) facts.push(["收到补正", `${formatMinute(correction.deliveredAt)}${correction.note ? `，${correction.note}` : ""}`]);
  if (acceptance) facts.push([acceptance.isDeemed ? "逾期视为受理" : "受理", `${formatMinute(acceptance.acceptedFrom)} ${acceptance.by}`], ["承诺办结", formatMinute(acceptance.decideDueAt)]);
  if (refusal) facts.push(["不予受理", `${refusalGroundNames[refusal.ground]}：${refusal.reason}（${refusal.legalBasis.law}${refusal.legalBasis.article}）`]);
  if (step) facts.push(["当前环节", `${step.name}，${formatMinute(step.dueAt)} 前`]);
  if (decision) facts.push(["决定", `${decisionNames[decision.outcome]}，${formatMinute(decision.at)} ${decision.by.name}`]);
  if (withdrawal) facts.push(["撤回", `${formatMinute(withdrawal.at)}，${withdrawal.reason}`]);
  return (
    <dl className="facts">
      {facts.map(([label, text]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function answerText(answer: string, unit: string | undefined): string {
  return answer === "" ? "未填" : `${answer}${unit ? ` ${unit}` : ""}`;
}
