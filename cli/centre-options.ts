import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { centreOptionsHelp } from "../contracts/wording/cli.ts";
import { Failure } from "../domain/failure.ts";
import { accountSchema } from "../domain/people/role.ts";
import { sealKeyFileName } from "../server/seal/key-encryption.ts";
import type { CentreOptions } from "../server/start.ts";
import { openSealTokenKeys } from "./seal-token-keys.ts";

/** Which centre a command works on. */
export interface CentreChoice {
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly sealKeyFile?: string;
  readonly sealPkcs11?: string;
  readonly sealToken?: string;
  readonly sealPinFile?: string;
}

/** `--data`, `--database-url`, `--seal-key-file` and where a token keeps the seals' keys, for every command that works on a centre's data. */
export function addCentreOptions(command: Command): Command {
  return command
    .option("-d, --data <dir>", centreOptionsHelp.data)
    .addOption(new Option("--database-url <url>", centreOptionsHelp.databaseUrl).env("DATABASE_URL").argParser(parseDatabaseUrl))
    .addOption(new Option("--seal-key-file <file>", centreOptionsHelp.sealKeyFile).env("YICHUANG_SEAL_KEY_FILE"))
    .addOption(new Option("--seal-pkcs11 <library>", centreOptionsHelp.sealPkcs11).env("YICHUANG_SEAL_PKCS11"))
    .addOption(new Option("--seal-token <label>", centreOptionsHelp.sealToken).env("YICHUANG_SEAL_TOKEN"))
    .addOption(new Option("--seal-pin-file <file>", centreOptionsHelp.sealPinFile).env("YICHUANG_SEAL_PIN_FILE"));
}

/** The token that keeps the seals' keys, if one is named; to be closed. Throws Failure `seal-token-incomplete` when it is named by half. */
export function openSealToken({ sealPkcs11, sealToken, sealPinFile }: CentreChoice): ReturnType<typeof openSealTokenKeys> | undefined {
  if (sealPkcs11 === undefined && sealToken === undefined && sealPinFile === undefined) return undefined;
  if (sealPkcs11 === undefined || sealToken === undefined || sealPinFile === undefined) throw new Failure("seal-token-incomplete");
  return openSealTokenKeys({ libraryPath: resolve(sealPkcs11), token: sealToken, pinFile: resolve(sealPinFile) });
}

export function centreOptionsOf({ data, databaseUrl, sealKeyFile }: CentreChoice): Pick<CentreOptions, "dataFolder" | "databaseUrl" | "sealKey"> {
  const sealKey = { text: process.env["YICHUANG_SEAL_KEY"], file: sealKeyFile && resolve(sealKeyFile) };
  return { dataFolder: resolve(data ?? defaultDataFolder()), databaseUrl, sealKey };
}

/** The file to be kept apart from the backups; undefined when the key is in the environment. */
export function sealKeyFileOf(choice: CentreChoice): string | undefined {
  const { dataFolder, sealKey } = centreOptionsOf(choice);
  return sealKey?.text === undefined ? (sealKey?.file ?? join(dataFolder, sealKeyFileName)) : undefined;
}

/** Root's own home is closed to the user the embedded database runs as. */
function defaultDataFolder(): string {
  return process.getuid?.() === 0 ? "/var/lib/yichuang/centre" : join(homedir(), ".yichuang", "centre");
}

function parseDatabaseUrl(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text)) throw new InvalidArgumentError("postgres://…");
  return text;
}

export function parseHttpUrl(text: string): string {
  if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text)) throw new InvalidArgumentError("http://…");
  return text;
}

/** A TCP port; 0 leaves the choice to the system. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError("0–65535");
  return port;
}

/** What one signs in with. */
export function parseAccount(text: string): string {
  const account = accountSchema.safeParse(text);
  if (!account.success) throw new InvalidArgumentError("a-z0-9._-");
  return account.data;
}
