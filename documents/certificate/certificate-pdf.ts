import type { Instant } from "../../domain/time/instant.ts";
import type { FontBook } from "../fonts/font-book.ts";
import { paintPdf } from "../layout/paint-pdf.ts";
import { paintSvg } from "../layout/paint-svg.ts";
import { millimetresPerPoint } from "../layout/sheet.ts";
import type { SealDesign } from "../seal/seal-picture.ts";
import { signPdf } from "../signature/sign-pdf.ts";
import type { PdfSigner } from "../signature/signer.ts";
import type { CertificateContent } from "./certificate-content.ts";
import { layOutCertificate, type SealPlace } from "./lay-out-certificate.ts";
import { sampleContents } from "./sample-contents.ts";

export interface IssueOptions {
  seal: SealDesign;
  signer: PdfSigner;
  issuedAt: Instant;
}

/**
 * The certificate as it is handed over: seal, QR code and a signature over every byte (R-CERT-2). There is no way to a sealed paper
 * without the signature. Rejects as `layOutCertificate` and `signPdf` do; the caller logs the use of the seal with the hash of what
 * it gets.
 */
export async function issueCertificate(content: CertificateContent, fonts: FontBook, { seal, signer, issuedAt }: IssueOptions): Promise<Uint8Array> {
  const { sheets, sealPlace } = layOutCertificate(content, { kind: "sealed", seal }, fonts);
  const bytes = await paintPdf(sheets, fonts, { title: content.template.title, createdAt: issuedAt });
  return signPdf(bytes, {
    signer,
    signedAt: issuedAt,
    reason: `核发${content.template.title}，编号：${content.number}`,
    certificateNumber: content.number,
    place: sealPlace === null ? null : { pageIndex: sealPlace.sheetIndex, rectPt: rectangleOf(sealPlace, content.template.page.heightMm) },
  });
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

function rectangleOf({ xMm, yMm, widthMm, heightMm }: SealPlace, sheetHeightMm: number): readonly [number, number, number, number] {
  const pt = (mm: number): number => Math.round((mm / millimetresPerPoint) * 100) / 100;
  return [pt(xMm), pt(sheetHeightMm - yMm - heightMm), pt(xMm + widthMm), pt(sheetHeightMm - yMm)];
}
