import { z } from "zod";
import type { ListedMessage, MessagesQuery } from "../../contracts/messages.ts";
import { messageLines, messagesRetried, noMessages } from "../../contracts/wording/message-commands.ts";
import { Failure } from "../../domain/failure.ts";
import type { Centre } from "../../server/centre.ts";
import { listMessages } from "../../server/messages/list-messages.ts";
import { retryMessage } from "../../server/messages/send-messages.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { useCentre } from "./use-centre.ts";

export interface ListMessagesOptions extends CentreChoice {
  readonly state: NonNullable<MessagesQuery["state"]>;
  readonly json?: boolean;
}

export interface RetryMessagesOptions extends CentreChoice {
  readonly all?: boolean;
}

const messagesAtOnce = 500;

/** Messages to applicants in one state, newest first (R-FLOW-8). */
export async function list({ state, json = false, ...choice }: ListMessagesOptions, terminal: Terminal): Promise<ExitCode> {
  await useCentre(choice, async (centre) => {
    let count = 0;
    for await (const message of messagesIn(centre, state)) {
      count += 1;
      if (json) terminal.print(JSON.stringify(message));
      else for (const line of messageLines(message)) terminal.print(line);
    }
    if (count === 0) terminal.note(noMessages(state));
  });
  return 0;
}

/** At the centre's own machine: no person stands behind it in the audit. Throws `message-unknown`; those named before it are queued. */
export async function retry(ids: readonly string[], { all = false, ...choice }: RetryMessagesOptions, terminal: Terminal): Promise<ExitCode> {
  await useCentre(choice, async (centre) => {
    const wanted = [...ids];
    if (all) for await (const { messageId } of messagesIn(centre, "given-up")) wanted.push(messageId);
    for (const messageId of wanted) {
      if (!z.uuid().safeParse(messageId).success) throw new Failure("message-unknown", { details: { messageId } });
      await retryMessage(centre, messageId, null);
    }
    terminal.print(messagesRetried(wanted.length));
  });
  return 0;
}

async function* messagesIn({ database }: Centre, state: ListMessagesOptions["state"]): AsyncGenerator<ListedMessage> {
  let before: MessagesQuery["before"];
  do {
    const { messages } = await listMessages(database, { state, before, limit: messagesAtOnce });
    yield* messages;
    const last = messages.length < messagesAtOnce ? undefined : messages.at(-1);
    before = last && { queuedAt: last.queuedAt, messageId: last.messageId };
  } while (before !== undefined);
}
