import { z } from "zod";

/** The photo on an identity card's chip as it stands there: 1,024 bytes of WLT in base64. Only the makers' decoders turn it into a picture. */
export const photoWltSchema = z.string().regex(/^[A-Za-z0-9+/]{1365}[AQgw]==$/);

/** The person or organisation applying (申请人). `isReadFromCard` tells a read identity from a typed one, which has no card's photo. */
export const applicantSchema = z
  .object({
    kind: z.enum(["person", "organisation"]),
    name: z.string().trim().min(1).max(120),
    identityKind: z.enum(["resident-identity", "unified-social-credit", "other"]),
    identityNumber: z.string().trim().min(1).max(40),
    isReadFromCard: z.boolean(),
    photoWlt: photoWltSchema.optional(),
    address: z.string().trim().max(200),
  })
  .refine(({ isReadFromCard, photoWlt }) => isReadFromCard || photoWlt === undefined, { path: ["photoWlt"], error: "who was typed in has no card's photo" });
export type Applicant = z.infer<typeof applicantSchema>;

/** Who is reached about the case (办件联系人). */
export const contactSchema = z.object({
  name: z.string().trim().min(1).max(60),
  mobile: z.string().trim().min(1).max(20),
});
export type Contact = z.infer<typeof contactSchema>;

/** What is applied for, as it stands on the form. `projectName` names the exported folder (R-SCAN-3). */
export const applicationSchema = z.object({
  applicant: applicantSchema,
  contact: contactSchema,
  projectName: z.string().trim().min(1).max(200),
  /** Answers by the item's form field key; a fen field holds a whole number as text. */
  form: z.record(z.string(), z.string().max(4000)),
});
export type Application = z.infer<typeof applicationSchema>;
