import { Command, Option } from "commander";
import { pagesHelp } from "../../contracts/wording/cli.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { PagesOptions } from "../work/make-pages.ts";

export function pagesCommand(terminal: Terminal, run: Run): Command {
  return new Command("pages")
    .summary(pagesHelp.summary)
    .description(pagesHelp.description)
    .argument("<in...>", pagesHelp.in)
    .requiredOption("-o, --out <dir>", pagesHelp.out)
    .option("--json", pagesHelp.json)
    .addOption(new Option("--mode <mode>", pagesHelp.mode).choices(["standard", "fast", "faithful"]).default("standard"))
    .option("--camera", pagesHelp.camera)
    .option("--no-camera", pagesHelp.noCamera)
    .addHelpText("after", pagesHelp.examples)
    .action((inputs: string[], options: PagesOptions) =>
      run(async () => (await import("../work/make-pages.ts")).makePages(inputs, options, terminal)));
}
