import { findCertificateProblem } from "../../../domain/case/rules/certificate.ts";
import type { Case } from "../../../domain/case/case-state.ts";
import { issueEnd } from "../../../domain/certificate/validity.ts";
import { Failure } from "../../../domain/failure.ts";
import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import { regionDateOf, type Instant } from "../../../domain/time/instant.ts";
import { failureOfRefusal } from "../failures.ts";
import type { GetFonts } from "../printing/fonts.ts";

/** Where the QR code of a preview leads: nowhere. */
const previewUrl = "https://preview.invalid/verify/";

/**
 * What the certificate will say, marked 样张, without number and seal (R-CERT-2). Throws the code of why none is due
 * (`certificate-not-due`), and what laying out throws.
 */
export async function previewCertificate(current: Case, item: ItemDefinition, getFonts: GetFonts, now: Instant): Promise<{ svgs: string[] }> {
  const problem = findCertificateProblem(current, item);
  if (problem !== undefined) throw failureOfRefusal(problem);
  const { resultCertificate } = item;
  if (resultCertificate === null) throw new Error("a certificate is due without being defined");
  const [{ makeCertificateContent }, { referenceTemplates }, { renderCertificatePreviewSvgs }] = await Promise.all([
    import("../../../documents/certificate/make-certificate-content.ts"),
    import("../../../documents/certificate/reference-templates.ts"),
    import("../../../documents/certificate/certificate-pdf.ts"),
  ]);
  const template = Object.entries(referenceTemplates).find(([code]) => code === resultCertificate.template)?.[1];
  if (template === undefined) throw new Failure("certificate-template-unknown", { details: { template: resultCertificate.template } });
  const today = regionDateOf(now);
  const { validMonths } = resultCertificate;
  const content = makeCertificateContent({
    case: current, item, template, number: "（发证时编号）", issue: "first", replaces: null, issuer: item.officeName, issuedOn: today,
    validFrom: today, validUntil: validMonths === null ? null : issueEnd(today, validMonths), verificationUrl: previewUrl,
  });
  return { svgs: renderCertificatePreviewSvgs(content, await getFonts()) };
}
