import type { CaseSummary } from "../../domain/case/case-summary.ts";
import { summaryOf } from "../../domain/case/case-summary.ts";
import type { CommandAnswer } from "../../contracts/ipc/cases.ts";
import type { DocumentKind } from "../../domain/case/case-parts.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { CaseId, Sha256 } from "../../domain/ids.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";

const names = ["江西宏远建设有限公司", "南昌市新知书店", "刘春华", "欧阳文静", "赣江房地产开发有限责任公司", "司马建国"];

const agreement: CommandBody = {
  kind: "signOpinion",
  payload: { stepCode: "examine", verdict: "agree", text: "经审查，符合法定条件，同意。", reasons: "", legalBasis: null },
};
const disagreement: CommandBody = {
  kind: "signOpinion",
  payload: { stepCode: "examine", verdict: "disagree", text: "不同意。", reasons: "经营场所与申请不一致。", legalBasis: { law: "出版管理条例", article: "第三十五条" } },
};
const askingCorrection: CommandBody = {
  kind: "askOpinionCorrection",
  payload: { opinionNumber: 1, verdict: "agree", text: "经复核，经营场所与申请一致，同意。", reasons: "", legalBasis: null, why: "看错了租赁合同上的门牌号。" },
};

const granting: CommandBody = { kind: "decideCase", payload: { outcome: "grant", text: "准予许可。", reasons: "", legalBasis: null, remedies: "" } };
const denying: CommandBody = {
  kind: "decideCase",
  payload: { outcome: "deny", text: "不予许可。", reasons: "经营场所不符合规定。", legalBasis: { law: "出版管理条例", article: "第三十五条" }, remedies: "可以依法申请行政复议或者提起行政诉讼。" },
};
const suspending: CommandBody = { kind: "suspendCase", payload: { procedure: "expert-review", workingDays: 5, reason: "经营场所需要专家评审。" } };
const numbering = (document: DocumentKind, number: string): CommandBody => ({ kind: "numberDocument", payload: { document, number, sha256: "d".repeat(64) as Sha256 } });

/** Cases of the last days at every stage, so that lists have something to show. */
export function seedCases(
  count: number,
  receive: (itemCode: string, application: unknown, at: Instant) => CommandAnswer,
  give: (caseId: CaseId, body: CommandBody, at: Instant) => void,
  now: Instant,
): CaseSummary[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${names[index % names.length] ?? ""}${index >= names.length ? index : ""}`;
    const at = addMs(now, -(index % 3 === 2 ? 8 * 24 * 3_600_000 : (index + 1) * 60_000));
    const answer = receive("CB-LSXK", {
      applicant: { kind: "organisation", name, identityKind: "unified-social-credit", identityNumber: "91350100M000100Y43", isReadFromCard: false, address: "南昌市东湖区" },
      contact: { name: "刘春华", mobile: `138${String(10_000_000 + index)}` },
      projectName: name,
      form: { premises: "中山路 1 号" },
    }, at);
    if (answer.outcome === "refused") throw new Error(answer.refusal.code);
    const { id } = answer.opened.case;
    if (index % 3 === 1) {
      for (const materialCode of ["application-form", "identity-copy", "lease"]) {
        give(id, { kind: "recordMaterial", payload: { materialCode, medium: "paper", checkedAs: "original", copies: 1, sheetCount: 2 } }, at);
      }
      give(id, { kind: "acceptCase", payload: {} }, addMs(at, 1000));
      if (index % 2 === 0) give(id, index % 4 === 0 ? agreement : disagreement, addMs(at, 2000));
      if (index === 10) give(id, askingCorrection, addMs(at, 3000));
      // One waits for the deputy leader's word on a correction, one for its fee, one for its denial to be handed over.
      if (index === 4) for (const body of [granting, numbering("fee-notice", "洪新出缴〔2026〕12号")]) give(id, body, addMs(at, 3000));
      // One stands still, and nobody was told in writing.
      if (index === 7) for (const body of [suspending, numbering("special-procedure-notice", "洪新出特告〔2026〕3号")]) give(id, body, addMs(at, 3000));
      if (index === 1) for (const body of [agreement, denying, numbering("deny-decision", "洪新出不许决〔2026〕7号")]) give(id, body, addMs(at, 3000));
    }
    return summaryOf(answer.opened.case);
  });
}
