import type { DocumentKind } from "../../domain/case/case-parts.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { DocumentContent } from "./decision-document.ts";

const at = (text: string): Instant => text as Instant;

const common = {
  datedAt: at("2026-11-30T08:12:00.000Z"),
  officeName: "南京市秦淮区行政审批局",
  windowAddress: "南京市秦淮区政务服务中心二楼综合窗口",
  phone: "025-83000110",
  actName: "行政许可",
  isLicence: true,
  itemName: "出版物经营许可证（零售）",
  itemBasis: "《出版管理条例》第三十五条，《出版物市场管理规定》第九条、第十条",
  caseNumber: "3201042026112300010000016",
  receivedAt: at("2026-11-23T01:30:00.000Z"),
  acceptedAt: at("2026-11-24T02:00:00.000Z"),
  projectLabel: "经营场所",
  projectName: "墨香书店夫子庙店",
  applicant: { name: "南京市秦淮区墨香书店有限公司", isOrganisation: true, you: "你单位", identityLabel: "统一社会信用代码", identityNumber: "91320104MA1EXAMPLE", address: "南京市秦淮区夫子庙街道贡院西街128号" },
};
const reasons = "经现场核查，申请材料与实际情况存在下列不符：\n（一）申请表所填经营场所面积86平方米，现场实测为41平方米；\n（二）房屋租赁合同的期限已于2026年10月31日届满，申请人没有提交续租的材料。";

/** Made-up documents to show a template with: nobody in them exists. */
export const sampleDocuments: { readonly [K in DocumentKind]: DocumentContent<K> } = {
  "grant-decision": {
    ...common, number: "秦审许准〔2026〕128号", decidedAt: common.datedAt, decisionText: "经审查，申请符合法定条件，准予许可。",
    reasons: "申请人应当于每年第一季度报送上一年度的经营情况。", certificate: { name: "出版物经营许可证", validMonths: 60 },
  },
  "deny-decision": {
    ...common, number: "秦审许不〔2026〕17号", decidedAt: common.datedAt, decisionText: "申请不符合法定条件，不予许可。", reasons,
    legalBasis: "《出版物市场管理规定》第九条", legalBasisText: "单位从事出版物零售业务，应当有与经营范围相适应的经营场所。",
    remedies: {
      text: "如对本决定不服，可以自收到本决定书之日起60日内依法申请行政复议，或者自收到本决定书之日起6个月内依法提起行政诉讼。",
      reviewAuthority: "南京市秦淮区人民政府", court: "南京铁路运输法院",
    },
  },
  "withdrawal-decision": {
    ...common, number: "秦审许撤〔2026〕9号", withdrawnAt: common.datedAt, reason: "经营场所另行选址，暂不办理。",
    materials: [
      { name: "出版物经营许可证申请表", form: "原件", copies: "2", pages: "1", note: "" },
      { name: "企业法人营业执照", form: "复印件", copies: "1", pages: "2", note: "原件已核" },
      { name: "经营场所房屋租赁合同", form: "复印件", copies: "1", pages: "6", note: "" },
    ],
  },
  "special-procedure-notice": {
    ...common, number: "秦审许告〔2026〕3号", procedureName: "检验、检查", reason: "需要对经营场所进行现场核查。", workingDays: 5,
    startedAt: common.datedAt, until: at("2026-12-07T09:00:00.000Z"), untilNote: "", decideDueAt: at("2026-12-18T09:00:00.000Z"),
  },
  "fee-notice": {
    ...common, number: "秦审许缴〔2026〕56号", totalFen: 128_050, dueAt: at("2026-12-14T09:00:00.000Z"), dueNote: "；预计日期，以国务院公布的放假安排为准",
    lines: [
      { name: "证照工本费", basis: "苏价费〔2015〕12号，每证10元", amountFen: 1_000 },
      { name: "现场检测费", basis: "苏价费〔2018〕86号，按实测面积每平方米15.50元", amountFen: 127_050 },
    ],
    account: { payee: "南京市非税收入待解缴专户", bank: "中国工商银行南京秦淮支行", number: "4301 0158 2910 0123 456" },
  },
  "delivery-receipt": {
    ...common, number: "秦审许送〔2026〕201号",
    documents: [
      { title: "准予行政许可决定书", number: "秦审许准〔2026〕128号", copies: 1 },
      { title: "出版物经营许可证", number: "新出发苏零字第32010412号", copies: 1 },
    ],
    recipient: null, place: null, method: null, deliverer: null, deliveredAt: null, note: "",
  },
};
