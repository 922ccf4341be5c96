import { formatCaseNumber } from "../../domain/case/case-number.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { IssueKind } from "../../domain/case/certificate-parts.ts";
import type { FormField, ItemDefinition } from "../../domain/item/item-definition.ts";
import { yuanText } from "../../domain/money.ts";
import type { RegionDate } from "../../domain/time/instant.ts";
import { Failure } from "../../domain/failure.ts";
import type { CertificateContent } from "./certificate-content.ts";
import type { CertificateTemplate } from "./template.ts";

/** What a certificate is made from: the case as granted, and what the register and the office add. */
export interface CertificateSource {
  case: Pick<Case, "number" | "application">;
  item: Pick<ItemDefinition, "name" | "form">;
  template: CertificateTemplate;
  number: string;
  issue: IssueKind;
  /** The number it takes the place of; null for the first. */
  replaces: string | null;
  issuer: string;
  issuedOn: RegionDate;
  validFrom: RegionDate;
  /** Null when it is valid until revoked. */
  validUntil: RegionDate | null;
  verificationUrl: string;
}

type Values = Readonly<Record<string, string>>;

/** Printed where the case has nothing to say. */
const nothing = "/";

/**
 * The certificate's words: every field of the item's form by its key, written as people read it, with the applicant, the dates and the
 * mark of a reprint or reissue; the shipped templates have names of their own for some. Throws `template-without-mark` when such a
 * mark has no place on the template.
 */
export function makeCertificateContent(source: CertificateSource): CertificateContent {
  const { template, number, verificationUrl } = source;
  const common = commonValues(source);
  const values = { ...common, ...(templateValues[template.code]?.(common, source) ?? {}) };
  if (values["mark"] !== "" && !JSON.stringify(template.elements).includes("{{mark}}")) throw new Failure("template-without-mark", { details: { template: template.code } });
  return { template, number, verificationUrl, values };
}

function commonValues({ case: current, item, issuer, issuedOn, validFrom, validUntil, issue, replaces }: CertificateSource): Values {
  const { applicant, projectName, form } = current.application;
  return {
    ...Object.fromEntries(item.form.map((field) => [field.key, writeField(field, form[field.key] ?? "")])),
    itemName: item.name,
    caseNumber: formatCaseNumber(current.number),
    projectName,
    applicantName: applicant.name,
    applicantAddress: applicant.address === "" ? nothing : applicant.address,
    creditCode: applicant.identityKind === "unified-social-credit" ? applicant.identityNumber : nothing,
    issuer,
    issueDate: writeDate(issuedOn),
    validFrom: writeDate(validFrom),
    validUntil: validUntil === null ? "长期" : writeDate(validUntil),
    mark: replaces === null ? "" : `${issueNames[issue]}。原编号${replaces}同时作废`,
  };
}

const issueNames: Readonly<Record<IssueKind, string>> = { first: "", reprint: "补打", reissue: "换发" };

/** What the shipped templates call things by. */
const templateValues: Readonly<Record<string, (common: Values, source: CertificateSource) => Values>> = {
  "publication-licence": ({ projectName, premisesAddress, principalName, applicantKind, businessScope, businessMode = "" }) => ({
    holder: projectName ?? nothing,
    address: premisesAddress ?? nothing,
    representative: principalName ?? nothing,
    companyKind: applicantKind ?? nothing,
    scope: `${businessScope ?? nothing}${businessMode.includes("互联网") ? "（含网上零售）" : ""}`,
  }),
  "construction-permit": (common, { case: { application } }) => ({
    developer: application.applicant.name,
    address: common["siteAddress"] ?? nothing,
    scale: common["floorAreaSquareMetres"] ?? nothing,
    contractPrice: common["contractPriceFen"] ?? nothing,
    surveyor: common["surveyCompany"] ?? nothing,
    surveyLead: nothing,
    designer: common["designCompany"] ?? nothing,
    designLead: nothing,
    contractor: common["contractorName"] ?? nothing,
    contractLead: common["contractorManager"] ?? nothing,
    supervisor: common["supervisionCompany"] ?? nothing,
    supervisionLead: common["chiefSupervisionEngineer"] ?? nothing,
    period: writePeriod(application.form["plannedStartDate"], application.form["plannedCompletionDate"]),
    remarks: common["remarks"] ?? nothing,
  }),
  "land-use-preliminary-review": (common, { case: { application } }) => ({
    projectCode: common["investmentProjectCode"] ?? nothing,
    developer: application.applicant.name,
    basis: common["projectBasis"] ?? nothing,
    site: common["siteAddress"] ?? nothing,
    area:
      `总面积${common["totalAreaHectares"]}。其中：农用地${common["farmlandAreaHectares"]}` +
      `（耕地${common["cultivatedAreaHectares"]}，永久基本农田${common["permanentFarmlandHectares"]}），` +
      `建设用地${common["builtAreaHectares"]}，未利用地${common["unusedAreaHectares"]}。`,
    scale: common["constructionContent"] ?? nothing,
  }),
};

function writeField({ kind, unit = "" }: FormField, value: string): string {
  if (value.trim() === "") return nothing;
  if (kind === "date") return writeDate(value);
  if (kind === "number") return `${value}${unit}`;
  return kind === "fen" && /^\d+$/.test(value) ? writeMoney(Number(value)) : value;
}

/** `7,286.50万元`; below ten thousand yuan in yuan. */
function writeMoney(amountFen: number): string {
  const fenInTenThousand = 1_000_000;
  if (amountFen < fenInTenThousand) return `${yuanText(amountFen)}元`;
  const whole = String(Math.trunc(amountFen / fenInTenThousand)).replace(/\B(?=(\d{3})+$)/g, ",");
  const decimals = String(amountFen % fenInTenThousand).padStart(6, "0").replace(/0+$/, "").padEnd(2, "0");
  return `${whole}.${decimals}万元`;
}

/** `2026年11月21日`; what is no date is printed as it was typed. */
function writeDate(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return year !== undefined && month !== undefined && day !== undefined && ![year, month, day].some(Number.isNaN) ? `${year}年${month}月${day}日` : date;
}

const dayMs = 24 * 3_600_000;

function writePeriod(start: string | undefined, end: string | undefined): string {
  if (!start || !end) return nothing;
  const days = Math.round((Date.parse(end) - Date.parse(start)) / dayMs) + 1;
  return `${writeDate(start)}至${writeDate(end)}${days > 0 ? `，共${days}日历天` : ""}`;
}
