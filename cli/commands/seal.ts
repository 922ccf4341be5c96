import { Command } from "commander";
import { sealHelp } from "../../contracts/wording/certificate-commands.ts";
import { addCentreOptions, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { MakeSealOptions, SealUsesOptions } from "../work/seals.ts";

export function sealCommand(terminal: Terminal, run: Run): Command {
  const list = new Command("list").summary(sealHelp.listSummary).description(sealHelp.listSummary);
  addCentreOptions(list)
    .option("--json", sealHelp.json)
    .addHelpText("after", sealHelp.examples)
    .action((options: CentreChoice & { readonly json?: boolean }) => run(async () => (await import("../work/seals.ts")).list(options, terminal)));

  const make = new Command("make").summary(sealHelp.makeSummary).description(sealHelp.makeSummary);
  addCentreOptions(make)
    .requiredOption("--office <name>", sealHelp.office)
    .option("--code <digits>", sealHelp.code, "")
    .option("-r, --reason <text>", sealHelp.reason)
    .option("--compromised", sealHelp.compromised)
    .addHelpText("after", sealHelp.examples)
    .action(async (options: MakeSealOptions) => {
      if (!/^\d{0,16}$/.test(options.code)) return make.error(sealHelp.wrongCode, { exitCode: 2 });
      await run(async () => (await import("../work/seals.ts")).make(options, terminal));
    });
  const uses = new Command("uses").summary(sealHelp.usesSummary).description(sealHelp.usesDescription);
  addCentreOptions(uses)
    .requiredOption("--office <name>", sealHelp.office)
    .option("--json", sealHelp.usesJson)
    .addHelpText("after", sealHelp.examples)
    .action((options: SealUsesOptions) => run(async () => (await import("../work/seals.ts")).printUses(options, terminal)));

  return new Command("seal").summary(sealHelp.summary).description(sealHelp.description).addHelpText("after", sealHelp.examples).addCommand(list).addCommand(make).addCommand(uses);
}
