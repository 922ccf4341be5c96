import type { CaseRow } from "../../contracts/ipc/cases.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { CertificateSummary } from "../../domain/case/result-summary.ts";

export const certificateStepNames: Readonly<Record<CertificateSummary["state"], string>> = {
  due: "待制证",
  prepared: "已审核，待第二人制证",
  issued: "已编号用印，待打印",
  printed: "已打印，待交付",
  "handed-over": "已交付",
  revoked: "已注销",
};

/** Whether one officer can number and seal it now, without asking anybody. */
export function isReadyToIssue({ certificate }: Pick<CaseRow, "certificate">): boolean {
  return certificate?.state === "prepared" || (certificate?.state === "due" && certificate.officersNeeded === 1);
}

/** Whether it is numbered and sealed, and no sheet of it came out well yet. */
export function isReadyToPrint({ certificate }: Pick<CaseRow, "certificate">): boolean {
  return certificate?.state === "issued";
}

/** Whether this officer may number and seal the first one: where it takes two officers, only the one who did not check it. */
export function mayIssueFirst({ result, certificatePreparation }: Pick<Case, "result" | "certificatePreparation">, personId: string | undefined): boolean {
  if (result?.certificate?.officersNeeded === 1) return true;
  return certificatePreparation !== null && certificatePreparation.by.personId !== personId;
}
