import { z } from "zod";

/** The person or organisation applying (申请人). `isReadFromCard` tells a read identity from a typed one. */
export const applicantSchema = z.object({
  kind: z.enum(["person", "organisation"]),
  name: z.string().trim().min(1).max(120),
  identityKind: z.enum(["resident-identity", "unified-social-credit", "other"]),
  identityNumber: z.string().trim().min(1).max(40),
  isReadFromCard: z.boolean(),
  address: z.string().trim().max(200),
});
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
