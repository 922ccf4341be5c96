import { eq } from "drizzle-orm";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { Transaction } from "../database/connection.ts";
import { certificateSheets } from "../database/certificate-schema.ts";

interface SheetUse {
  current: Case;
  /** Where the case's rows are kept. */
  homeOfficeId: OfficeId;
  item: Pick<ItemDefinition, "resultCertificate">;
  payload: CommandPayload<"recordCertificatePrint">;
  usedAt: Instant;
}

/**
 * Takes a sheet out of the stock of the deciding office's register, where the rules of one case cannot look: a serial that another
 * case used is refused. The same case may say again of its sheet what became of it. Nothing is written when refused.
 */
export async function takeSheet(transaction: Transaction, { current, homeOfficeId, item, payload, usedAt }: SheetUse): Promise<Refusal | undefined> {
  if (item.resultCertificate === null) throw new Error(`no certificate of ${current.itemCode} was printed`);
  const { number, paperSerial, outcome } = payload;
  const use = { number, outcome, usedAt };
  const taken = await transaction
    .insert(certificateSheets)
    .values({ officeId: current.officeId, register: item.resultCertificate.register, paperSerial, caseOfficeId: homeOfficeId, caseId: current.id, ...use })
    .onConflictDoUpdate({
      target: [certificateSheets.officeId, certificateSheets.register, certificateSheets.paperSerial],
      set: use,
      setWhere: eq(certificateSheets.caseId, current.id),
    })
    .returning({ paperSerial: certificateSheets.paperSerial });
  return taken.length > 0 ? undefined : { code: "paper-serial-used", paperSerial };
}
