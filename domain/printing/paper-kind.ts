import { z } from "zod";

/**
 * What is printed, as far as a printer's settings tell papers apart: each kind has its printer, its tray and its sides. The last two are of no
 * case: `separator-sheet` (材料分隔页) lies between materials in the feeder, `test-page` shows whether a printer prints.
 */
export const paperKindSchema = z.enum(["receipt", "decision-document", "certificate", "delivery-slip", "separator-sheet", "test-page"]);
export type PaperKind = z.infer<typeof paperKindSchema>;
