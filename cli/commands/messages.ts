import { Command, Option } from "commander";
import { messageStateSchema } from "../../contracts/messages.ts";
import { messagesHelp } from "../../contracts/wording/message-commands.ts";
import { addCentreOptions } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { ListMessagesOptions, RetryMessagesOptions } from "../work/messages.ts";

export function messagesCommand(terminal: Terminal, run: Run): Command {
  const list = new Command("list").summary(messagesHelp.listSummary).description(messagesHelp.listDescription);
  addCentreOptions(list)
    .addOption(new Option("--state <state>", messagesHelp.state).choices(messageStateSchema.options).default("given-up"))
    .option("--json", messagesHelp.json)
    .addHelpText("after", messagesHelp.examples)
    .action((options: ListMessagesOptions) => run(async () => (await import("../work/messages.ts")).list(options, terminal)));

  const retry = new Command("retry").summary(messagesHelp.retrySummary).description(messagesHelp.retryDescription);
  addCentreOptions(retry)
    .argument("[ids...]", messagesHelp.ids)
    .option("--all", messagesHelp.all)
    .addHelpText("after", messagesHelp.examples)
    .action(async (ids: string[], options: RetryMessagesOptions) => {
      if ((ids.length === 0) !== (options.all === true)) return retry.error(messagesHelp.idsOrAll, { exitCode: 2 });
      await run(async () => (await import("../work/messages.ts")).retry(ids, options, terminal));
    });
  return new Command("messages").summary(messagesHelp.summary).description(messagesHelp.description).addHelpText("after", messagesHelp.examples).addCommand(list).addCommand(retry);
}
