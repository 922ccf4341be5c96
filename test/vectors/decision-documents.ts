import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import type { DocumentKind } from "../../domain/case/case-parts.ts";
import type { Case, CaseFee } from "../../domain/case/case-state.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { OfficeProfile } from "../../domain/office/office-profile.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { DocumentContent } from "../../documents/decisions/decision-document.ts";
import {
  makeDeliveryReceipt,
  makeDenyDecision,
  makeFeeNotice,
  makeGrantDecision,
  makeSpecialProcedureNotice,
  makeWithdrawalDecision,
  type DecisionSource,
} from "../../documents/decisions/make-decision-content.ts";
import { constructionPermit } from "../../server/seed/items/construction-permit.ts";
import { landUsePreliminaryReview } from "../../server/seed/items/land-use-preliminary-review.ts";
import { testId } from "../fixtures/cases.ts";
import { sampleApplication, sampleCases } from "./receipt-cases.ts";

/** One document of every kind, of invented people and firms. */

const at = "2026-11-30T08:12:00.000Z" as Instant;
const by = { personId: testId(2, 3) as PersonId, name: "欧阳䶮" };

export function decisionSourceOf(current: Case, number: string | null, item: ItemDefinition = constructionPermit): DecisionSource {
  return { case: current, item, calendar: calendar2026, number, datedAt: at, officeName: item.officeName, profile: sampleProfile };
}

const sampleProfile: OfficeProfile = {
  address: "南昌市行政服务中心二楼综合窗口",
  phone: "0791-83000110",
  reviewAuthority: "南昌市人民政府",
  court: "南昌铁路运输法院",
  feeAccount: { payee: "南昌市非税收入待解缴专户", bank: "中国工商银行南昌红谷滩支行", number: "1502 2091 1930 0123 456" },
};

export const grantedCase: Case = {
  ...sampleCases.accepted,
  decision: { outcome: "grant", text: "经审查，申请符合法定条件，准予许可。", reasons: "施工期间应当落实扬尘治理和深基坑支护专项方案，每月10日前报送质量安全月报。", legalBasis: null, remedies: "", at, by, onBehalfOf: null },
};

export const deniedCase: Case = {
  ...sampleCases.accepted,
  decision: {
    outcome: "deny",
    text: "申请不符合法定条件，不予许可。",
    reasons:
      "经现场核查和专家论证，该工程存在下列情形：\n（一）施工场地内尚有3户房屋未完成征收补偿，临时道路没有贯通，不具备基本施工条件；\n（二）基坑开挖深度12.6米，属于超过一定规模的危险性较大的分部分项工程，专项施工方案未经专家论证；\n（三）申请人提交的《施工场地已基本具备施工条件的说明》与现场情况不一致。",
    legalBasis: {
      law: "《建筑工程施工许可管理办法》（住房和城乡建设部令第18号，2021年修改）",
      article: "第四条",
      text: "建设单位申请领取施工许可证，应当具备下列条件，并提交相应的证明文件：……（三）施工场地已经基本具备施工条件，需要征收房屋的，其进度符合施工要求。",
    },
    remedies: "如对本决定不服，可以自收到本决定书之日起60日内依法申请行政复议，或者自收到本决定书之日起6个月内依法向有管辖权的人民法院提起行政诉讼。",
    at,
    by,
    onBehalfOf: null,
  },
};

export const sampleFee: CaseFee = {
  noticedAt: at,
  payment: null,
  lapse: null,
  lines: [
    { name: "城市基础设施配套费", basis: "赣府发〔2015〕34号，住宅类每平方米60元", amountFen: 128_745_600 },
    { name: "防空地下室易地建设费", basis: "赣发改收费〔2019〕488号，按应建面积每平方米1,600元", amountFen: 34_880_050 },
  ],
  totalFen: 163_625_650,
  dueAt: "2026-12-14T09:00:00.000Z" as Instant,
};

export const sampleDecisions: { readonly [K in DocumentKind]: DocumentContent<K> } = {
  "grant-decision": makeGrantDecision(decisionSourceOf(grantedCase, "洪建许准字〔2026〕128号")),
  "deny-decision": makeDenyDecision(decisionSourceOf(deniedCase, "洪建许不字〔2026〕17号")),
  "withdrawal-decision": makeWithdrawalDecision(decisionSourceOf(sampleCases.withdrawn, "洪建许撤字〔2026〕9号")),
  "special-procedure-notice": makeSpecialProcedureNotice(decisionSourceOf({ ...sampleCases.accepted, application: { ...sampleApplication, projectName: "幸福渠水系综合整治项目" }, acceptance: { ...sampleCases.accepted.acceptance!, decideDueAt: "2026-12-18T09:00:00.000Z" as Instant } }, "洪自然资告字〔2026〕3号", landUsePreliminaryReview), {
    procedure: "expert-review",
    workingDays: 15,
    reason: "该项目用地涉及永久基本农田储备区，依照《江西省建设项目用地预审专家评审办法》应当组织专家评审。",
    startedAt: "2026-11-30T08:12:00.000Z" as Instant,
    until: "2026-12-21T09:00:00.000Z" as Instant,
  }),
  "fee-notice": makeFeeNotice(decisionSourceOf({ ...grantedCase, fee: sampleFee }, "洪建费字〔2026〕56号")),
  "delivery-receipt": makeDeliveryReceipt(decisionSourceOf(grantedCase, "洪建送字〔2026〕201号"), {
    documents: [
      { title: "准予行政许可决定书", number: "洪建许准字〔2026〕128号", copies: 1 },
      { title: "建筑工程施工许可证", number: "360100202611300101", copies: 1 },
      { title: "施工图设计文件审查合格书（退还原件）", number: null, copies: 2 },
    ],
    recipient: { name: "䶮𠮷", relation: "代办人", identityNumber: "360102********0015" },
    place: "南昌市行政服务中心二楼综合窗口",
    method: "直接送达",
    deliverer: "万㛃",
    deliveredAt: null,
    note: "",
  }),
};
