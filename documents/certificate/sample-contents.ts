import type { SealDesign } from "../seal/seal-picture.ts";
import type { CertificateContent } from "./certificate-content.ts";
import { referenceTemplates } from "./reference-templates.ts";

/** Made-up certificates to show a template with: nobody in them exists. */
export const sampleContents: Readonly<Record<keyof typeof referenceTemplates, CertificateContent>> = {
  "publication-licence": {
    template: referenceTemplates["publication-licence"],
    number: "新出发苏零字第32010012号",
    verificationUrl: "https://spzx.example.gov.cn/verify/7K3MQ9P4XW2D7K3M",
    values: {
      mark: "",
      holder: "南京市秦淮区墨香书店有限公司",
      creditCode: "91320104MA1EXAMPLE",
      address: "江苏省南京市秦淮区夫子庙街道贡院西街128号一层",
      representative: "欧阳䶮",
      companyKind: "有限责任公司（自然人投资或控股）",
      scope: "图书、报纸、期刊、音像制品、电子出版物零售（含网上零售）",
      validFrom: "2026年11月21日",
      validUntil: "2029年6月30日",
      issuer: "南京市行政审批局",
      issueDate: "2026年11月21日",
    },
  },
  "construction-permit": {
    template: referenceTemplates["construction-permit"],
    number: "320102202611210101",
    verificationUrl: "https://spzx.example.gov.cn/verify/P4XW2D7K3MQ97K3M",
    values: {
      mark: "",
      developer: "南京市玄武区教育局",
      projectName: "南京市玄武区第三中心小学新建教学综合楼及地下停车库工程",
      address: "南京市玄武区珠江路以北、进香河路以东地块",
      scale: "18,642.35平方米",
      contractPrice: "7,286.50万元",
      surveyor: "江苏省地质工程勘察院有限公司",
      surveyLead: "王长江",
      designer: "东方建筑设计研究院有限公司",
      designLead: "李𠮷",
      contractor: "江苏第一建筑安装集团股份有限公司",
      contractLead: "赵镕",
      supervisor: "南京工程建设监理有限公司",
      supervisionLead: "孙建国",
      period: "2026年12月1日至2028年5月31日，共548日历天",
      remarks: "本工程采用工程总承包方式；农民工工资专用账户已设立。",
      issuer: "南京市玄武区行政审批局",
      issueDate: "2026年11月21日",
    },
  },
  "land-use-preliminary-review": {
    template: referenceTemplates["land-use-preliminary-review"],
    number: "用字第320100202600012号",
    verificationUrl: "https://spzx.example.gov.cn/verify/9MXK3P7R2DQ4W8TC",
    values: {
      mark: "补发。原编号用字第320100202600009号同时作废",
      projectName: "南京市秦淮河流域防洪能力提升工程（江宁区湖熟街道段）",
      projectCode: "2609-320115-04-01-618203",
      developer: "南京市江宁区水务局",
      basis: "《江苏省“十四五”水利发展规划》；宁发改农经〔2026〕118号",
      site: "南京市江宁区湖熟街道金桥社区、龙都社区、和平社区",
      area: "总面积26.4312公顷。其中：农用地19.0258公顷（耕地8.6140公顷，永久基本农田0.0000公顷），建设用地5.1120公顷，未利用地2.2934公顷。",
      scale: "加固堤防12.6公里，新建穿堤涵闸7座、排涝泵站2座，护岸8.3公里，配套防汛道路14.1公里。",
      validFrom: "2026年11月21日",
      validUntil: "2029年11月20日",
      issuer: "南京市规划和自然资源局",
      issueDate: "2026年11月21日",
    },
  },
};

export const sampleSeal: SealDesign = { officeName: "南京市行政审批局", centreLine: "审批专用章", code: "3201000012345", diameterMm: 42 };
