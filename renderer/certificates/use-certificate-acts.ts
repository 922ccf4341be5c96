import { useRef, useState } from "react";
import type { CommandAnswer, OpenedCase } from "../../contracts/ipc/cases.ts";
import type { CommandKind, CommandPayload } from "../../domain/case/case-command.ts";
import type { CommandId, Sha256 } from "../../domain/ids.ts";
import { namesOf } from "../app/catalogue-store.ts";
import { useStores } from "../app/stores.ts";

export type IssueWish = Pick<CommandPayload<"issueCertificate">, "issue" | "replaces" | "reason">;

/** What the centre does for the officer; each wish has one id until it is answered, so that a lost answer makes no second certificate. */
export function useCertificateActs(opened: OpenedCase) {
  const { services, notices, certificateCase, unsentWords } = useStores();
  const [isBusy, setBusy] = useState(false);
  const wished = useRef<{ text: string; requestId: CommandId } | null>(null);
  const caseId = opened.case.id;

  const ask = async (kind: CommandKind, wish: object, question: (requestId: CommandId) => Promise<CommandAnswer>, said: string): Promise<boolean> => {
    const text = JSON.stringify(wish);
    if (wished.current?.text !== text) wished.current = { text, requestId: services.newId() as CommandId };
    const { requestId } = wished.current;
    setBusy(true);
    const give = async (): Promise<boolean> => {
      try {
        const answer = await question(requestId);
        wished.current = null;
        if (answer.outcome === "refused") {
          notices.getState().refuse(answer.refusal, namesOf(opened.item));
          return false;
        }
        await certificateCase.getState().open(caseId);
        notices.getState().show("done", said);
        return true;
      } catch (error) {
        notices.getState().report(error);
        return false;
      } finally {
        setBusy(false);
      }
    };
    return unsentWords.getState().giving(caseId, kind, give);
  };
  return {
    isBusy,
    issue: (wish: IssueWish) => ask("issueCertificate", wish, (requestId) => services.client.call("certificates.issue", { caseId, requestId, ...wish }), "证照已编号、用印。"),
    revoke: (revocation: CommandPayload<"revokeCertificate">) => ask("revokeCertificate", revocation, (requestId) => services.client.call("certificates.revoke", { caseId, requestId, ...revocation }), `证照 ${revocation.number} 已注销。`),
    async save(sha256: Sha256) {
      try {
        const { path } = await services.client.call("papers.save", { caseId, sha256 });
        notices.getState().show("done", `已存为 ${path}`);
      } catch (error) {
        notices.getState().report(error);
      }
    },
  };
}
