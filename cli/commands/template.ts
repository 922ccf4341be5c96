import { Command } from "commander";
import { templateHelp } from "../../contracts/wording/template-commands.ts";
import { documentKindSchema } from "../../domain/case/case-parts.ts";
import { addCentreOptions, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { ExportTemplateOptions } from "../work/templates.ts";

export function templateCommand(terminal: Terminal, run: Run): Command {
  const list = new Command("list").summary(templateHelp.listSummary).description(templateHelp.listSummary);
  addCentreOptions(list)
    .option("--json", templateHelp.json)
    .addHelpText("after", templateHelp.examples)
    .action((options: CentreChoice & { readonly json?: boolean }) => run(async () => (await import("../work/templates.ts")).list(options, terminal)));

  const exportCommand = new Command("export").summary(templateHelp.exportSummary).description(templateHelp.exportDescription).argument("<kind>", templateHelp.kind);
  addCentreOptions(exportCommand)
    .option("--office <name>", templateHelp.exportOffice)
    .option("--shipped", templateHelp.shipped)
    .option("--sha256 <hash>", templateHelp.sha256)
    .requiredOption("-o, --out <file>", templateHelp.out)
    .addHelpText("after", templateHelp.examples)
    .action(async (given: string, options: ExportTemplateOptions) => {
      const kind = documentKindSchema.safeParse(given);
      if (!kind.success) return exportCommand.error(templateHelp.unknownKind, { exitCode: 2 });
      if ([options.office, options.shipped, options.sha256].filter((one) => one !== undefined).length > 1) return exportCommand.error(templateHelp.wrongChoice, { exitCode: 2 });
      await run(async () => (await import("../work/templates.ts")).exportTemplate(kind.data, options, terminal));
    });

  const importCommand = new Command("import").summary(templateHelp.importSummary).description(templateHelp.importDescription).argument("<file>", templateHelp.file);
  addCentreOptions(importCommand)
    .option("--office <name>", templateHelp.importOffice)
    .addHelpText("after", templateHelp.examples)
    .action((file: string, options: CentreChoice & { readonly office?: string }) => run(async () => (await import("../work/templates.ts")).importTemplate(file, options, terminal)));

  const check = new Command("check")
    .summary(templateHelp.checkSummary)
    .description(templateHelp.importDescription)
    .argument("<file>", templateHelp.file)
    .addHelpText("after", templateHelp.examples)
    .action((file: string) => run(async () => (await import("../work/templates.ts")).check(file, terminal)));

  const preview = new Command("preview")
    .summary(templateHelp.previewSummary)
    .description(templateHelp.previewSummary)
    .argument("<file>", templateHelp.file)
    .requiredOption("-o, --out <file>", templateHelp.out)
    .addHelpText("after", templateHelp.examples)
    .action((file: string, options: { readonly out: string }) => run(async () => (await import("../work/templates.ts")).preview(file, options, terminal)));

  const template = new Command("template").summary(templateHelp.summary).description(templateHelp.description).addHelpText("after", templateHelp.examples);
  for (const command of [list, exportCommand, importCommand, check, preview]) template.addCommand(command);
  return template;
}
