import { Command } from "commander";
import { itemHelp } from "../../contracts/wording/item-commands.ts";
import { addCentreOptions, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { ExportOptions, ImportOptions } from "../work/items.ts";

export function itemCommand(terminal: Terminal, run: Run): Command {
  const list = new Command("list").summary(itemHelp.listSummary).description(itemHelp.listSummary);
  addCentreOptions(list)
    .option("--json", itemHelp.json)
    .addHelpText("after", itemHelp.examples)
    .action((options: CentreChoice & { readonly json?: boolean }) => run(async () => (await import("../work/items.ts")).list(options, terminal)));

  const importCommand = new Command("import").summary(itemHelp.importSummary).description(itemHelp.importDescription);
  addCentreOptions(importCommand)
    .argument("<files...>", itemHelp.files)
    .option("--office <name>", itemHelp.office)
    .addHelpText("after", itemHelp.examples)
    .action((files: string[], options: ImportOptions) => run(async () => (await import("../work/items.ts")).importFiles(files, options, terminal)));

  const exportCommand = new Command("export").summary(itemHelp.exportSummary).description(itemHelp.exportDescription);
  addCentreOptions(exportCommand)
    .argument("[codes...]", itemHelp.codes)
    .requiredOption("-o, --out <file>", itemHelp.out)
    .option("--shipped", itemHelp.shipped)
    .addHelpText("after", itemHelp.examples)
    .action((codes: string[], options: ExportOptions) => run(async () => (await import("../work/items.ts")).exportItems(codes, options, terminal)));

  return new Command("item")
    .summary(itemHelp.summary)
    .description(itemHelp.description)
    .addHelpText("after", itemHelp.examples)
    .addCommand(list)
    .addCommand(importCommand)
    .addCommand(exportCommand);
}
