import { z } from "zod";

/**
 * What is printed for people, as far as a printer's settings tell papers apart (凭证、决定文书、证照、送达回证): each kind has its
 * printer, its tray and its sides.
 */
export const paperKindSchema = z.enum(["receipt", "decision-document", "certificate", "delivery-slip"]);
export type PaperKind = z.infer<typeof paperKindSchema>;

/** Besides, papers of no case: `test-page` shows whether the printer prints, `separator-sheet` lies between materials in the feeder. */
export const printedKindSchema = z.enum([...paperKindSchema.options, "test-page", "separator-sheet"]);
export type PrintedKind = z.infer<typeof printedKindSchema>;
