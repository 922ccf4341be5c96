import { Command } from "commander";
import { workstationHelp } from "../../contracts/wording/cli.ts";
import { workstationCodeSchema } from "../../domain/ids.ts";
import { addCentreOptions, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { WorkstationAct } from "../work/workstations.ts";

interface ActOptions extends CentreChoice {
  readonly reason: string;
}

const longestReason = 500;

export function workstationCommand(terminal: Terminal, run: Run): Command {
  const list = new Command("list").summary(workstationHelp.listSummary).description(workstationHelp.listSummary);
  addCentreOptions(list)
    .option("--json", workstationHelp.json)
    .addHelpText("after", workstationHelp.examples)
    .action((options: CentreChoice & { readonly json?: boolean }) => run(async () => (await import("../work/workstations.ts")).list(options, terminal)));

  const actCommand = (name: string, summary: string, act: WorkstationAct): Command => {
    const command = new Command(name).summary(summary).description(summary);
    return addCentreOptions(command)
      .argument("<code>", workstationHelp.code)
      .requiredOption("-r, --reason <text>", workstationHelp.reason)
      .addHelpText("after", workstationHelp.examples)
      .action(async (text: string, options: ActOptions) => {
        const code = workstationCodeSchema.safeParse(text);
        const reason = options.reason.trim();
        if (!code.success) return command.error(workstationHelp.wrongCode, { exitCode: 2 });
        if (reason === "" || reason.length > longestReason) return command.error(workstationHelp.wrongReason, { exitCode: 2 });
        await run(async () => (await import("../work/workstations.ts")).act(act, code.data, reason, options, terminal));
      });
  };
  return new Command("workstation")
    .summary(workstationHelp.summary)
    .description(workstationHelp.description)
    .addHelpText("after", workstationHelp.examples)
    .addCommand(list)
    .addCommand(actCommand("shut-out", workstationHelp.shutOutSummary, "shut-out"))
    .addCommand(actCommand("let-in", workstationHelp.letInSummary, "let-in"));
}
