import type { PersonId } from "../../domain/ids.ts";
import type { Centre } from "../centre.ts";
import type { Queryable } from "../database/connection.ts";
import { audit } from "../database/schema.ts";

/** An administrative act: who (null: the machine's own administrator at its console), what, on what. Never a secret. */
export interface AdministrativeAct {
  personId: PersonId | null;
  act: string;
  subject: string;
  details: Record<string, unknown>;
}

/** Written in the transaction of the act itself: neither stands without the other. */
export async function writeAudit(transaction: Queryable, centre: Pick<Centre, "newId" | "now">, act: AdministrativeAct): Promise<void> {
  await transaction.insert(audit).values({ auditId: centre.newId(), occurredAt: centre.now(), ...act });
}
