import { Command } from "commander";
import { exportHelp } from "../../contracts/wording/cli.ts";
import { parseCaseNumber } from "../../domain/case/case-number.ts";
import { addCentreOptions, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";

export function exportCommand(terminal: Terminal, run: Run): Command {
  const command = new Command("export").summary(exportHelp.summary).description(exportHelp.description);
  return addCentreOptions(command)
    .argument("<case>", exportHelp.case)
    .requiredOption("-o, --out <dir>", exportHelp.out)
    .addHelpText("after", exportHelp.examples)
    .action(async (text: string, options: CentreChoice & { readonly out: string }) => {
      const number = parseCaseNumber(text);
      if (!number) return command.error(exportHelp.wrongNumber, { exitCode: 2 });
      await run(async () => (await import("../work/export-case.ts")).exportByNumber(number, options, terminal));
    });
}
