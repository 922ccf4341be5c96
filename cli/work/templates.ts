import { samplePrinted, templateFits, templateImported, templateLine, templateProblem } from "../../contracts/wording/template-commands.ts";
import { checkTemplate } from "../../documents/decisions/check-template.ts";
import { renderDecisionDocument } from "../../documents/decisions/decision-pdf.ts";
import { shippedTemplates } from "../../documents/decisions/decision-templates.ts";
import { sampleDocuments } from "../../documents/decisions/sample-documents.ts";
import { readTemplateFile } from "../../documents/decisions/template.ts";
import type { DecisionTemplate, TemplateFile } from "../../documents/decisions/template-form.ts";
import { FontBook } from "../../documents/fonts/font-book.ts";
import { bundledFontFiles } from "../../documents/fonts/font-files.ts";
import type { DocumentKind } from "../../domain/case/case-parts.ts";
import { Failure, isFailure } from "../../domain/failure.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { listOffices } from "../../server/accounts/offices.ts";
import { addTemplate, getTemplate, getTemplateInForce, listTemplates } from "../../server/documents/templates.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { readInput, writeNewFile } from "./files.ts";
import { getOfficeByName } from "./offices.ts";
import { useCentre } from "./use-centre.ts";

export interface ExportTemplateOptions extends CentreChoice {
  readonly out: string;
  readonly office?: string;
  readonly shipped?: boolean;
  readonly sha256?: string;
}

export async function list(options: CentreChoice & { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const { templates, offices } = await useCentre(options, async ({ database }) => ({ templates: await listTemplates(database), offices: await listOffices(database) }));
  const nameOf = new Map(offices.map(({ officeId, name }) => [officeId, name]));
  if (options.json) terminal.print(JSON.stringify({ templates }));
  else for (const template of templates) terminal.print(templateLine(template, template.officeId && (nameOf.get(template.officeId) ?? template.officeId)));
  return 0;
}

/** Throws `office-name-unknown`, `document-template-unknown`, `file-not-written`. */
export async function exportTemplate(kind: DocumentKind, { out, office, shipped = false, sha256, ...choice }: ExportTemplateOptions, terminal: Terminal): Promise<ExitCode> {
  const file = shipped ? shippedTemplates[kind] : await useCentre(choice, async (centre): Promise<TemplateFile> => {
    if (sha256 === undefined) return (await getTemplateInForce(centre.database, office === undefined ? null : (await getOfficeByName(centre, office)).officeId, kind)).file;
    const kept = await getTemplate(centre.database, sha256);
    if (kept.kind !== kind) throw new Failure("document-template-unknown", { details: { sha256 } });
    return kept.file;
  });
  return writeNewFile(out, `${JSON.stringify(file, undefined, 2)}\n`, terminal);
}

/** At the centre's own machine: no person stands behind it in the audit. Throws as `read`, and `office-name-unknown`, `document-template-conflict`. */
export async function importTemplate(file: string, { office: name, ...choice }: CentreChoice & { readonly office?: string }, terminal: Terminal): Promise<ExitCode> {
  const { data } = await read(file);
  const added = await useCentre(choice, async (centre) => addTemplate(centre, name === undefined ? null : (await getOfficeByName(centre, name)).officeId, data, null));
  terminal.print(templateImported(added, name ?? null));
  return 0;
}

/** Throws as `read`. */
export async function check(file: string, terminal: Terminal): Promise<ExitCode> {
  terminal.print(templateFits((await read(file)).template));
  return 0;
}

/** Throws as `read`, and `file-not-written`. */
export async function preview(file: string, { out }: { readonly out: string }, terminal: Terminal): Promise<ExitCode> {
  const { template, fonts } = await read(file);
  const pdf = await renderDecisionDocument(template.code, sampleDocuments[template.code], fonts, { kind: "draft" }, instantOf(Date.now()), template);
  return writeNewFile(out, pdf, terminal, samplePrinted);
}

/** A template in a file, checked. Throws `file-unreadable`, and `template-file-invalid` naming the first wrong place. */
async function read(file: string): Promise<{ data: unknown; template: DecisionTemplate; fonts: FontBook }> {
  const text = (await readInput(file)).toString("utf8");
  const fonts = new FontBook(bundledFontFiles());
  try {
    const data = readTemplateFile(text);
    return { data, template: checkTemplate(data, fonts), fonts };
  } catch (error) {
    const problem = isFailure(error) ? templateProblem(error.code, error.details) : undefined;
    if (problem === undefined) throw error;
    throw new Failure("template-file-invalid", { cause: error, details: { file, problem } });
  }
}
