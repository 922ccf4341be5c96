import { Command, Option } from "commander";
import { enrolmentCodeHelp, setupHelp } from "../../contracts/wording/cli.ts";
import { addCentreOptions, parseAccount } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { EnrolmentCodeOptions, SetupOptions } from "../work/set-up.ts";

export function setupCommand(terminal: Terminal, run: Run): Command {
  const command = new Command("setup").summary(setupHelp.summary).description(setupHelp.description);
  return addCentreOptions(command)
    .requiredOption("--region <code>", setupHelp.region)
    .requiredOption("--office <name>", setupHelp.office)
    .addOption(new Option("--account <account>", setupHelp.account).argParser(parseAccount).makeOptionMandatory())
    .requiredOption("--name <name>", setupHelp.name)
    .option("--with-items", setupHelp.withItems)
    .addHelpText("after", setupHelp.examples)
    .action(async (options: SetupOptions) => {
      if (!/^\d{6}$/.test(options.region)) command.error(setupHelp.wrongRegion, { exitCode: 2 });
      await run(async () => (await import("../work/set-up.ts")).setUp(options, terminal));
    });
}

export function enrolmentCodeCommand(terminal: Terminal, run: Run): Command {
  const command = new Command("enrolment-code").summary(enrolmentCodeHelp.summary).description(enrolmentCodeHelp.description);
  return addCentreOptions(command)
    .requiredOption("--office <name>", enrolmentCodeHelp.office)
    .addHelpText("after", enrolmentCodeHelp.examples)
    .action((options: EnrolmentCodeOptions) => run(async () => (await import("../work/set-up.ts")).giveEnrolmentCode(options, terminal)));
}
