import type { Case } from "../../domain/case/case-state.ts";
import { answerWorkingDays } from "../../domain/case/rules/limits.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { chineseDate, chineseDateTime, identityOnPaper, legalBasisText, mobileOnPaper } from "./chinese-format.ts";
import { plainParagraphs, plainText } from "./plain-text.ts";
import type { ReceiptFact, ReceiptSection, ReceiptSource } from "./receipt-content.ts";
import { receivedMaterialsTable } from "./received-materials.ts";
import { estimateNote, licensingLawBasis, refusalGroundTexts, remediesText } from "./receipt-wording.ts";

/** What tells one kind of paper from another. */
export interface ReceiptBody {
  addressee: string | null;
  sections: readonly ReceiptSection[];
  signatures: readonly string[];
  sealName: string;
  dateText: string;
}

const acceptanceSeal = "受理专用章";

/** 接件凭证: proof of what was handed in, and when the answer is due (R-RECV-2, R-RECV-3). */
export function receptionSlip(source: ReceiptSource): ReceiptBody {
  const current = source.case;
  const list = receivedMaterialsTable(source, "收到材料清单");
  // Given at once, before anything is checked: then it must not deny what was handed over (R-RECV-2).
  const isUnchecked = list.kind === "table" && list.rows.length === 0;
  return {
    addressee: null,
    sections: [
      facts([
        ...subjectFacts(source),
        ["接件时间", chineseDateTime(current.receivedAt)],
        ["接件方式", current.channel === "window" ? "窗口接件" : "网上申报"],
        ["接件人", current.receivedBy.name],
      ]),
      isUnchecked ? paragraph("收到材料清单", "材料随后核对，以受理单或补正告知书所列为准。") : list,
      paragraph(
        "说明",
        `${isUnchecked ? "本凭证只证明收到申请" : "本凭证只证明收到上列材料"}，不代表已经受理。本机关自接件之日起${answerWorkingDays}个工作日内${answerLimitText(source)}作出受理、一次性告知补正或者不予受理的答复；逾期未答复的，自收到材料之日起视为受理。`,
      ),
    ],
    signatures: ["申请人（代办人）签名", "接件人签名"],
    sealName: "接件专用章",
    dateText: chineseDate(current.receivedAt),
  };
}

/** 受理单 (R-RECV-5); an acceptance by silence says so (R-RECV-3). */
export function acceptanceNotice(source: ReceiptSource): ReceiptBody {
  const { case: current, item } = source;
  const acceptance = required(current.acceptance, "acceptance");
  const basis = acceptance.isDeemed ? licensingLawBasis.deemed : licensingLawBasis.accepted;
  const opening = acceptance.isDeemed
    ? `你（单位）提出的“${plainText(item.name)}”申请，本机关未在规定期限内答复，${byLaw(item, basis)}，自${chineseDate(acceptance.acceptedFrom)}起视为受理。`
    : `你（单位）提出的“${plainText(item.name)}”申请，材料齐全，符合法定形式，${byLaw(item, basis)}，现予受理。`;
  return {
    addressee: addresseeOf(current),
    sections: [
      paragraph(null, opening),
      facts([
        ...subjectFacts(source),
        ["受理方式", acceptance.isDeemed ? "逾期视为受理" : current.correction === null ? "审查受理" : "补正后受理"],
        ["受理日期", chineseDate(acceptance.acceptedFrom)],
        ["承诺办结日期", `${chineseDate(acceptance.decideDueAt)}（承诺${item.promisedWorkingDays}个工作日，法定${item.statutoryWorkingDays}个工作日${estimateNote(source.calendar, acceptance.decideDueAt)}）`],
        ["接件人", current.receivedBy.name],
        ["受理人", acceptance.isDeemed ? `系统（${acceptance.by}）` : acceptance.by],
      ]),
      receivedMaterialsTable(source, "收到材料清单"),
      paragraph(
        "说明",
        "受理后申请材料不再增加或者更换；需要变更的，请先申请撤回，再重新提出申请。依法需要听证、检验、检测、鉴定、专家评审的，所需时间不计算在办理期限内，另行书面告知。",
      ),
    ],
    signatures: ["申请人（代办人）签名", "受理人签名"],
    sealName: acceptanceSeal,
    dateText: chineseDate(acceptance.recordedAt),
  };
}

