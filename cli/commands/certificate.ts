import { Command } from "commander";
import { certificateHelp } from "../../contracts/wording/certificate-commands.ts";
import { addCentreOptions, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { VerifyFileOptions } from "../work/certificates.ts";
import type { SheetsOptions } from "../work/sheets.ts";

type OutOptions = CentreChoice & { readonly out: string };

export function certificateCommand(terminal: Terminal, run: Run): Command {
  const verify = new Command("verify").summary(certificateHelp.verifySummary).description(certificateHelp.verifyDescription);
  addCentreOptions(verify)
    .argument("<file>", certificateHelp.file)
    .option("--root <file>", certificateHelp.root)
    .option("--register <file>", certificateHelp.register)
    .option("--json", certificateHelp.json)
    .addHelpText("after", certificateHelp.examples)
    .action(async (file: string, options: VerifyFileOptions) => {
      if (options.register !== undefined && options.root === undefined) return verify.error(certificateHelp.registerNeedsRoot, { exitCode: 2 });
      await run(async () => (await import("../work/certificates.ts")).verify(file, options, terminal));
    });

  const exportCommand = (name: string, summary: string, what: "exportRoots" | "exportWholeRegister"): Command =>
    addCentreOptions(new Command(name).summary(summary).description(summary))
      .requiredOption("-o, --out <file>", certificateHelp.out)
      .addHelpText("after", certificateHelp.examples)
      .action((options: OutOptions) => run(async () => (await import("../work/certificates.ts"))[what](options, terminal)));

  const sheets = new Command("sheets").summary(certificateHelp.sheetsSummary).description(certificateHelp.sheetsDescription);
  addCentreOptions(sheets)
    .requiredOption("--office <name>", certificateHelp.office)
    .option("--json", certificateHelp.sheetsJson)
    .addHelpText("after", certificateHelp.examples)
    .action((options: SheetsOptions) => run(async () => (await import("../work/sheets.ts")).printSheets(options, terminal)));

  return new Command("certificate")
    .summary(certificateHelp.summary)
    .description(certificateHelp.description)
    .addHelpText("after", certificateHelp.examples)
    .addCommand(verify)
    .addCommand(sheets)
    .addCommand(exportCommand("export-root", certificateHelp.exportRootSummary, "exportRoots"))
    .addCommand(exportCommand("export-register", certificateHelp.exportRegisterSummary, "exportWholeRegister"));
}
