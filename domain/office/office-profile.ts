import { z } from "zod";

const nameSchema = z.string().trim().min(1).max(100);

/** Where fees are paid by transfer: payee, bank and number as they are printed. */
export const feeAccountSchema = z.strictObject({ payee: nameSchema, bank: nameSchema, number: z.string().trim().regex(/^[0-9][0-9 -]{5,39}$/) });
export type FeeAccount = z.infer<typeof feeAccountSchema>;

/**
 * What an office's documents say of it besides its name. It is given whole: an office that has not said whom an applicant may turn to
 * can deny nothing (R-FLOW-7), and a document never has a blank in that place.
 */
export const officeProfileSchema = z.strictObject({
  /** Where applicants find it: to pay, to take the certificate. */
  address: nameSchema,
  /** Printed where the item names none of its own. */
  phone: z.string().trim().regex(/^[0-9+][0-9 -]{4,29}$/),
  /** 行政复议机关: who reviews its decisions. */
  reviewAuthority: nameSchema,
  /** The people's court a suit against it is brought to. */
  court: nameSchema,
  /** Null: fees are paid at the window only. */
  feeAccount: feeAccountSchema.nullable(),
});
export type OfficeProfile = z.infer<typeof officeProfileSchema>;
