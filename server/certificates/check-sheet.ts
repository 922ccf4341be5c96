import { and, eq, isNull, ne, or } from "drizzle-orm";
import type { SheetQuestion } from "../../contracts/certificates.ts";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { decide } from "../../domain/case/decide.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { getCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Transaction } from "../database/connection.ts";
import { certificateSheets } from "../database/certificate-schema.ts";
import { lockCase } from "../record/load-case.ts";
import { envelopeOf, isSeenBy, type Officer } from "./officer-acts.ts";

/**
 * Why booking this sheet as printed would be refused now; undefined when it would not. Nothing is written: asked before the certificate
 * goes to the printer, so that no second sealed sheet of it comes out, nor one whose serial was spent on another case.
 */
export async function findSheetProblem(centre: Centre, officer: Officer, caseId: CaseId, question: SheetQuestion): Promise<Refusal | undefined> {
  const command: CaseCommand = {
    ...envelopeOf(centre, officer, { requestId: centre.newId() as CaseCommand["id"], caseId }),
    kind: "recordCertificatePrint",
    payload: { ...question, outcome: "printed", note: "" },
  };
  const calendar = await getCalendar(centre.database);
  return inTransaction(centre.database, async (transaction) => {
    const head = await lockCase(transaction, caseId, officer.workstation.officeId, undefined);
    const { current } = head;
    if (current === undefined || !isSeenBy(officer.person, head)) return { code: "case-unknown" };
    const item = await centre.itemVersions.find(transaction, current.itemCode, current.itemVersion);
    if (item === undefined) return { code: "item-unknown", itemCode: current.itemCode, itemVersion: current.itemVersion };
    const decision = decide(current, command, { now: command.givenAt, item, calendar, delegations: [] });
    if (decision.outcome === "refused") return decision.refusal;
    return (await isSpentElsewhere(transaction, current, item, question.paperSerial)) ? { code: "paper-serial-used", paperSerial: question.paperSerial } : undefined;
  });
}

async function isSpentElsewhere(transaction: Transaction, current: Case, { resultCertificate }: Pick<ItemDefinition, "resultCertificate">, paperSerial: string): Promise<boolean> {
  const isSheet = and(eq(certificateSheets.officeId, current.officeId), eq(certificateSheets.register, resultCertificate?.register ?? ""), eq(certificateSheets.paperSerial, paperSerial));
  const isAnothers = or(isNull(certificateSheets.caseId), ne(certificateSheets.caseId, current.id));
  return (await transaction.select({ caseId: certificateSheets.caseId }).from(certificateSheets).where(and(isSheet, isAnothers))).length > 0;
}
