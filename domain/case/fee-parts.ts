import { z } from "zod";
import { feeSchema, legalBasisSchema } from "../item/item-definition.ts";
import { instantSchema, regionDateSchema } from "../time/instant.ts";

/** What the applicant is told to pay, and until when (R-FEE-1). */
export const feeNoticeSchema = z.object({ lines: z.array(feeSchema).min(1), totalFen: z.int().min(1), dueAt: instantSchema });
export type FeeNotice = z.infer<typeof feeNoticeSchema>;

export const paymentMethodSchema = z.enum(["cash", "transfer", "wire"]);
export type PaymentMethod = z.infer<typeof paymentMethodSchema>;

/** Money that came in (R-FEE-3). `reference` is the number of the receipt given or of the bank's entry. */
export const paymentSchema = z.object({
  method: paymentMethodSchema,
  amountFen: z.int().min(1),
  payer: z.string().trim().min(1).max(120),
  reference: z.string().trim().max(60),
  /** The day the money came in, by the till or by the account. */
  receivedOn: regionDateSchema,
});
export type Payment = z.infer<typeof paymentSchema>;

/** Why a fee that was not paid ends the case, in the words of the denial (R-FLOW-7). */
export const lapsePartsSchema = z.object({ reasons: z.string().min(1), legalBasis: legalBasisSchema, remedies: z.string().min(1) });
export type LapseParts = z.infer<typeof lapsePartsSchema>;
