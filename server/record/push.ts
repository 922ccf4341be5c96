import { and, eq, inArray } from "drizzle-orm";
import type { CommandResult, PushRequest, PushResponse } from "../../contracts/sync.ts";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import { papersBegunBy } from "../../domain/case/papers.ts";
import { isCentreGiven } from "../../domain/case/centre-given.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import type { CaseId, PersonId } from "../../domain/ids.ts";
import { findKeysOf } from "../accounts/signing-keys.ts";
import type { Workstation } from "../accounts/workstations.ts";
import { getCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { people, workstationPeople } from "../database/schema.ts";
import type { CaseHead } from "./append.ts";
import { announce } from "./feed-signal.ts";
import { correctGivenAt } from "./given-time.ts";
import { judge } from "./judge.ts";
import { certificatesOf, findSignatureRefusal } from "./signature-refusal.ts";

/**
 * One workstation's commands, judged in the order given, each in a transaction of its own. When something breaks on the way
 * the results so far are answered, and the workstation sends the rest again; when nothing was judged yet, the error is.
 */
export async function push(
  centre: Centre,
  workstation: Workstation,
  request: PushRequest,
  reportBroken: (error: unknown) => void,
): Promise<PushResponse> {
  const arrivedAt = centre.now();
  const calendar = await getCalendar(centre.database);
  const senders = await findPeopleHere(centre, workstation, request.commands);
  const keys = await findKeysOf(centre.database, certificatesOf(request.commands));
  const results: CommandResult[] = [];
  const heads = new Map<CaseId, CaseHead>();
  for (const command of request.commands) {
    const occurredAt = correctGivenAt({ givenAt: command.givenAt, sentAt: request.sentAt, arrivedAt });
    try {
      const { result, head } = await judge(centre, {
        command,
        calendar,
        senderOfficeId: workstation.officeId,
        occurredAt,
        recordedAt: centre.now(),
        knownHead: heads.get(command.caseId),
        findRefusal: async (caseHead, transaction) =>
          findSenderRefusal(workstation, senders.get(command.actor.personId), command, caseHead) ??
          (await findSignatureRefusal(transaction, { command, at: occurredAt, homeOfficeId: caseHead.homeOfficeId, keys })),
      });
      if (head?.current) heads.set(command.caseId, head);
      results.push(result);
    } catch (error) {
      if (results.length === 0) throw error;
      reportBroken(error);
      break;
    }
  }
  await announce(centre.database, officesOf(heads.values(), workstation));
  if (results.some((result) => result.outcome === "applied" && result.events.some((event) => papersBegunBy(event).length > 0))) centre.wake();
  return { results, centreTime: centre.now() };
}

type Sender = Pick<typeof people.$inferSelect, "name" | "officeId" | "roles" | "isActive">;

/** Those of the commands' givers who have signed in at this workstation at least once. */
async function findPeopleHere(centre: Centre, workstation: Workstation, commands: readonly CaseCommand[]): Promise<Map<PersonId, Sender>> {
  const personIds = [...new Set(commands.map((command) => command.actor.personId))];
  if (personIds.length === 0) return new Map();
  const rows = await centre.database
    .select({ personId: people.personId, name: people.name, officeId: people.officeId, roles: people.roles, isActive: people.isActive })
    .from(people)
    .innerJoin(workstationPeople, and(eq(workstationPeople.personId, people.personId), eq(workstationPeople.workstationCode, workstation.code)))
    .where(inArray(people.personId, personIds));
  return new Map(rows.map((row) => [row.personId, row]));
}

/**
 * Whether this workstation may send this command. The giver need not be who is signed in now: a colleague may have given it
 * offline, earlier. So the giver must be an active account with the roles and office named, who has signed in at this
 * workstation at least once; and the case must be one its office sees.
 */
function findSenderRefusal(workstation: Workstation, sender: Sender | undefined, command: CaseCommand, head: CaseHead): Refusal | undefined {
  const { actor } = command;
  if (isCentreGiven(command.kind)) return { code: "only-at-centre", kind: command.kind };
  if (command.kind === "receiveCase" && command.payload.channel !== "window") return { code: "channel-not-own", channel: command.payload.channel };
  if (command.workstationCode !== workstation.code || actor.workstationCode !== workstation.code) return { code: "actor-mismatch" };
  const isWhoTheySay =
    sender !== undefined &&
    sender.isActive &&
    sender.name === actor.name &&
    sender.officeId === actor.officeId &&
    actor.roles.every((role) => sender.roles.includes(role));
  if (!isWhoTheySay) return { code: "actor-mismatch" };
  const { current, homeOfficeId } = head;
  const isSeen = current === undefined || [homeOfficeId, current.officeId, current.windowOfficeId].includes(workstation.officeId);
  return isSeen ? undefined : { code: "case-unknown" };
}

function officesOf(heads: Iterable<CaseHead>, workstation: Workstation) {
  const concerned = [...heads].flatMap(({ current, homeOfficeId }) => (current ? [current.officeId, current.windowOfficeId, homeOfficeId] : []));
  return [...new Set([...concerned, workstation.officeId])];
}
