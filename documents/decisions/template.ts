import { z } from "zod";
import { documentKindSchema } from "../../domain/case/case-parts.ts";
import { Failure, isFailure } from "../../domain/failure.ts";
import { checkText, scopeOf, scopeOfEntry, scopeWith, type Scope } from "../template/check-text.ts";
import { boxSchema, colourSchema, mmSchema, parseTemplate, styleSchema, templateHeadSchema, templateTextSchema } from "../template/template-parts.ts";
import { documentContentSchemas } from "./decision-document.ts";
import { findUnsaid } from "./required-words.ts";

/** Left out unless what it names is there; `unless` is the other way round. */
const conditionSchema = z.strictObject({ when: z.string().min(1).optional(), unless: z.string().min(1).optional() });
const styleNameSchema = z.string().min(1);
const cellSchema = z.strictObject({ text: z.string().max(4000), style: styleNameSchema, share: z.number().positive() });

const blockSchema = z.discriminatedUnion("kind", [
  conditionSchema.extend({ kind: z.literal("text"), text: templateTextSchema, style: styleNameSchema }),
  /** A heading and the text that belongs to it; numbered ones are counted as they come: 一、二、 */
  conditionSchema.extend({ kind: z.literal("section"), heading: templateTextSchema, headingStyle: styleNameSchema, isNumbered: z.boolean().default(false), text: templateTextSchema, style: styleNameSchema }),
  conditionSchema.extend({ kind: z.literal("rule"), widthPt: z.number().positive().max(10), colour: colourSchema }),
  conditionSchema.extend({ kind: z.literal("space"), heightMm: mmSchema }),
  /** One row for each entry of the list; the head again on every page, the foot once under the last row. */
  conditionSchema.extend({
    kind: z.literal("table"),
    list: z.string().min(1),
    headStyle: styleNameSchema,
    columns: z.array(z.strictObject({ head: z.string().min(1), text: templateTextSchema, style: styleNameSchema, share: z.number().positive() })).min(1),
    whenEmpty: z.string().min(1),
    foot: z.array(cellSchema).optional(),
  }),
  /** Rows of ruled cells, no lower than `leastHeightMm`: room to write by hand. */
  conditionSchema.extend({ kind: z.literal("form"), rows: z.array(z.strictObject({ leastHeightMm: mmSchema.default(0), cells: z.array(cellSchema).min(1) })).min(1) }),
  /** The office's name and the date, with the seal over them; never alone on a page. */
  conditionSchema.extend({ kind: z.literal("closing"), name: templateTextSchema, date: templateTextSchema, style: styleNameSchema, rightEm: z.number().min(0).max(20).default(4) }),
]);

/** Things at fixed places of the first page, the later ones or every one; their texts know `{{page}}` and `{{pageCount}}`. */
const furnitureSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), on: z.enum(["first", "later", "every"]), name: z.string().min(1), box: boxSchema, text: templateTextSchema, style: styleNameSchema }),
  z.strictObject({ kind: z.literal("line"), on: z.enum(["first", "later", "every"]), fromXMm: mmSchema, fromYMm: mmSchema, toXMm: mmSchema, toYMm: mmSchema, widthPt: z.number().positive(), colour: colourSchema }),
]);

const decisionTemplateSchema = templateHeadSchema
  .extend({
    code: documentKindSchema,
    page: z.strictObject({ widthMm: mmSchema, heightMm: mmSchema, topMm: mmSchema, rightMm: mmSchema, bottomMm: mmSchema, leftMm: mmSchema }),
    styles: z.record(styleNameSchema, styleSchema),
    furniture: z.array(furnitureSchema),
    blocks: z.array(blockSchema).min(1),
  })
  .superRefine(({ page, blocks }, context) => {
    const [roomWidthMm, roomHeightMm] = [page.widthMm - page.leftMm - page.rightMm, page.heightMm - page.topMm - page.bottomMm];
    if (roomWidthMm < 60 || roomHeightMm < 80) context.addIssue({ code: "custom", path: ["page"], message: "页边太宽，版心不足" });
    if (blocks.filter(({ kind }) => kind === "closing").length !== 1) context.addIssue({ code: "custom", path: ["blocks"], message: "应当有且只有一个落款（closing）" });
  });

/** How a kind of document looks and what it says: data with a version, in millimetres and points. */
export type DecisionTemplate = z.infer<typeof decisionTemplateSchema>;
export type TemplateBlock = DecisionTemplate["blocks"][number];
export type TemplateFurniture = DecisionTemplate["furniture"][number];
/** A template as a file has it: with what its defaults leave unsaid, in the order somebody wrote it. */
export type TemplateFile = Readonly<Record<string, unknown>>;

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
