import type { CommandResult, Person } from "../../contracts/sync.ts";
import type { CaseCommand, CommandEnvelope, CommandPayload } from "../../domain/case/case-command.ts";
import type { CaseEvent } from "../../domain/case/case-event.ts";
import type { CaseId, CommandId } from "../../domain/ids.ts";
import type { Actor } from "../../domain/people/role.ts";
import type { Workstation } from "../accounts/workstations.ts";
import { getCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { moveSealedFile } from "../documents/sealed-files.ts";
import type { CaseHead } from "../record/append.ts";
import type { CommandCompletion } from "../record/completion.ts";
import { announce } from "../record/feed-signal.ts";
import { judge } from "../record/judge.ts";
import { registerRevocation } from "./certificate-rows.ts";
import { completionOfIssue, proposeIssue, type IssueWish } from "./issue-certificate.ts";

/** Whoever is signed in, and where. */
export interface Officer {
  person: Person;
  workstation: Workstation;
}

/** Which act of which case; the same `requestId` again gets the first answer again. */
export interface ActRequest {
  requestId: CommandId;
  caseId: CaseId;
}

/**
 * Issues a certificate at an officer's request (R-CERT-1, R-CERT-2). Once it is on the record it stays: should the file store not take
 * the file now, the due work tries again and `reportLater` hears of it. Throws what `completionOfIssue` throws.
 */
export async function issueCertificate(centre: Centre, officer: Officer, { requestId, caseId, ...wish }: ActRequest & IssueWish, reportLater: (error: unknown) => void): Promise<CommandResult> {
  const proposed = proposeIssue(envelopeOf(centre, officer, { requestId, caseId }), wish);
  const result = await give(centre, officer, proposed, completionOfIssue(centre, proposed));
  if (result.outcome === "applied") {
    for (const event of result.events) if (event.kind === "certificateIssued") await moveSealedFile(centre, event.payload.sha256).catch(reportLater);
  }
  return result;
}

/** Takes a certificate out of force, with reason and basis, on the record and in the register. */
export async function revokeCertificate(centre: Centre, officer: Officer, { requestId, caseId, ...payload }: ActRequest & CommandPayload<"revokeCertificate">): Promise<CommandResult> {
  const command: CaseCommand = { ...envelopeOf(centre, officer, { requestId, caseId }), kind: "revokeCertificate", payload };
  return give(centre, officer, command, {
    propose: () => command,
    complete: async (transaction, { current }) => ({
      command,
      alongside: async (events: readonly CaseEvent[]) => {
        for (const event of events) if (event.kind === "certificateRevoked") await registerRevocation(transaction, current, event.payload, command.givenAt);
      },
    }),
  });
}

export function envelopeOf(centre: Centre, { person, workstation }: Officer, { requestId, caseId }: ActRequest): CommandEnvelope {
  const { personId, name, roles, officeId } = person;
  const actor: Actor = { personId, name, roles, officeId, workstationCode: workstation.code };
  return { id: requestId, caseId, baseVersion: 0, actor, workstationCode: workstation.code, givenAt: centre.now() };
}

async function give(centre: Centre, { person, workstation }: Officer, command: CaseCommand, completion: CommandCompletion): Promise<CommandResult> {
  const { result, head } = await judge(centre, {
    command,
    completion,
    senderOfficeId: workstation.officeId,
    occurredAt: command.givenAt,
    recordedAt: command.givenAt,
    knownHead: undefined,
    calendar: await getCalendar(centre.database),
    // What an office does not see looks like what is not there.
    findRefusal: (caseHead) => (isSeenBy(person, caseHead) ? undefined : { code: "case-unknown" }),
  });
  if (result.outcome === "applied" && head?.current) await announce(centre.database, [...new Set([head.homeOfficeId, head.current.officeId, head.current.windowOfficeId])]);
  centre.wake();
  return result;
}

export function isSeenBy({ officeId }: Person, { current, homeOfficeId }: CaseHead): boolean {
  return current !== undefined && [homeOfficeId, current.officeId, current.windowOfficeId].includes(officeId);
}
