import type { z } from "zod";
import type { CommandResult } from "../../../contracts/sync.ts";
import type { certificateChannels } from "../../../contracts/ipc/certificates.ts";
import type { CommandAnswer } from "../../../contracts/ipc/cases.ts";
import type { Store } from "../../../db/store.ts";
import type { CommandKind } from "../../../domain/case/case-command.ts";
import type { Actor } from "../../../domain/people/role.ts";
import type { CaseId } from "../../../domain/ids.ts";
import type { Cases } from "../cases/cases.ts";
import type { CentreLink } from "../workplace/centre-link.ts";
import type { Session } from "../workplace/session.ts";

type Channels = typeof certificateChannels;
type Input<Name extends keyof Channels> = z.output<Channels[Name]["input"]>;
type Output<Name extends keyof Channels> = z.output<Channels[Name]["output"]>;

export interface OfficerActsPorts {
  readonly link: Pick<CentreLink, "ask" | "syncNow">;
  readonly session: Pick<Session, "getPersonToken">;
  readonly cases: Pick<Cases, "open">;
  readonly store: { readonly unsentWords: Pick<Store["unsentWords"], "dropGiven"> };
}

/** Certificates issued and revoked: asked of the centre, which keeps register and seal; what it recorded is fetched before the answer. */
export interface OfficerActs {
  issue(actor: Actor, request: Input<"certificates.issue">): Promise<CommandAnswer>;
  issueMany(request: Input<"certificates.issueMany">): Promise<Output<"certificates.issueMany">>;
  revoke(actor: Actor, request: Input<"certificates.revoke">): Promise<CommandAnswer>;
}

export function createOfficerActs({ link, session, cases, store }: OfficerActsPorts): OfficerActs {
  const answer = async (actor: Actor, caseId: CaseId, kind: CommandKind, result: CommandResult): Promise<CommandAnswer> => {
    if (result.outcome === "rejected") return { outcome: "refused", refusal: result.refusal };
    store.unsentWords.dropGiven(actor.personId, caseId, kind);
    await link.syncNow();
    return { outcome: "done", opened: cases.open(actor, caseId) };
  };
  return {
    async issue(actor, { caseId, ...request }) {
      const token = session.getPersonToken();
      return answer(actor, caseId, "issueCertificate", await link.ask((client, access) => client.issueCertificate(access, token, caseId, request)));
    },
    async issueMany(request) {
      const token = session.getPersonToken();
      const { answers } = await link.ask((client, access) => client.issueCertificates(access, token, request));
      await link.syncNow();
      return answers.map(({ caseId, result, failure }) => ({ caseId, failure, refusal: result?.outcome === "rejected" ? result.refusal : null }));
    },
    async revoke(actor, { caseId, ...request }) {
      const token = session.getPersonToken();
      return answer(actor, caseId, "revokeCertificate", await link.ask((client, access) => client.revokeCertificate(access, token, caseId, request)));
    },
  };
}
