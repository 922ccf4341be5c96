import type { FontBook } from "../fonts/font-book.ts";
import { layOutDecision } from "./lay-out-decision.ts";
import { sampleDocuments } from "./sample-documents.ts";
import { parseDecisionTemplate } from "./template.ts";
import type { DecisionTemplate } from "./template-form.ts";

/**
 * A template somebody wrote, checked as far as it can be before there is a case: as `parseDecisionTemplate` does, and by setting a made-up
 * document with it, which finds a character no font has and a fixed place too small for what stands there. Throws what they throw.
 */
export function checkTemplate(data: unknown, fonts: FontBook): DecisionTemplate {
  const template = parseDecisionTemplate(data);
  layOutDecision(template, sampleDocuments[template.code], { kind: "draft" }, fonts);
  return template;
}
