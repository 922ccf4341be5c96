import { z } from "zod";
import { Failure } from "../../domain/failure.ts";

/**
 * How a kind of certificate looks: data with a version, in millimetres from the sheet's upper left corner, sizes of letters in points.
 * Texts hold `{{variable}}` and repeat `{{#list}}…{{/list}}` once for each entry of a list.
 */
const mm = z.number().min(0).max(500);
const colourSchema = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0).max(1)]);
const boxSchema = z.strictObject({ xMm: mm, yMm: mm, widthMm: mm.positive(), heightMm: mm.positive() });
const textSchema = z.string().min(1).max(4000);

const styleSchema = z.strictObject({
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

/** What to do when a text does not fit its box at its least size: fail, or print it whole on an annex sheet (附页). */
const overflowSchema = z.enum(["fail", "annex"]).default("fail");

const elementSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("frame"), insetMm: mm, colour: colourSchema, lightColour: colourSchema }),
  z.strictObject({ kind: z.literal("text"), name: z.string().min(1), box: boxSchema, text: textSchema, style: styleSchema, overflow: overflowSchema }),
  z.strictObject({
    kind: z.literal("fields"),
    box: boxSchema,
    labelWidthMm: mm.positive(),
    labelStyle: styleSchema,
    style: styleSchema,
    /** Ruled like a form, or each value on a line of its own. */
    rules: z.enum(["grid", "none"]),
    rows: z
      .array(z.strictObject({ label: z.string().min(1), text: textSchema, share: z.number().positive().default(1), overflow: overflowSchema, beside: z.strictObject({ label: z.string().min(1), text: textSchema, overflow: overflowSchema }).optional() }))
      .min(1),
  }),
  z.strictObject({ kind: z.literal("line"), fromXMm: mm, fromYMm: mm, toXMm: mm, toYMm: mm, widthPt: z.number().positive(), colour: colourSchema }),
  z.strictObject({ kind: z.literal("qr"), xMm: mm, yMm: mm, sizeMm: mm.min(15) }),
  z.strictObject({ kind: z.literal("seal"), centreXMm: mm, centreYMm: mm }),
]);

export const certificateTemplateSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+$/),
  version: z.int().positive(),
  title: z.string().min(1),
  page: z.strictObject({ widthMm: mm.positive(), heightMm: mm.positive() }),
  elements: z.array(elementSchema).min(1),
});

export type CertificateTemplate = z.infer<typeof certificateTemplateSchema>;
export type TemplateElement = CertificateTemplate["elements"][number];
export type TemplateStyle = z.infer<typeof styleSchema>;

/** Throws `template-invalid` naming the place and the problem. */
export function parseCertificateTemplate(data: unknown): CertificateTemplate {
  const parsed = certificateTemplateSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure("template-invalid", { details: { place: issue?.path.join(".") ?? "", problem: issue?.message ?? "" }, cause: parsed.error });
}
