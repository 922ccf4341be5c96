import { Command, Option } from "commander";
import { personHelp } from "../../contracts/wording/person-commands.ts";
import { givenRoleSchema } from "../../domain/people/role.ts";
import { addCentreOptions, parseAccount, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { AddPersonOptions } from "../work/people.ts";

export function personCommand(terminal: Terminal, run: Run): Command {
  const roleOption = (): Option => new Option("--role <role...>", personHelp.role).choices(givenRoleSchema.options).makeOptionMandatory();

  const list = new Command("list").summary(personHelp.listSummary).description(personHelp.listSummary);
  addCentreOptions(list)
    .option("--json", personHelp.json)
    .addHelpText("after", personHelp.examples)
    .action((options: CentreChoice & { readonly json?: boolean }) => run(async () => (await import("../work/people.ts")).list(options, terminal)));

  const add = new Command("add").summary(personHelp.addSummary).description(personHelp.addSummary);
  addCentreOptions(add)
    .addOption(new Option("--account <account>", personHelp.account).argParser(parseAccount).makeOptionMandatory())
    .requiredOption("--name <name>", personHelp.name)
    .requiredOption("--office <name>", personHelp.office)
    .addOption(roleOption())
    .addHelpText("after", personHelp.examples)
    .action(async (options: AddPersonOptions) => {
      const name = options.name.trim();
      if (name === "" || name.length > 60) return add.error(personHelp.wrongName, { exitCode: 2 });
      await run(async () => (await import("../work/people.ts")).add({ ...options, name }, terminal));
    });

  const setRoles = new Command("roles").summary(personHelp.rolesSummary).description(personHelp.rolesSummary);
  addCentreOptions(setRoles)
    .argument("<account>", personHelp.accountArgument)
    .addOption(roleOption())
    .addHelpText("after", personHelp.examples)
    .action((account: string, options: CentreChoice & Pick<AddPersonOptions, "role">) =>
      run(async () => (await import("../work/people.ts")).setRoles(account, options, terminal)));

  const onAccount = (name: string, summary: string, what: "givePassword" | "deactivate"): Command =>
    addCentreOptions(new Command(name).summary(summary).description(summary))
      .argument("<account>", personHelp.accountArgument)
      .addHelpText("after", personHelp.examples)
      .action((account: string, options: CentreChoice) => run(async () => (await import("../work/people.ts"))[what](account, options, terminal)));

  return new Command("person")
    .summary(personHelp.summary)
    .description(personHelp.description)
    .addHelpText("after", personHelp.examples)
    .addCommand(list)
    .addCommand(add)
    .addCommand(setRoles)
    .addCommand(onAccount("password", personHelp.passwordSummary, "givePassword"))
    .addCommand(onAccount("deactivate", personHelp.deactivateSummary, "deactivate"));
}
