import { itemDefinitionSchema, type ItemDefinition } from "../../domain/item/item-definition.ts";

const officeId = "00000000-0000-7000-8001-000000000002";
const common = {
  version: 1,
  officeId,
  phones: ["0791-83880000"],
  onlineClass: "B",
  change: { author: "项目组", reason: "开发用样例", date: "2026-01-05" },
} as const;

/** A long checklist and a short one, for looking at the desks. */
export const fakeItems: readonly ItemDefinition[] = [
  {
    ...common,
    code: "JS-SGXK",
    name: "建筑工程施工许可",
    kind: "licence",
    officeName: "市住房和城乡建设局",
    legalBasis: [
      { law: "中华人民共和国建筑法", article: "第七条", text: "建筑工程开工前，建设单位应当申请领取施工许可证。" },
      { law: "建筑工程施工许可管理办法", article: "第四条" },
    ],
    conditions: ["已经办理用地批准手续", "已经确定施工企业"],
    projectLabel: "工程名称",
    form: [
      { key: "site", label: "建设地点", kind: "text", isRequired: true },
      { key: "areaSquareMetres", label: "建筑面积", kind: "number", isRequired: true, unit: "平方米" },
      { key: "contractFen", label: "合同价格", kind: "fen", isRequired: true, unit: "元" },
      { key: "startsOn", label: "计划开工日期", kind: "date", isRequired: true },
      { key: "structure", label: "结构类型", kind: "choice", isRequired: false, choices: ["框架", "剪力墙", "砖混", "钢结构"] },
      { key: "remark", label: "备注", kind: "longText", isRequired: false },
    ],
    materials: [
      { code: "application-form", name: "建筑工程施工许可申请表", group: "施工", isRequired: true, copies: 2, form: "original", mayStayOnPaper: false },
      { code: "land-approval", name: "建设用地批准手续", group: "施工", isRequired: true, copies: 1, form: "copy", mayStayOnPaper: false, certificateRegister: "land-use" },
      { code: "drawings", name: "施工图设计文件审查合格书及图纸", group: "施工", isRequired: true, copies: 1, form: "original", mayStayOnPaper: true },
      { code: "safety-plan", name: "安全生产措施备案表", group: "安全", isRequired: true, copies: 1, form: "original-and-copy", mayStayOnPaper: false },
      { code: "supervision-contract", name: "监理合同", group: "监督", isRequired: false, condition: "依法必须实行监理的工程", copies: 1, form: "copy", mayStayOnPaper: false },
      { code: "wall-fund", name: "散装水泥和新型墙体材料专项基金缴费凭证", group: "散墙", isRequired: false, condition: "使用袋装水泥的", copies: 1, form: "copy", mayStayOnPaper: false },
    ],
    flow: [{ code: "examine", name: "科室审查", role: "section-head", limitWorkingDays: 5, isJointReview: false }],
    statutoryWorkingDays: 15,
    promisedWorkingDays: 7,
    correctionWorkingDays: 5,
    fees: [],
    feeLimitWorkingDays: 10,
    resultCertificate: { name: "建筑工程施工许可证", validMonths: null, template: "construction-permit", register: "construction-permit", officersNeeded: 2 },
  },
  {
    ...common,
    code: "CB-LSXK",
    name: "出版物经营许可证（零售）",
    kind: "licence",
    officeName: "市新闻出版局",
    legalBasis: [{ law: "出版管理条例", article: "第三十五条" }],
    conditions: ["有固定的经营场所"],
    projectLabel: "单位名称",
    form: [{ key: "premises", label: "经营场所", kind: "text", isRequired: true }],
    materials: [
      { code: "application-form", name: "出版物经营许可申请表", group: "申请", isRequired: true, copies: 1, form: "original", mayStayOnPaper: false },
      { code: "identity-copy", name: "法定代表人身份证", group: "申请", isRequired: true, copies: 1, form: "copy", mayStayOnPaper: false },
      { code: "lease", name: "经营场所租赁合同", group: "申请", isRequired: true, copies: 1, form: "copy", mayStayOnPaper: false },
    ],
    flow: [
      { code: "reception", name: "受理", role: "window-clerk", limitWorkingDays: 0, isJointReview: false },
      { code: "examine", name: "初审", role: "handler", limitWorkingDays: 3, isJointReview: false },
      { code: "decision", name: "终审", role: "chief-leader", limitWorkingDays: 3, isJointReview: false },
      { code: "delivery", name: "发证", role: "window-clerk", limitWorkingDays: 1, isJointReview: false },
    ],
    statutoryWorkingDays: 20,
    promisedWorkingDays: 10,
    correctionWorkingDays: 5,
    fees: [{ name: "证照工本费（示例）", amountFen: 1000, basis: "演示用收费标准" }],
    feeLimitWorkingDays: 10,
    resultCertificate: { name: "出版物经营许可证", validMonths: 36, template: "publication-licence", register: "publication-licence", officersNeeded: 1 },
  },
].map((item) => itemDefinitionSchema.parse(item));
