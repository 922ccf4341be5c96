import { once } from "node:events";
import { Command, Option } from "commander";
import { serverHelp, serverStarted } from "../../contracts/wording/cli.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { serviceCenterStaff } from "../../server/seed/people.ts";
import { startCentre, type CentreOptions } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { addCentreOptions, centreOptionsOf, parsePort, type CentreChoice } from "../centre-options.ts";
import type { Run } from "../program.ts";
import type { Terminal } from "../terminal.ts";

interface ServerOptions extends CentreChoice {
  readonly port: number;
  readonly host: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly trial?: boolean;
  readonly json?: boolean;
}

/** Fixed, because an enrolled workstation looks for the centre where it found it. */
const defaultPort = 8460;

export function serverCommand(terminal: Terminal, run: Run): Command {
  const command = new Command("server").summary(serverHelp.summary).description(serverHelp.description);
  return addCentreOptions(command)
    .addOption(new Option("-p, --port <n>", serverHelp.port).argParser(parsePort).default(defaultPort))
    .option("--host <host>", serverHelp.host, "127.0.0.1")
    .option("--tls-cert <file>", serverHelp.tlsCert)
    .option("--tls-key <file>", serverHelp.tlsKey)
    .option("--trial", serverHelp.trial)
    .option("--json", serverHelp.json)
    .addHelpText("after", serverHelp.examples)
    .action(async (options: ServerOptions) => {
      if ((options.tlsCert === undefined) !== (options.tlsKey === undefined)) command.error(serverHelp.tlsPair, { exitCode: 2 });
      await run(async () => {
        await serve(options, terminal);
        return 0;
      });
    });
}

async function serve(options: ServerOptions, terminal: Terminal): Promise<void> {
  const centre = await startCentre(startOptionsOf(options));
  try {
    const trial = options.trial ? await prepareTrial(centre.centre) : undefined;
    const started = { url: centre.url, dataFolder: centreOptionsOf(options).dataFolder, ...trial };
    if (options.json) terminal.print(JSON.stringify(started));
    else for (const line of serverStarted(started)) terminal.print(line);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    terminal.note(serverHelp.stopping);
  } finally {
    await centre.close();
  }
}

function startOptionsOf(options: ServerOptions): CentreOptions {
  const { host, port, tlsCert, tlsKey } = options;
  const tls = tlsCert !== undefined && tlsKey !== undefined ? { keyFile: tlsKey, certificateFile: tlsCert } : undefined;
  return { ...centreOptionsOf(options), host, port, tls };
}

/** Sample offices, people and items, and a code with which one PC joins the service center. */
async function prepareTrial(centre: Parameters<typeof seedTrial>[0]): Promise<{ enrolmentCode: string; account: string; password: string }> {
  const { password, enrolmentCodeFor } = await seedTrial(centre);
  return { enrolmentCode: await enrolmentCodeFor(serviceCenter.id), account: serviceCenterStaff[0]?.account ?? "", password };
}
