import { z } from "zod";
import { Failure } from "../../domain/failure.ts";

/** What templates of every kind are made of: millimetres from the sheet's upper left corner, sizes of letters in points. */
export const mmSchema = z.number().min(0).max(500);
export const colourSchema = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0).max(1)]);
export const boxSchema = z.strictObject({ xMm: mmSchema, yMm: mmSchema, widthMm: mmSchema.positive(), heightMm: mmSchema.positive() });
export const templateTextSchema = z.string().min(1).max(4000);
export const templateHeadSchema = z.strictObject({ code: z.string().regex(/^[a-z0-9-]+$/), version: z.int().positive(), title: z.string().min(1) });

export const styleSchema = z.strictObject({
  role: z.enum(["title", "heading", "body"]),
  sizePt: z.number().min(4).max(120),
  /** Longer text is set smaller, down to this. */
  leastSizePt: z.number().min(4).max(120).optional(),
  leading: z.number().min(1).max(4).default(1.4),
  align: z.enum(["left", "center", "right", "justify"]).default("left"),
  verticalAlign: z.enum(["top", "middle", "bottom"]).default("top"),
  indentEm: z.number().min(0).max(10).default(0),
  letterGapEm: z.number().min(0).max(5).default(0),
  colour: colourSchema.default([0, 0, 0]),
});
export type TemplateStyle = z.infer<typeof styleSchema>;

/** The template the data says; throws `template-invalid` naming the place and, in Chinese, the problem. */
export function parseTemplate<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data, { error: z.locales.zhCN().localeError });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Failure("template-invalid", { details: { place: issue?.path.join(".") ?? "", problem: issue?.message ?? "" }, cause: result.error });
}
