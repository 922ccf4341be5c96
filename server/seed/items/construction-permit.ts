import { itemDefinitionSchema } from "../../../domain/item/item-definition.ts";
import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import { constructionDepartment } from "../offices.ts";
import { constructionPermitMaterials } from "./construction-permit-materials.ts";

/** 建筑工程施工许可: window → section → deputy leader → chief leader → window, four packages (001-4). */
export const constructionPermit: ItemDefinition = itemDefinitionSchema.parse({
  code: "JS-SGXK",
  version: 1,
  name: "建筑工程施工许可",
  kind: "licence",
  officeId: constructionDepartment.id,
  officeName: constructionDepartment.name,
  phones: ["0791-83000111（窗口咨询）", "0791-83000119（监督投诉）"],
  legalBasis: [
    {
      law: "《中华人民共和国建筑法》（2019年修正）",
      article: "第七条",
      text: "建筑工程开工前，建设单位应当向工程所在地县级以上人民政府建设行政主管部门申请领取施工许可证；国务院建设行政主管部门确定的限额以下的小型工程除外。",
    },
    {
      law: "《中华人民共和国建筑法》（2019年修正）",
      article: "第八条",
      text: "规定申请领取施工许可证应当具备的六项条件；建设行政主管部门应当自收到申请之日起七日内，对符合条件的申请颁发施工许可证。",
    },
    {
      law: "《建设工程质量管理条例》（2019年修订）",
      article: "第十三条",
      text: "建设单位在开工前，应当按照国家有关规定办理工程质量监督手续，工程质量监督手续可以与施工许可证或者开工报告合并办理。",
    },
    {
      law: "《建设工程安全生产管理条例》",
      article: "第四十二条",
      text: "审核发放施工许可证时，应当对建设工程是否有安全施工措施进行审查，没有安全施工措施的，不得颁发施工许可证。",
    },
    {
      law: "《建筑工程施工许可管理办法》（住房和城乡建设部令第18号，2021年修改）",
      article: "第四条、第五条",
      text: "规定申领条件、证明文件和办理程序；证明文件不齐全或者失效的，应当当场或者五日内一次告知建设单位需要补正的全部内容。",
    },
    {
      law: "《危险性较大的分部分项工程安全管理规定》（住房和城乡建设部令第37号）",
      article: "第九条",
      text: "建设单位在申请办理施工许可手续时，应当提交危大工程清单及其安全管理措施等资料。",
    },
  ],
  conditions: [
    "依法应当办理用地批准手续的，已经办理该建筑工程用地批准手续。",
    "依法应当办理建设工程规划许可证的，已经取得建设工程规划许可证。",
    "施工场地已经基本具备施工条件；需要征收房屋的，其进度符合施工要求。",
    "已经确定施工企业；按照规定应当招标的工程已依法招标，施工企业具备相应资质条件。",
    "有满足施工需要的资金安排、施工图纸及技术资料，施工图设计文件已按规定审查合格。",
    "有保证工程质量和安全的具体措施，质量安全责任落实到人；按照规定应当委托监理的工程已委托监理。",
  ],
  projectLabel: "工程名称",
  form: [
    { key: "investmentProjectCode", label: "投资项目统一代码", kind: "text", isRequired: true, hint: "例如 2609-360102-04-01-123456" },
    { key: "siteAddress", label: "建设地址", kind: "text", isRequired: true, hint: "到路名、门牌或四至" },
    {
      key: "projectKind",
      label: "工程类别",
      kind: "choice",
      isRequired: true,
      choices: ["房屋建筑工程", "市政基础设施工程", "装饰装修工程", "管线与设备安装工程"],
    },
    { key: "constructionNature", label: "建设性质", kind: "choice", isRequired: true, choices: ["新建", "改建", "扩建"] },
    {
      key: "structureKind",
      label: "结构类型",
      kind: "choice",
      isRequired: false,
      choices: ["框架", "剪力墙", "框架—剪力墙", "钢结构", "砌体", "装配式混凝土", "其他"],
    },
    { key: "floorAreaSquareMetres", label: "建筑面积", kind: "number", isRequired: true, unit: "平方米" },
    { key: "floorsAboveGround", label: "地上层数", kind: "number", isRequired: false, unit: "层" },
    { key: "floorsBelowGround", label: "地下层数", kind: "number", isRequired: false, unit: "层" },
    { key: "contractPriceFen", label: "施工合同价", kind: "fen", isRequired: true, unit: "元" },
    { key: "plannedStartDate", label: "合同开工日期", kind: "date", isRequired: true },
    { key: "plannedCompletionDate", label: "合同竣工日期", kind: "date", isRequired: true },
    { key: "contractorName", label: "施工总承包单位", kind: "text", isRequired: true },
    { key: "contractorManager", label: "施工项目负责人", kind: "text", isRequired: true },
    { key: "supervisionCompany", label: "监理单位", kind: "text", isRequired: false, hint: "依法不需监理的不填" },
    { key: "chiefSupervisionEngineer", label: "总监理工程师", kind: "text", isRequired: false },
    { key: "designCompany", label: "设计单位", kind: "text", isRequired: true },
    { key: "surveyCompany", label: "勘察单位", kind: "text", isRequired: true },
    { key: "remarks", label: "备注", kind: "longText", isRequired: false },
  ],
  materials: constructionPermitMaterials,
  flow: [
    { code: "window-check", name: "窗口初审", role: "window-clerk", limitWorkingDays: 0, isJointReview: false },
    { code: "section-review", name: "科室审核", role: "section-head", limitWorkingDays: 2, isJointReview: false },
    { code: "deputy-review", name: "分管领导审核", role: "deputy-leader", limitWorkingDays: 1, isJointReview: false },
    { code: "chief-decision", name: "主管领导审批", role: "chief-leader", limitWorkingDays: 1, isJointReview: false },
    { code: "window-delivery", name: "窗口制证、发证", role: "window-clerk", limitWorkingDays: 1, isJointReview: false },
  ],
  statutoryWorkingDays: 7,
  promisedWorkingDays: 5,
  correctionWorkingDays: 10,
  fees: [],
  feeLimitWorkingDays: 10,
  resultCertificate: { name: "建筑工程施工许可证", validMonths: null, template: "construction-permit", register: "construction-permit", officersNeeded: 2 },
  onlineClass: "A",
  change: { author: "姚磊", reason: "首次入库", date: "2026-01-05" },
});
