import type { DocumentKind } from "../../domain/case/case-parts.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { FontBook } from "../fonts/font-book.ts";
import { paintPdf } from "../layout/paint-pdf.ts";
import { paintSvg } from "../layout/paint-svg.ts";
import { paintSealedPdf, type IssueOptions } from "../seal/sealed-pdf.ts";
import type { DocumentContent } from "./decision-document.ts";
import { decisionTemplates } from "./decision-templates.ts";
import { layOutDecision, type DecisionLook } from "./lay-out-decision.ts";
import type { DecisionTemplate } from "./template-form.ts";

/** Without seal and signature: to look at before, or to be stamped by hand. */
export type UnsealedLook = Exclude<DecisionLook, { kind: "sealed" }>;

/** A PDF of the document as a draft or plain. Rejects as `layOutDecision` does. `createdAt` is said of the file, not on the paper. */
export async function renderDecisionDocument<K extends DocumentKind>(
  kind: K,
  content: DocumentContent<K>,
  fonts: FontBook,
  look: UnsealedLook,
  createdAt: Instant,
  template: DecisionTemplate = decisionTemplates[kind],
): Promise<Uint8Array> {
  const { sheets, title } = layOutDecision(template, content, look, fonts);
  return paintPdf(sheets, fonts, { title: look.kind === "draft" ? `${title}（样张）` : title, createdAt });
}

/** The same sheets as SVG pictures that need no font. */
export function renderDecisionSvgs<K extends DocumentKind>(kind: K, content: DocumentContent<K>, fonts: FontBook, look: UnsealedLook, template: DecisionTemplate = decisionTemplates[kind]): string[] {
  return layOutDecision(template, content, look, fonts).sheets.map((sheet) => paintSvg(sheet, fonts));
}

/**
 * The document as it is given to the applicant: numbered, sealed, and signed over every byte. Rejects as `layOutDecision` (with
 * `document-without-number`) and `paintSealedPdf` do; the caller logs the use of the seal with the hash of what it gets (R-CERT-2).
 */
export async function issueDecisionDocument<K extends DocumentKind>(
  kind: K,
  content: DocumentContent<K>,
  fonts: FontBook,
  options: IssueOptions,
  template: DecisionTemplate = decisionTemplates[kind],
): Promise<Uint8Array> {
  const sealed = layOutDecision(template, content, { kind: "sealed", seal: options.seal }, fonts);
  return paintSealedPdf(sealed, fonts, { title: sealed.title, number: content.number ?? "", act: "签发" }, options);
}
