import { Command, Option } from "commander";
import { serverHelp } from "../../contracts/wording/cli.ts";
import { addCentreOptions, parseHttpUrl, parsePort } from "../centre-options.ts";
import type { Run, Terminal } from "../terminal.ts";
import type { ServerOptions } from "../work/serve.ts";

/** Fixed, because an enrolled workstation looks for the centre where it found it. */
const defaultPort = 8460;

export function serverCommand(terminal: Terminal, run: Run): Command {
  const command = new Command("server").summary(serverHelp.summary).description(serverHelp.description);
  return addCentreOptions(command)
    .addOption(new Option("-p, --port <n>", serverHelp.port).argParser(parsePort).default(defaultPort))
    .option("--host <host>", serverHelp.host, "127.0.0.1")
    .option("--tls-cert <file>", serverHelp.tlsCert)
    .option("--tls-key <file>", serverHelp.tlsKey)
    .addOption(new Option("--public-url <url>", serverHelp.publicUrl).argParser(parseHttpUrl))
    .addOption(new Option("--sms-gateway <url>", serverHelp.messageGateway).env("YICHUANG_SMS_GATEWAY").argParser(parseHttpUrl))
    .option("--trial", serverHelp.trial)
    .option("--json", serverHelp.json)
    .addHelpText("after", serverHelp.examples)
    .action(async (options: ServerOptions) => {
      if ((options.tlsCert === undefined) !== (options.tlsKey === undefined)) return command.error(serverHelp.tlsPair, { exitCode: 2 });
      await run(async () => {
        await (await import("../work/serve.ts")).serve(options, terminal);
        return 0;
      });
    });
}