/** 补正告知书: every defect with its remedy, the limit and what follows when it passes (R-RECV-2, R-RECV-4). */
export function correctionNotice(source: ReceiptSource): ReceiptBody {
  const { case: current, item } = source;
  const correction = required(current.correction, "correction");
  const nameOf = (code: string | null): string =>
    code === null ? "申请表" : plainText(item.materials.find((material) => material.code === code)?.name ?? code);
  return {
    addressee: addresseeOf(current),
    sections: [
      paragraph(
        null,
        `你（单位）于${chineseDate(current.receivedAt)}提出的“${plainText(item.name)}”申请，经审查，申请材料不齐全或者不符合法定形式，${byLaw(item, licensingLawBasis.correction)}，现将需要补正的全部内容一次性告知如下：`,
      ),
      {
        kind: "table",
        title: "需要补正的全部内容",
        columns: [
          { header: "序号", share: 8, align: "center" },
          { header: "材料名称", share: 24, align: "left", isMain: true },
          { header: "存在问题", share: 35, align: "left" },
          { header: "补正要求", share: 35, align: "left" },
        ],
        rows: correction.defects.map((defect, index) => [
          String(index + 1),
          nameOf(defect.materialCode),
          plainParagraphs(defect.problem),
          plainParagraphs(defect.remedy),
        ]),
        whenEmpty: "（无）",
      },
      facts([...subjectFacts(source), ["告知日期", chineseDate(correction.requestedAt)], ["补正期限", lastDay(source, correction.dueAt)], ...receiverFact(current)]),
      paragraph(
        "逾期后果",
        `请于${chineseDate(correction.dueAt)}（含当日${estimateNote(source.calendar, correction.dueAt)}）前将上列补正材料一次性送交接件窗口。逾期未补正，或者补正后仍不符合要求的，本机关将依法作出不予受理决定。`,
      ),
    ],
    signatures: ["申请人（代办人）签收", "告知人签名"],
    sealName: acceptanceSeal,
    dateText: chineseDate(correction.requestedAt),
  };
}

/** 不予受理通知书: ground, reason, legal basis and remedies (R-RECV-2, R-RECV-4). */
export function refusalNotice(source: ReceiptSource): ReceiptBody {
  const { case: current, item } = source;
  const refusal = required(current.refusal, "refusal");
  return {
    addressee: addresseeOf(current),
    sections: [
      paragraph(null, `你（单位）于${chineseDate(current.receivedAt)}提出的“${plainText(item.name)}”申请，经审查，决定不予受理。`),
      facts([...subjectFacts(source), ["不予受理日期", chineseDate(refusal.at)], ["经办人", refusal.by], ["不予受理情形", refusalGroundTexts[refusal.ground]]]),
      paragraph("不予受理理由", plainParagraphs(refusal.reason)),
      paragraph("法律依据", plainParagraphs(legalBasisText(refusal.legalBasis))),
      paragraph("救济途径", remediesText),
    ],
    signatures: ["申请人（代办人）签收", "经办人签名"],
    sealName: acceptanceSeal,
    dateText: chineseDate(refusal.at),
  };
}

/** 准予撤回决定书: the withdrawal ends the case (R-RECV-6). */
export function withdrawalDecision(source: ReceiptSource): ReceiptBody {
  const { case: current, item } = source;
  const withdrawal = required(current.withdrawal, "withdrawal");
  return {
    addressee: addresseeOf(current),
    sections: [
      paragraph(
        null,
        `你（单位）于${chineseDate(current.receivedAt)}提出“${plainText(item.name)}”申请，现申请撤回。经审查，准予撤回，本次办理自${chineseDate(withdrawal.at)}起终止。`,
      ),
      facts([...subjectFacts(source), ["撤回日期", chineseDate(withdrawal.at)], ["经办人", withdrawal.by]]),
      paragraph("撤回理由", plainParagraphs(withdrawal.reason)),
      receivedMaterialsTable(source, "所收材料清单"),
      paragraph("说明", "所收纸质材料凭本决定书退还申请人。撤回后仍需办理的，可以重新提出申请，办理期限重新计算。"),
    ],
    signatures: ["申请人（代办人）签收", "经办人签名"],
    sealName: acceptanceSeal,
    dateText: chineseDate(withdrawal.at),
  };
}

/** Who applies for what. */
function subjectFacts({ case: current, item }: ReceiptSource): [string, string][] {
  const { applicant, contact, projectName } = current.application;
  return [
    ["申请事项", item.name],
    ["申请人", applicant.name],
    [applicant.identityKind === "unified-social-credit" ? "统一社会信用代码" : "证件号码", identityOnPaper(applicant)],
    [item.projectLabel, projectName],
    ["联系人", `${contact.name} ${mobileOnPaper(contact.mobile)}`],
  ];
}

function receiverFact(current: Case): [string, string][] {
  return [["接件人", current.receivedBy.name]];
}

/** A delivered correction begins the answer's limit anew: then the case no longer tells the one promised at reception. */
function answerLimitText(source: ReceiptSource): string {
  const { correction, answerDueAt } = source.case;
  return correction?.deliveredAt ? "" : `（${lastDay(source, answerDueAt)}）`;
}

function lastDay({ calendar }: ReceiptSource, dueAt: Instant): string {
  return `${chineseDate(dueAt)}前，含当日${estimateNote(calendar, dueAt)}`;
}

function addresseeOf(current: Case): string {
  return plainText(current.application.applicant.name);
}

/** A filing (备案) is no licence: the licensing law is not quoted for it. */
function byLaw(item: ItemDefinition, basis: string): string {
  return item.kind === "filing" ? "按照有关规定" : `根据${basis}的规定`;
}

function facts(pairs: readonly (readonly [string, string])[]): ReceiptSection {
  return { kind: "facts", facts: pairs.map(([label, value]): ReceiptFact => ({ label: plainText(label), value: plainText(value) })) };
}

function paragraph(heading: string | null, text: string): ReceiptSection {
  return { kind: "paragraph", heading, text };
}

function required<T>(part: T | null, name: string): T {
  if (part === null) throw new Error(`the case has no ${name}: this paper is not due`);
  return part;
}
