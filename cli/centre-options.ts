import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { centreOptionsHelp } from "../contracts/wording/cli.ts";
import type { CentreOptions } from "../server/start.ts";

/** Which centre a command works on. */
export interface CentreChoice {
  readonly data?: string;
  readonly databaseUrl?: string;
}

/** `--data` and `--database-url`, for every command that works on a centre's data. */
export function addCentreOptions(command: Command): Command {
  return command
    .option("-d, --data <dir>", centreOptionsHelp.data)
    .addOption(new Option("--database-url <url>", centreOptionsHelp.databaseUrl).env("DATABASE_URL").argParser(parseDatabaseUrl));
}

export function centreOptionsOf({ data, databaseUrl }: CentreChoice): Pick<CentreOptions, "dataFolder" | "databaseUrl"> {
  return { dataFolder: resolve(data ?? defaultDataFolder()), databaseUrl };
}

/** Root's own home is closed to the user the embedded database runs as. */
function defaultDataFolder(): string {
  return process.getuid?.() === 0 ? "/var/lib/yichuang/centre" : join(homedir(), ".yichuang", "centre");
}

function parseDatabaseUrl(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text)) throw new InvalidArgumentError("postgres://…");
  return text;
}

/** A TCP port; 0 leaves the choice to the system. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError("0–65535");
  return port;
}
