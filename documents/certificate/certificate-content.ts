import type { SealDesign } from "../seal/seal-picture.ts";
import type { CertificateTemplate } from "./template.ts";
import type { TemplateValues } from "../template/template-text.ts";

/** All a certificate says. The number comes from the register and is `{{number}}` in the template, beside `values`. */
export interface CertificateContent {
  template: CertificateTemplate;
  number: string;
  /** In the QR code: where anybody can check the certificate. */
  verificationUrl: string;
  values: TemplateValues;
}

/** A certificate as it is handed over carries its seal; a preview carries 样张 instead. */
export type CertificateLook = { kind: "sealed"; seal: SealDesign } | { kind: "preview" };
