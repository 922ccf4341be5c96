import { officeIdSchema } from "../../domain/ids.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { OfficeProfile } from "../../domain/office/office-profile.ts";

/** An organisation of the sample region: the service center itself or a department that decides. */
export interface SeedOffice {
  readonly id: OfficeId;
  /** Two digits, unique in the region; part of no case number. */
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: "service-center" | "department";
  readonly parentId: OfficeId | null;
  readonly regionCode: string;
  readonly profile: OfficeProfile;
}

export const seedRegionCode = "360100";

const officeId = (code: string): OfficeId => officeIdSchema.parse(`01990000-0000-7000-8000-0000${seedRegionCode}${code}`);

/** What the offices of the region have in common. The account is invented. */
const sampleProfile = {
  reviewAuthority: "南昌市人民政府",
  court: "南昌铁路运输法院",
  feeAccount: { payee: "南昌市非税收入待解缴专户", bank: "中国工商银行南昌红谷滩支行", number: "1502 2091 1930 0123 456" },
} as const;

export const serviceCenter: SeedOffice = {
  id: officeId("01"),
  code: "01",
  name: "南昌市行政服务中心",
  shortName: "行政服务中心",
  kind: "service-center",
  parentId: null,
  regionCode: seedRegionCode,
  profile: { ...sampleProfile, address: "南昌市行政服务中心一楼大厅", phone: "0791-83000100" },
};

export const constructionDepartment: SeedOffice = {
  id: officeId("11"),
  code: "11",
  name: "南昌市城乡建设局",
  shortName: "城乡建设局",
  kind: "department",
  parentId: serviceCenter.id,
  regionCode: seedRegionCode,
  profile: { ...sampleProfile, address: "南昌市行政服务中心二楼城乡建设窗口", phone: "0791-83000110" },
};

export const publicationsDepartment: SeedOffice = {
  id: officeId("12"),
  code: "12",
  name: "南昌市新闻出版局",
  shortName: "新闻出版局",
  kind: "department",
  parentId: serviceCenter.id,
  regionCode: seedRegionCode,
  profile: { ...sampleProfile, address: "南昌市行政服务中心一楼新闻出版窗口", phone: "0791-83000120" },
};

export const landDepartment: SeedOffice = {
  id: officeId("13"),
  code: "13",
  name: "南昌市自然资源局",
  shortName: "自然资源局",
  kind: "department",
  parentId: serviceCenter.id,
  regionCode: seedRegionCode,
  profile: { ...sampleProfile, address: "南昌市行政服务中心二楼自然资源窗口", phone: "0791-83000130" },
};

/** Parents stand before their children. */
export const seedOffices: readonly SeedOffice[] = [
  serviceCenter,
  constructionDepartment,
  publicationsDepartment,
  landDepartment,
];
