import { Command } from "commander";
import { backupHelp, restoreHelp } from "../../contracts/wording/cli.ts";
import { addCentreOptions, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";

export function backupCommand(terminal: Terminal, run: Run): Command {
  const command = new Command("backup").summary(backupHelp.summary).description(backupHelp.description);
  return addCentreOptions(command)
    .requiredOption("-o, --out <dir>", backupHelp.out)
    .addHelpText("after", backupHelp.examples)
    .action((options: CentreChoice & { readonly out: string }) =>
      run(async () => (await import("../work/back-up.ts")).backUp(options, terminal)));
}

export function restoreCommand(terminal: Terminal, run: Run): Command {
  const command = new Command("restore").summary(restoreHelp.summary).description(restoreHelp.description);
  return addCentreOptions(command)
    .requiredOption("-f, --from <dir>", restoreHelp.from)
    .addHelpText("after", restoreHelp.examples)
    .action((options: CentreChoice & { readonly from: string }) =>
      run(async () => (await import("../work/back-up.ts")).restore(options, terminal)));
}
