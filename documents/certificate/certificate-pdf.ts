import type { Instant } from "../../domain/time/instant.ts";
import type { FontBook } from "../fonts/font-book.ts";
import { paintPdf } from "../layout/paint-pdf.ts";
import { paintSvg } from "../layout/paint-svg.ts";
import { paintSealedPdf, type IssueOptions } from "../seal/sealed-pdf.ts";
import type { CertificateContent } from "./certificate-content.ts";
import { layOutCertificate } from "./lay-out-certificate.ts";
import { sampleContents } from "./sample-contents.ts";

/**
 * The certificate as it is handed over: seal, QR code and a signature over every byte (R-CERT-2). Rejects as `layOutCertificate` and
 * `paintSealedPdf` do; the caller logs the use of the seal with the hash of what it gets.
 */
export async function issueCertificate(content: CertificateContent, fonts: FontBook, options: IssueOptions): Promise<Uint8Array> {
  const sealed = layOutCertificate(content, { kind: "sealed", seal: options.seal }, fonts);
  return paintSealedPdf(sealed, fonts, { title: content.template.title, number: content.number, act: "核发" }, options);
}

/** The same sheets to look at before: marked 样张, without seal and signature. */
export async function renderCertificatePreviewPdf(content: CertificateContent, fonts: FontBook, createdAt: Instant): Promise<Uint8Array> {
  const { sheets } = layOutCertificate(content, { kind: "preview" }, fonts);
  return paintPdf(sheets, fonts, { title: `${content.template.title}（样张）`, createdAt });
}

/** The preview's sheets as SVG pictures that need no font. */
export function renderCertificatePreviewSvgs(content: CertificateContent, fonts: FontBook): string[] {
  return layOutCertificate(content, { kind: "preview" }, fonts).sheets.map((sheet) => paintSvg(sheet, fonts));
}

/** To be called once at start: opens the fonts and draws one of each shipped kind, so that the first certificate is not slow. */
export async function warmUpCertificates(fonts: FontBook, now: Instant): Promise<void> {
  fonts.warmUp();
  for (const content of Object.values(sampleContents)) await renderCertificatePreviewPdf(content, fonts, now);
}
