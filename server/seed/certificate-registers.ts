/** Registers that number certificates, or whose valid ones may stand in for a material (R-RECV-9, R-CERT-2): code and the certificate's name. */
export const certificateRegisters = {
  "business-licence": "营业执照",
  "real-estate-title": "不动产权证书",
  "construction-planning-permit": "建设工程规划许可证",
  "construction-enterprise-qualification": "建筑业企业资质证书",
  "work-safety-licence": "安全生产许可证",
  "construction-permit": "建筑工程施工许可证",
  "publication-licence": "出版物经营许可证",
  "land-use-preliminary-review": "建设项目用地预审与选址意见书",
} as const;
