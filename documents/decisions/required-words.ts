import type { DocumentKind } from "../../domain/case/case-parts.ts";
import { parseText, type TextNode } from "../template/template-text.ts";
import type { DecisionTemplate, TemplateBlock } from "./template-form.ts";

/**
 * What a document of the kind is void or of no use without, by variable, whatever else an office leaves out: whom it is for; of a denial
 * reasons, basis and remedies (行政许可法 38, R-FLOW-7); of a special procedure how long it takes (行政许可法 45, R-FLOW-4); of a fee how much
 * and until when (R-FEE-1).
 */
const required: Readonly<Record<DocumentKind, readonly string[]>> = {
  "grant-decision": ["number", "applicant.name", "itemName"],
  "deny-decision": ["number", "applicant.name", "itemName", "reasons", "legalBasis", "remedies.reviewAuthority", "remedies.court"],
  "withdrawal-decision": ["number", "applicant.name", "itemName"],
  "special-procedure-notice": ["number", "applicant.name", "procedureName", "workingDays"],
  "fee-notice": ["number", "applicant.name", "totalFen", "dueAt"],
  "delivery-receipt": ["number", "applicant.name"],
};

const signersRemedies = "remedies.text";

/** The first thing the template does not say of every case, in Chinese; undefined when it says all it must. */
export function findUnsaid({ code, blocks }: Pick<DecisionTemplate, "code" | "blocks">): string | undefined {
  const said = wordsOf(blocks, {});
  const unsaid = required[code].find((variable) => !said.variables.has(variable));
  if (unsaid !== undefined) return `没有写明变量“${unsaid}”，这类文书必须写明，不能只写在条件或表格里`;
  if (code !== "deny-decision") return undefined;
  if (!wordsOf(blocks, { [signersRemedies]: true }).variables.has(signersRemedies)) return `签署人写了救济途径（${signersRemedies}）时没有照写`;
  const { literal } = wordsOf(blocks, { [signersRemedies]: false });
  return /行政复议/.test(literal) && /行政诉讼/.test(literal) ? undefined : `签署人没有写救济途径（${signersRemedies}）时，没有写明可以申请行政复议、提起行政诉讼`;
}

/** What is known to be there (true) or not (false); of anything else nothing is known, and nothing said under it counts. */
type Known = Readonly<Record<string, boolean>>;

interface Words {
  variables: Set<string>;
  literal: string;
}

function wordsOf(blocks: readonly TemplateBlock[], known: Known): Words {
  const words: Words = { variables: new Set(), literal: "" };
  for (const block of blocks) {
    const isPut = (block.when === undefined || known[block.when] === true) && (block.unless === undefined || known[block.unless] === false);
    if (isPut) for (const text of textsOf(block)) collect(parseText(text), known, words);
  }
  return words;
}

function textsOf(block: TemplateBlock): string[] {
  switch (block.kind) {
    case "text":
    case "section":
      return [block.text];
    case "table":
      return (block.foot ?? []).map(({ text }) => text);
    case "form":
      return block.rows.flatMap(({ cells }) => cells.map(({ text }) => text));
    default:
      return [];
  }
}

function collect(nodes: readonly TextNode[], known: Known, words: Words): void {
  for (const node of nodes) {
    if (node.kind === "text") words.literal += node.text;
    else if (node.kind === "variable") words.variables.add(node.path);
    else if (known[node.path] === !node.isInverted) collect(node.nodes, known, words);
  }
}
