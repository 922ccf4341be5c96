import type { Applicant } from "../domain/case/application.ts";
import type { FormField, ItemDefinition } from "../domain/item/item-definition.ts";
import { must } from "./must.ts";

/** What the demo's applicants write into the items' forms, by the field's key; money in fen. */
const answers: Readonly<Record<string, string>> = {
  applicantKind: "个体工商户",
  premisesAddress: "江西省南昌市东湖区八一大道 1 号",
  premisesAreaSquareMetres: "86",
  investmentProjectCode: "2611-360112-04-01-100001",
  siteAddress: "江西省南昌市赣江新区儒乐湖大街 88 号",
  floorAreaSquareMetres: "48600",
  contractPriceFen: "23600000000",
  plannedStartDate: "2026-12-20",
  plannedCompletionDate: "2028-12-20",
  contractorName: "江西一窗第一建筑工程有限公司",
  contractorManager: "赵国强",
  supervisionCompany: "江西一窗工程监理有限公司",
  chiefSupervisionEngineer: "钱德厚",
  designCompany: "江西一窗建筑设计研究院有限公司",
  surveyCompany: "江西一窗岩土勘察有限公司",
  projectBasis: "《赣江新区国土空间规划（2021—2035 年）》",
  totalAreaHectares: "12.5",
  farmlandAreaHectares: "4.2",
  cultivatedAreaHectares: "1.6",
  permanentFarmlandHectares: "0",
  builtAreaHectares: "7.1",
  unusedAreaHectares: "1.2",
  totalInvestmentFen: "68000000000",
  constructionContent: "新建仓储和分拨中心三栋，总建筑面积 9.6 万平方米，配套道路、绿化和停车场。",
};

/** Every required field answered, and the optional ones there is an answer for. */
export function fillForm(item: ItemDefinition, { name: principalName }: Applicant): Record<string, string> {
  const given = { ...answers, principalName };
  return Object.fromEntries(item.form.filter(({ key, isRequired }) => isRequired || key in given).map((field) => [field.key, answerTo(field, given)]));
}

function answerTo({ key, kind, label, choices }: FormField, given: Readonly<Record<string, string>>): string {
  return must(given[key] ?? (kind === "choice" ? choices?.[0] : undefined), `an answer for ${label}`);
}
