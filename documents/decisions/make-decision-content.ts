import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import { formatCaseNumber } from "../../domain/case/case-number.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { Failure } from "../../domain/failure.ts";
import type { ItemDefinition, LegalBasis } from "../../domain/item/item-definition.ts";
import type { OfficeProfile } from "../../domain/office/office-profile.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { identityOnPaper, legalBasisText } from "../receipts/chinese-format.ts";
import { estimateNote } from "../receipts/receipt-wording.ts";
import { receivedMaterialsTable } from "../receipts/received-materials.ts";
import type { DocumentContent } from "./decision-document.ts";

/** What every document is made from. `number` is the register's, null for a draft before it gave one. */
export interface DecisionSource {
  case: Case;
  item: ItemDefinition;
  /** What tells a limit that is certain from an estimated one. */
  calendar: Pick<WorkingCalendar, "knownUntil">;
  number: string | null;
  datedAt: Instant;
  officeName: string;
  /** Null as long as the office has given none. */
  profile: OfficeProfile | null;
}

type CommonContent = Pick<DocumentContent<"grant-decision">, Extract<keyof DocumentContent<"grant-decision">, keyof DocumentContent<"fee-notice">>>;

const actNames: Readonly<Record<ItemDefinition["kind"], string>> = { licence: "行政许可", approval: "行政审批", filing: "备案" };

/** 准予行政许可决定书 (R-FLOW-7). Throws when the case has no decision: a mistake in the program. */
export function makeGrantDecision(source: DecisionSource): DocumentContent<"grant-decision"> {
  const { case: current, item } = source;
  const decision = required(current.decision, "decision");
  const common = commonOf(source);
  return {
    ...common,
    itemBasis: decision.legalBasis === null ? common.itemBasis : legalBasisText(withoutWords(decision.legalBasis)),
    decidedAt: decision.at,
    decisionText: decision.text,
    reasons: decision.reasons,
    certificate: item.resultCertificate === null ? null : { name: item.resultCertificate.name, validMonths: item.resultCertificate.validMonths },
  };
}

/**
 * 不予行政许可决定书 with reasons, basis and remedies (R-FLOW-7): by the case's decision, or by the rule when its fee was not paid. Throws
 * when the case has neither; `office-profile-missing` when the office has not said whom to turn to.
 */
export function makeDenyDecision(source: DecisionSource): DocumentContent<"deny-decision"> {
  const { decision, fee } = source.case;
  const lapse = fee?.lapse ?? null;
  const { at, reasons, legalBasis, remedies } = lapse ?? required(decision, "decision");
  const common = addressedOf(source);
  const { reviewAuthority, court } = getProfile(source);
  return {
    ...common,
    decidedAt: at,
    decisionText: lapse === null ? required(decision, "decision").text : null,
    reasons,
    legalBasis: legalBasis === null ? common.itemBasis : legalBasisText(withoutWords(legalBasis)),
    legalBasisText: legalBasis?.text ?? null,
    remedies: { text: remedies === "" ? null : remedies, reviewAuthority, court },
  };
}

/** 准予撤回决定书 (R-RECV-6), with the list of what is given back. */
export function makeWithdrawalDecision(source: DecisionSource): DocumentContent<"withdrawal-decision"> {
  const withdrawal = required(source.case.withdrawal, "withdrawal");
  const table = receivedMaterialsTable(source, "");
  const rows = table.kind === "table" ? table.rows : [];
  return {
    ...commonOf(source),
    withdrawnAt: withdrawal.at,
    reason: withdrawal.reason,
    materials: rows.map(([, name = "", form = "", copies = "", pages = "", note = ""]) => ({ name, form, copies, pages, note })),
  };
}

const procedureNames = { hearing: "听证", "expert-review": "专家评审", inspection: "检验、检查", test: "检测、考核", auction: "招标、拍卖" } as const;

/** A special procedure that stops the clock (R-FLOW-4). */
export interface SpecialProcedureParts {
  procedure: keyof typeof procedureNames;
  workingDays: number;
  reason: string;
  startedAt: Instant;
  until: Instant;
}

