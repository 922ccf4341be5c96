import { z } from "zod";
import { documentKindSchema } from "../../domain/case/case-parts.ts";
import { boxSchema, colourSchema, mmSchema, styleSchema, templateHeadSchema, templateTextSchema } from "../template/template-parts.ts";

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

export const decisionTemplateSchema = templateHeadSchema
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
