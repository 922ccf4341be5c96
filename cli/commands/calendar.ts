import { Command } from "commander";
import { calendarHelp } from "../../contracts/wording/calendar-commands.ts";
import { addCentreOptions, type CentreChoice } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";

export function calendarCommand(terminal: Terminal, run: Run): Command {
  const show = new Command("show").summary(calendarHelp.showSummary).description(calendarHelp.showSummary);
  addCentreOptions(show)
    .option("--json", calendarHelp.json)
    .addHelpText("after", calendarHelp.examples)
    .action((options: CentreChoice & { readonly json?: boolean }) => run(async () => (await import("../work/calendars.ts")).show(options, terminal)));

  const set = new Command("set").summary(calendarHelp.setSummary).description(calendarHelp.setDescription).argument("<file>", calendarHelp.file);
  addCentreOptions(set)
    .addHelpText("after", calendarHelp.examples)
    .action((file: string, options: CentreChoice) => run(async () => (await import("../work/calendars.ts")).set(file, options, terminal)));
  return new Command("calendar").summary(calendarHelp.summary).description(calendarHelp.description).addHelpText("after", calendarHelp.examples).addCommand(show).addCommand(set);
}
