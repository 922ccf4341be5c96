import constructionPermit from "./templates/construction-permit.json" with { type: "json" };
import landUsePreliminaryReview from "./templates/land-use-preliminary-review.json" with { type: "json" };
import publicationLicence from "./templates/publication-licence.json" with { type: "json" };
import { parseCertificateTemplate, type CertificateTemplate } from "./template.ts";

/** The templates the program ships, by code. An office's own are data of the same form. */
export const referenceTemplates: Readonly<Record<"publication-licence" | "construction-permit" | "land-use-preliminary-review", CertificateTemplate>> = {
  "publication-licence": parseCertificateTemplate(publicationLicence),
  "construction-permit": parseCertificateTemplate(constructionPermit),
  "land-use-preliminary-review": parseCertificateTemplate(landUsePreliminaryReview),
};
