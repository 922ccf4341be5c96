import type { SealDesign } from "../seal/seal-picture.ts";
import type { CertificateContent } from "./certificate-content.ts";
import { referenceTemplates } from "./reference-templates.ts";

/** Made-up certificates to show a template with: nobody in them exists. */
export const sampleContents: Readonly<Record<keyof typeof referenceTemplates, CertificateContent>> = {
  "publication-licence": {
    template: referenceTemplates["publication-licence"],
    number: "新出发苏零字第32010012号",
    verificationUrl: "https://spzx.example.gov.cn/v/32010012?c=7K3MQ9",
    values: {
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
    verificationUrl: "https://spzx.example.gov.cn/v/320102202611210101?c=P4XW2D",
    values: {
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
};

export const sampleSeal: SealDesign = { officeName: "南京市行政审批局", centreLine: "审批专用章", code: "3201000012345", diameterMm: 42 };
