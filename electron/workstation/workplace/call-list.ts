import type { Attention } from "../../../contracts/ipc/workplace.ts";
import type { Call } from "../../../contracts/messages.ts";
import { isFailure } from "../../../domain/failure.ts";
import type { PersonId } from "../../../domain/ids.ts";
import type { CentreLink } from "./centre-link.ts";
import type { Session, SignedIn } from "./session.ts";

/** Whom the window's clerk is to telephone (R-FLOW-10), as the centre last said; held in memory only, for the centre alone knows. */
export interface CallList {
  list(): Attention[];
  count(): number;
  /** Asks the centre again where a round of sync has ended since. What cannot be asked leaves the list as it was. */
  follow(): void;
  /** The applicant was told; false when the row is none of these. Throws what the centre says: `message-unknown` when somebody else told them. */
  told(attentionId: string): Promise<boolean>;
}

interface CallListPorts {
  readonly link: Pick<CentreLink, "ask" | "state">;
  readonly session: Pick<Session, "find" | "getPersonToken">;
  onChange(): void;
  logError(error: unknown): void;
}

export function createCallList({ link, session, onChange, logError }: CallListPorts): CallList {
  let askedFor: PersonId | undefined;
  let wasSyncing = false;
  /** What was asked before somebody was told does not know it. */
  let toldCount = 0;
  let calls: readonly Call[] = [];

  /** Nobody else's list is shown to who is signed in now. */
  const own = (): readonly Call[] => (askedFor !== undefined && session.find()?.person.personId === askedFor ? calls : []);

  const refresh = async ({ person }: SignedIn, personToken: string): Promise<void> => {
    const toldBefore = toldCount;
    try {
      const answer = await link.ask((client, access) => client.listCalls(access, personToken));
      if (askedFor !== person.personId || toldCount !== toldBefore) return;
      calls = answer;
      onChange();
    } catch (error) {
      if (!isFailure(error)) logError(error);
    }
  };

  return {
    list: () => own().map(attentionOf),
    count: () => own().length,
    follow() {
      const signedIn = session.find();
      const { isSyncing } = link.state();
      const isRoundOver = wasSyncing && !isSyncing;
      wasSyncing = isSyncing;
      if (!signedIn?.personToken || !signedIn.person.roles.includes("window-clerk")) return;
      const { personId } = signedIn.person;
      if (askedFor === personId && !isRoundOver) return;
      if (askedFor !== personId) calls = [];
      askedFor = personId;
      void refresh(signedIn, signedIn.personToken);
    },
    async told(attentionId) {
      const call = own().find((one) => idOf(one) === attentionId);
      if (call === undefined) return false;
      const personToken = session.getPersonToken();
      const messageIds = call.messages.map(({ messageId }) => messageId);
      await link.ask((client, access) => client.recordTold(access, personToken, messageIds));
      toldCount += 1;
      calls = calls.filter((one) => idOf(one) !== attentionId);
      onChange();
      return true;
    },
  };
}

/** Another message of the same case makes another row of it: who was told the earlier ones has not heard of that one. */
function idOf({ messages }: Call): string {
  return messages.at(-1)!.messageId;
}

function attentionOf(call: Call): Attention {
  const { caseId, caseNumber, applicantName, contactName, contactNumber, messages } = call;
  return { attentionId: idOf(call), caseId, caseNumber, applicantName, at: messages.at(-1)!.queuedAt, cause: { kind: "applicant-not-told", contactName, contactNumber, messages } };
}
