import { Command } from "commander";
import { recordHelp } from "../../contracts/wording/cli.ts";
import { addCentreOptions } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { VerifyOptions } from "../work/verify-all.ts";

export function recordCommand(terminal: Terminal, run: Run): Command {
  const verify = new Command("verify").summary(recordHelp.verifySummary).description(recordHelp.verifyDescription);
  addCentreOptions(verify)
    .option("--json", recordHelp.json)
    .addHelpText("after", recordHelp.examples)
    .action((options: VerifyOptions) => run(async () => (await import("../work/verify-all.ts")).verifyAll(options, terminal)));
  return new Command("record").summary(recordHelp.summary).description(recordHelp.description).addHelpText("after", recordHelp.examples).addCommand(verify);
}
