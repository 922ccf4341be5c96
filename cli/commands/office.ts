import { Command } from "commander";
import { officeHelp } from "../../contracts/wording/office-commands.ts";
import { addCentreOptions, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { SetOfficeOptions } from "../work/office-profiles.ts";

export function officeCommand(terminal: Terminal, run: Run): Command {
  const list = new Command("list").summary(officeHelp.listSummary).description(officeHelp.listSummary);
  addCentreOptions(list)
    .option("--json", officeHelp.json)
    .addHelpText("after", officeHelp.examples)
    .action((options: CentreChoice & { readonly json?: boolean }) => run(async () => (await import("../work/office-profiles.ts")).list(options, terminal)));

  const add = new Command("add").summary(officeHelp.addSummary).description(officeHelp.addSummary);
  addCentreOptions(add)
    .requiredOption("--office <name>", officeHelp.newOffice)
    .addHelpText("after", officeHelp.examples)
    .action(async (options: CentreChoice & { readonly office: string }) => {
      const office = options.office.trim();
      if (office === "" || office.length > 100) return add.error(officeHelp.wrongName, { exitCode: 2 });
      await run(async () => (await import("../work/office-profiles.ts")).add({ ...options, office }, terminal));
    });

  const set = new Command("set").summary(officeHelp.setSummary).description(officeHelp.setDescription);
  addCentreOptions(set)
    .requiredOption("--office <name>", officeHelp.office)
    .option("--address <text>", officeHelp.address)
    .option("--phone <number>", officeHelp.phone)
    .option("--review-authority <name>", officeHelp.reviewAuthority)
    .option("--court <name>", officeHelp.court)
    .option("--fee-payee <name>", officeHelp.feePayee)
    .option("--fee-bank <name>", officeHelp.feeBank)
    .option("--fee-number <digits>", officeHelp.feeNumber)
    .option("--no-fee-account", officeHelp.noFeeAccount)
    .addHelpText("after", officeHelp.examples)
    .action((options: SetOfficeOptions) => run(async () => (await import("../work/office-profiles.ts")).set(options, terminal)));
  return new Command("office").summary(officeHelp.summary).description(officeHelp.description).addHelpText("after", officeHelp.examples).addCommand(list).addCommand(add).addCommand(set);
}
