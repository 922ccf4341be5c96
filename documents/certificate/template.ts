import { z } from "zod";
import { boxSchema, colourSchema, mmSchema, parseTemplate, styleSchema, templateHeadSchema, templateTextSchema } from "../template/template-parts.ts";

/** What to do when a text does not fit its box at its least size: fail, or print it whole on an annex sheet (附页). */
const overflowSchema = z.enum(["fail", "annex"]).default("fail");

const elementSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("frame"), insetMm: mmSchema, colour: colourSchema, lightColour: colourSchema }),
  z.strictObject({ kind: z.literal("text"), name: z.string().min(1), box: boxSchema, text: templateTextSchema, style: styleSchema, overflow: overflowSchema }),
  z.strictObject({
    kind: z.literal("fields"),
    box: boxSchema,
    labelWidthMm: mmSchema.positive(),
    labelStyle: styleSchema,
    style: styleSchema,
    /** Ruled like a form, or each value on a line of its own. */
    rules: z.enum(["grid", "none"]),
    rows: z
      .array(
        z.strictObject({
          label: z.string().min(1),
          text: templateTextSchema,
          share: z.number().positive().default(1),
          overflow: overflowSchema,
          beside: z.strictObject({ label: z.string().min(1), text: templateTextSchema, overflow: overflowSchema }).optional(),
        }),
      )
      .min(1),
  }),
  z.strictObject({ kind: z.literal("line"), fromXMm: mmSchema, fromYMm: mmSchema, toXMm: mmSchema, toYMm: mmSchema, widthPt: z.number().positive(), colour: colourSchema }),
  z.strictObject({ kind: z.literal("qr"), xMm: mmSchema, yMm: mmSchema, sizeMm: mmSchema.min(15) }),
  z.strictObject({ kind: z.literal("seal"), centreXMm: mmSchema, centreYMm: mmSchema }),
]);

/** How a kind of certificate looks: data with a version. Texts hold variables and lists as `fillText` takes them. */
export const certificateTemplateSchema = templateHeadSchema.extend({
  page: z.strictObject({ widthMm: mmSchema.positive(), heightMm: mmSchema.positive() }),
  elements: z.array(elementSchema).min(1),
});

export type CertificateTemplate = z.infer<typeof certificateTemplateSchema>;
export type TemplateElement = CertificateTemplate["elements"][number];

/** Throws `template-invalid` naming the place and the problem. */
export function parseCertificateTemplate(data: unknown): CertificateTemplate {
  return parseTemplate(certificateTemplateSchema, data);
}
