import { z } from "zod";
import { Failure, isFailure } from "../../domain/failure.ts";
import { checkText, scopeOf, scopeOfEntry, scopeWith, type Scope } from "../template/check-text.ts";
import { parseTemplate } from "../template/template-parts.ts";
import { documentContentSchemas } from "./decision-document.ts";
import { findUnsaid } from "./required-words.ts";
import { decisionTemplateSchema, type DecisionTemplate, type TemplateBlock } from "./template-form.ts";

/** Ten times what the longest that ships needs. */
const longestTemplateBytes = 64 * 1024;

/** What a file's text says, still to be parsed. Throws `template-invalid` for one that is too long or no JSON. */
export function readTemplateFile(json: string): unknown {
  if (Buffer.byteLength(json) > longestTemplateBytes) throw new Failure("template-invalid", { details: { problem: `超过 ${longestTemplateBytes / 1024} KB` } });
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new Failure("template-invalid", { details: { problem: `不是完整的 JSON（${(cause as Error).message}）` }, cause });
  }
}

/**
 * A template that holds for every document of its kind: its form, its styles, all its variables and what it must say are checked here,
 * before there is a case. Throws `template-invalid` or as `checkText`, naming the template and the place in it.
 */
export function parseDecisionTemplate(data: unknown): DecisionTemplate {
  const template = parseTemplate(decisionTemplateSchema, data);
  const common = scopeOf(documentContentSchemas[template.code].extend({ number: z.string() }));
  const checker = new TemplateChecker(template);
  checker.at("title", () => checkText(template.title, common));
  const titled: Scope = { ...common, shapes: [...common.shapes, z.object({ title: z.string() })] };
  const paged: Scope = { ...titled, shapes: [z.object({ page: z.int(), pageCount: z.int() }), ...titled.shapes] };
  template.furniture.forEach((piece, index) => {
    if (piece.kind === "text") checker.text(`furniture.${index}`, piece, paged);
  });
  template.blocks.forEach((block, index) => checker.block(`blocks.${index}`, block, titled));
  const problem = findUnsaid(template);
  if (problem !== undefined) throw new Failure("template-invalid", { details: { template: template.title, place: "blocks", problem } });
  return template;
}

class TemplateChecker {
  readonly #template: DecisionTemplate;

  constructor(template: DecisionTemplate) {
    this.#template = template;
  }

  /** Says of a failure which template and what place in it are meant. */
  at(place: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      if (!isFailure(error)) throw error;
      throw new Failure(error.code, { details: { ...error.details, template: this.#template.title, place }, cause: error });
    }
  }

  text(place: string, { text, style }: { text: string; style: string }, scope: Scope): void {
    this.at(`${place}.text`, () => checkText(text, scope));
    this.#style(`${place}.style`, style);
  }

  block(place: string, block: TemplateBlock, outer: Scope): void {
    let scope = outer;
    this.at(`${place}.when`, () => {
      if (block.unless !== undefined) scopeWith(block.unless, outer);
      if (block.when !== undefined) scope = scopeWith(block.when, outer);
    });
    switch (block.kind) {
      case "text":
        return this.text(place, block, scope);
      case "section":
        this.text(`${place}.heading`, { text: block.heading, style: block.headingStyle }, scope);
        return this.text(place, block, scope);
      case "rule":
      case "space":
        return;
      case "table":
        this.at(`${place}.list`, () => void scopeOfEntry(block.list, scope));
        this.#style(`${place}.headStyle`, block.headStyle);
        block.columns.forEach((column, index) => this.text(`${place}.columns.${index}`, column, scopeOfEntry(block.list, scope)));
        block.foot?.forEach((cell, index) => this.text(`${place}.foot.${index}`, cell, scope));
        return;
      case "form":
        block.rows.forEach(({ cells }, row) => cells.forEach((cell, index) => this.text(`${place}.rows.${row}.cells.${index}`, cell, scope)));
        return;
      case "closing":
        this.text(`${place}.name`, { text: block.name, style: block.style }, scope);
        this.text(`${place}.date`, { text: block.date, style: block.style }, scope);
    }
  }

  #style(place: string, name: string): void {
    if (Object.hasOwn(this.#template.styles, name)) return;
    throw new Failure("template-invalid", { details: { template: this.#template.title, place, problem: `没有名为“${name}”的样式` } });
  }
}
