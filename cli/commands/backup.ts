import { Command, Option } from "commander";
import { backupHelp, restoreHelp } from "../../contracts/wording/cli.ts";
import { addCentreOptions } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { BackupOptions, RestoreOptions } from "../work/back-up.ts";

const keyFileOption = (help: string): Option => new Option("-k, --key-file <file>", help).env("YICHUANG_BACKUP_KEY_FILE");

export function backupCommand(terminal: Terminal, run: Run): Command {
  const command = new Command("backup").summary(backupHelp.summary).description(backupHelp.description);
  return addCentreOptions(command)
    .requiredOption("-o, --out <dir>", backupHelp.out)
    .addOption(keyFileOption(backupHelp.keyFile))
    .option("--unencrypted", backupHelp.unencrypted)
    .addHelpText("after", backupHelp.examples)
    .action(async (options: BackupOptions) => {
      // A key file of the environment is what is usual; the option says that this once is different.
      const isKeyGiven = command.getOptionValueSource("keyFile") === "cli";
      if (options.unencrypted === true ? isKeyGiven : options.keyFile === undefined) return command.error(backupHelp.keyOrNot, { exitCode: 2 });
      await run(async () => (await import("../work/back-up.ts")).backUp(options, terminal));
    });
}

export function restoreCommand(terminal: Terminal, run: Run): Command {
  const command = new Command("restore").summary(restoreHelp.summary).description(restoreHelp.description);
  return addCentreOptions(command)
    .requiredOption("-f, --from <dir>", restoreHelp.from)
    .addOption(keyFileOption(restoreHelp.keyFile))
    .addHelpText("after", restoreHelp.examples)
    .action((options: RestoreOptions) =>
      run(async () => (await import("../work/back-up.ts")).restore(options, terminal)));
}
