import type { CaseCommand, CommandBody } from "../../domain/case/case-command.ts";
import { commandIdSchema, personIdSchema, type CaseId, type OfficeId } from "../../domain/ids.ts";
import type { Actor } from "../../domain/people/role.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { getCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { cases } from "../database/schema.ts";
import { announce } from "./feed-signal.ts";
import { judge } from "./judge.ts";

/** The centre acting by rule. */
export const systemPersonId = personIdSchema.parse("00000000-0000-7000-8000-000000000001");
const systemName = "审批中心";

/** The centre as who gives a command, for the office that decides the case. */
export function systemActor(officeId: OfficeId): Actor {
  return { personId: systemPersonId, name: systemName, roles: ["system"], officeId, workstationCode: null };
}

/** What is needed of a case's row to act on it. */
export interface DueCase {
  officeId: OfficeId;
  caseId: CaseId;
  version: number;
  itemOfficeId: OfficeId;
  windowOfficeId: OfficeId;
}

export const dueCaseColumns = {
  officeId: cases.officeId,
  caseId: cases.caseId,
  version: cases.version,
  itemOfficeId: cases.itemOfficeId,
  windowOfficeId: cases.windowOfficeId,
};

/**
 * An act of the centre by rule, judged like any command and under the case's lock, so that what came in the meantime wins. Says
 * whether it was done.
 */
export async function actAsSystem(centre: Centre, row: DueCase, body: CommandBody, now: Instant): Promise<boolean> {
  const command: CaseCommand = {
    ...body,
    id: commandIdSchema.parse(centre.newId()),
    caseId: row.caseId,
    baseVersion: row.version,
    actor: systemActor(row.itemOfficeId),
    workstationCode: null,
    givenAt: now,
  };
  const { result } = await judge(centre, {
    command,
    senderOfficeId: row.officeId,
    occurredAt: now,
    recordedAt: now,
    knownHead: undefined,
    calendar: await getCalendar(centre.database),
    findRefusal: () => undefined,
  });
  if (result.outcome === "rejected") return false;
  await announce(centre.database, [...new Set([row.officeId, row.itemOfficeId, row.windowOfficeId])]);
  return true;
}
