import { itemDefinitionSchema } from "../../../domain/item/item-definition.ts";
import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import { landDepartment } from "../offices.ts";
import { landUsePreliminaryReviewMaterials } from "./land-use-preliminary-review-materials.ts";

/** 用地预审: handler 5, section head 3, deputy leader with joint review 5 working days, then the decision (004-3). */
export const landUsePreliminaryReview: ItemDefinition = itemDefinitionSchema.parse({
  code: "ZR-YDYS",
  version: 1,
  name: "建设项目用地预审与选址意见书核发",
  kind: "approval",
  officeId: landDepartment.id,
  officeName: landDepartment.name,
  phones: ["0791-83000131（窗口咨询）", "0791-83000139（监督投诉）"],
  legalBasis: [
    {
      law: "《中华人民共和国土地管理法》（2019年修正）",
      article: "第五十二条",
      text: "建设项目可行性研究论证时，自然资源主管部门可以根据土地利用总体规划、土地利用年度计划和建设用地标准，对建设用地有关事项进行审查，并提出意见。",
    },
    {
      law: "《中华人民共和国土地管理法实施条例》（2021年修订）",
      article: "第二十四条",
      text: "建设项目批准、核准前或者备案前后，由自然资源主管部门对建设项目用地事项进行审查，提出用地预审意见；需要申请核发选址意见书的，应当合并办理。",
    },
    {
      law: "《中华人民共和国城乡规划法》（2019年修正）",
      article: "第三十六条",
      text: "按照国家规定需要有关部门批准或者核准的建设项目，以划拨方式提供国有土地使用权的，建设单位应当在报送批准或者核准前申请核发选址意见书。",
    },
    {
      law: "《建设项目用地预审管理办法》（国土资源部令第68号，2016年修正）",
      article: "第七条",
      text: "规定申请用地预审应当提交的申请表、申请报告和项目建设依据。",
    },
    {
      law: "《建设项目用地预审管理办法》（国土资源部令第68号，2016年修正）",
      article: "第十一条、第十二条",
      text: "规定预审审查的内容；应当自受理预审申请或者收到转报材料之日起二十日内完成审查工作，并出具预审意见。",
    },
    {
      law: "《建设项目用地预审管理办法》（国土资源部令第68号，2016年修正）",
      article: "第十五条",
      text: "建设项目用地预审文件有效期为三年，自批准之日起计算；对土地用途、建设项目选址等进行重大调整的，应当重新申请预审。",
    },
  ],
  conditions: [
    "建设项目用地符合国家供地政策和土地管理法律、法规规定的条件。",
    "建设项目选址符合国土空间规划；需要修改规划的，规划修改方案符合法律、法规的规定。",
    "建设项目用地规模符合有关土地使用标准；国家和地方尚未颁布标准或者确需突破标准的，已开展节地评价。",
    "占用耕地的，已落实补充耕地；原则上不占永久基本农田，确需占用的，符合国家规定情形并已完成论证。",
    "不占生态保护红线；确需占用的，属于允许的有限人为活动或者国家重大项目。",
  ],
  projectLabel: "项目名称",
  form: [
    { key: "investmentProjectCode", label: "投资项目统一代码", kind: "text", isRequired: true, hint: "例如 2609-360102-04-01-123456" },
    {
      key: "projectApprovalKind",
      label: "项目立项方式",
      kind: "choice",
      isRequired: true,
      choices: ["审批", "核准", "备案"],
    },
    { key: "projectBasis", label: "项目建设依据", kind: "text", isRequired: true, hint: "批复文号或所列规划、产业政策文件名称" },
    { key: "industry", label: "所属行业", kind: "choice", isRequired: true, choices: ["交通", "能源", "水利", "市政", "教育", "卫生", "工业", "其他"] },
    { key: "siteAddress", label: "拟选位置", kind: "text", isRequired: true, hint: "到乡镇（街道）、村（社区）" },
    {
      key: "landSupply",
      label: "拟供地方式",
      kind: "choice",
      isRequired: true,
      choices: ["划拨", "出让", "租赁", "其他"],
    },
    { key: "totalAreaHectares", label: "拟用地总面积", kind: "number", isRequired: true, unit: "公顷" },
    { key: "farmlandAreaHectares", label: "其中农用地", kind: "number", isRequired: true, unit: "公顷" },
    { key: "cultivatedAreaHectares", label: "其中耕地", kind: "number", isRequired: true, unit: "公顷" },
    { key: "permanentFarmlandHectares", label: "其中永久基本农田", kind: "number", isRequired: true, unit: "公顷" },
    { key: "builtAreaHectares", label: "其中建设用地", kind: "number", isRequired: true, unit: "公顷" },
    { key: "unusedAreaHectares", label: "其中未利用地", kind: "number", isRequired: true, unit: "公顷" },
    { key: "totalInvestmentFen", label: "总投资", kind: "fen", isRequired: true, unit: "元" },
    { key: "plannedStartDate", label: "拟开工日期", kind: "date", isRequired: false },
    { key: "constructionContent", label: "建设内容和规模", kind: "longText", isRequired: true },
  ],
  materials: landUsePreliminaryReviewMaterials,
  flow: [
    { code: "examination", name: "承办人审查", role: "handler", limitWorkingDays: 5, isJointReview: false },
    { code: "section-review", name: "科室负责人初审", role: "section-head", limitWorkingDays: 3, isJointReview: false },
    { code: "joint-review", name: "分管领导会审", role: "deputy-leader", limitWorkingDays: 5, isJointReview: true },
    { code: "decision", name: "主管领导签发", role: "chief-leader", limitWorkingDays: 1, isJointReview: false },
    { code: "window-delivery", name: "窗口送达", role: "window-clerk", limitWorkingDays: 1, isJointReview: false },
  ],
  meeting: { code: "leaders-meeting", name: "厅长办公会", role: "chief-leader", limitWorkingDays: 5 },
  statutoryWorkingDays: 20,
  promisedWorkingDays: 15,
  correctionWorkingDays: 15,
  fees: [],
  feeLimitWorkingDays: 10,
  resultCertificate: {
    name: "建设项目用地预审与选址意见书", validMonths: 36, template: "land-use-preliminary-review", register: "land-use-preliminary-review", officersNeeded: 1,
  },
  onlineClass: "B",
  change: { author: "邵云", reason: "首次入库", date: "2026-01-05" },
});
