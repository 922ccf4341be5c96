import { readFileSync } from "node:fs";
import { Command, CommanderError, Help } from "commander";
import { isFailure } from "../domain/failure.ts";
import { cliWording, helpTitles, usageProblem } from "../contracts/wording/cli.ts";
import { backupCommand, restoreCommand } from "./commands/backup.ts";
import { calendarCommand } from "./commands/calendar.ts";
import { certificateCommand } from "./commands/certificate.ts";
import { exportCommand } from "./commands/export.ts";
import { itemCommand } from "./commands/item.ts";
import { messagesCommand } from "./commands/messages.ts";
import { officeCommand } from "./commands/office.ts";
import { pagesCommand } from "./commands/pages.ts";
import { personCommand } from "./commands/person.ts";
import { recordCommand } from "./commands/record.ts";
import { sealCommand } from "./commands/seal.ts";
import { serverCommand } from "./commands/server.ts";
import { enrolmentCodeCommand, setupCommand } from "./commands/setup.ts";
import { templateCommand } from "./commands/template.ts";
import { workstationCommand } from "./commands/workstation.ts";
import { failureLine } from "./failure-line.ts";
import { processTerminal, type ExitCode, type Run, type Terminal } from "./terminal.ts";

/** Runs `yichuang` with these arguments and returns the exit code. */
export async function runProgram(arguments_: readonly string[], terminal: Terminal = processTerminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const run: Run = async (work) => void (exitCode = await work());
  try {
    await createProgram(terminal, run).parseAsync([...arguments_], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (error.code !== "commander.help") terminal.note(usageProblem(error.code, error.message));
      return 2;
    }
    if (!isFailure(error)) throw error;
    terminal.note(failureLine(error));
    return 1;
  }
}

function createProgram(terminal: Terminal, run: Run): Command {
  const program = new Command("yichuang").description(cliWording.description).version(readVersion(), "-V, --version", cliWording.version);
  program.addHelpText("after", cliWording.examples);
  const commands = [serverCommand, setupCommand, enrolmentCodeCommand, officeCommand, calendarCommand, personCommand, itemCommand, templateCommand, workstationCommand, pagesCommand, exportCommand, recordCommand, certificateCommand, sealCommand, messagesCommand, backupCommand, restoreCommand];
  for (const create of commands) program.addCommand(create(terminal, run));
  speakChinese(program, terminal);
  return program;
}

/** Commander's own words are English and its errors end the process: both are changed for every command. */
function speakChinese(command: Command, terminal: Terminal): void {
  command
    .exitOverride()
    .helpOption("-h, --help", cliWording.helpOption)
    .configureHelp({
      styleTitle: (title) => helpTitles[title] ?? title,
      optionDescription: (option) => option.description,
      commandUsage: (shown) => placeholders(Help.prototype.commandUsage.call(new Help(), shown)),
      subcommandTerm: (shown) => placeholders(Help.prototype.subcommandTerm.call(new Help(), shown)),
    })
    .configureOutput({ writeOut: (text) => terminal.print(text.trimEnd()), writeErr: (text) => terminal.note(text.trimEnd()), outputError: () => undefined });
  if (command.commands.length > 0) command.helpCommand("help [command]", cliWording.helpCommand);
  for (const subcommand of command.commands) speakChinese(subcommand, terminal);
}

function placeholders(usage: string): string {
  return usage.replace("[options]", "[选项]").replace("[command]", "[命令]");
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return version;
}