/** 特殊程序告知书: what the clock stands still for, and how long (R-FLOW-4). Throws `office-profile-missing`. */
export function makeSpecialProcedureNotice(source: DecisionSource, { procedure, workingDays, reason, startedAt, until }: SpecialProcedureParts): DocumentContent<"special-procedure-notice"> {
  const { decideDueAt } = required(source.case.acceptance, "acceptance");
  return {
    ...addressedOf(source), procedureName: procedureNames[procedure], workingDays, reason, startedAt, until, untilNote: estimateNote(source.calendar, until), decideDueAt,
  };
}

/**
 * 缴费通知书: kind, amount, due date, where to pay (R-FEE-1). Throws when no fee is due, or its lines do not make up the total: mistakes in the
 * program; `office-profile-missing`.
 */
export function makeFeeNotice(source: DecisionSource): DocumentContent<"fee-notice"> {
  const { lines, totalFen, dueAt } = required(source.case.fee, "fee");
  if (lines.reduce((sum, { amountFen }) => sum + amountFen, 0) !== totalFen) throw new Error("the fee's lines do not make up its total");
  const { feeAccount } = getProfile(source);
  return { ...addressedOf(source), lines: lines.map(({ name, basis, amountFen }) => ({ name, basis, amountFen })), totalFen, dueAt, dueNote: estimateNote(source.calendar, dueAt), account: feeAccount };
}

/** What was handed over, to whom, how; what is null is filled in by hand on the paper. */
export type DeliveryParts = Pick<DocumentContent<"delivery-receipt">, "documents" | "recipient" | "place" | "method" | "deliverer" | "deliveredAt" | "note">;

/** 送达回证: the applicant signs it on collection (R-CERT-3). Throws `office-profile-missing`. */
export function makeDeliveryReceipt(source: DecisionSource, delivery: DeliveryParts): DocumentContent<"delivery-receipt"> {
  return { ...addressedOf(source), ...delivery };
}

/** Rather than a document with a blank in it. */
function getProfile({ officeName, profile }: DecisionSource): OfficeProfile {
  if (profile === null) throw new Failure("office-profile-missing", { details: { officeName } });
  return profile;
}

function addressedOf(source: DecisionSource): CommonContent & { windowAddress: string; phone: string } {
  const { address, phone } = getProfile(source);
  const common = commonOf(source);
  return { ...common, windowAddress: address, phone: common.phone ?? phone };
}

function commonOf({ case: current, item, number, datedAt, officeName, profile }: DecisionSource): CommonContent {
  const { applicant, projectName } = current.application;
  const isOrganisation = applicant.kind === "organisation";
  return {
    number,
    datedAt,
    officeName,
    windowAddress: profile?.address ?? null,
    phone: item.phones[0]?.replace(/（.*/, "") ?? profile?.phone ?? null,
    actName: actNames[item.kind],
    isLicence: item.kind === "licence",
    itemName: item.name,
    itemBasis: lawsOf(item.legalBasis),
    caseNumber: formatCaseNumber(current.number),
    receivedAt: current.receivedAt,
    acceptedAt: current.acceptance?.acceptedFrom ?? null,
    projectLabel: item.projectLabel,
    projectName,
    applicant: {
      name: applicant.name,
      isOrganisation,
      you: isOrganisation ? "你单位" : "你",
      identityLabel: applicant.identityKind === "unified-social-credit" ? "统一社会信用代码" : "证件号码",
      identityNumber: identityOnPaper(applicant),
      address: applicant.address === "" ? null : applicant.address,
    },
  };
}

/** Each law once, with its articles: `《…法》第七条、第八条，《…条例》第三条`. */
function lawsOf(bases: readonly LegalBasis[]): string {
  const articles = Map.groupBy(bases, ({ law }) => law);
  return [...articles].map(([law, of]) => legalBasisText({ law, article: [...new Set(of.map(({ article }) => article))].filter((article) => article !== "").join("、") })).join("，");
}

function withoutWords({ law, article }: LegalBasis): LegalBasis {
  return { law, article };
}

function required<T>(part: T | null, name: string): T {
  if (part === null) throw new Error(`the case has no ${name}: this document is not due`);
  return part;
}
