import type { delegationChannels } from "../../../contracts/ipc/delegations.ts";
import type { Actor } from "../../../domain/people/role.ts";
import type { Handlers } from "../host/ipc-server.ts";
import type { UseCases } from "../use-cases.ts";

type DelegationContract = { readonly channels: typeof delegationChannels; readonly topics: Record<never, never> };
type SignedIn = <Request, Answer>(answer: (request: Request, actor: Actor) => Answer) => (request: Request) => Answer;

/** What is given or ended is in force here after the sync that follows. */
export function createDelegationHandlers({ link, session }: Pick<UseCases, "link" | "session">, signedIn: SignedIn): Handlers<DelegationContract> {
  const thenSync = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    const answered = await answer;
    await link.syncNow();
    return answered;
  };
  return {
    "delegations.list": signedIn(() => link.ask((client, access) => client.listDelegations(access, session.getPersonToken()))),
    "delegations.give": signedIn((request) => thenSync(link.ask((client, access) => client.giveDelegation(access, session.getPersonToken(), request)))),
    "delegations.end": signedIn(({ id }) => thenSync(link.ask((client, access) => client.endDelegation(access, session.getPersonToken(), id)))),
  };
}
