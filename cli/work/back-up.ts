import { resolve } from "node:path";
import { backupDone, restoreDone } from "../../contracts/wording/cli.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { backupCentre } from "../../server/backup/backup-centre.ts";
import { readBackupPassphrase } from "../../server/backup/backup-key.ts";
import { restoreCentre } from "../../server/backup/restore-centre.ts";
import { centreOptionsOf, type CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { useCentre } from "./use-centre.ts";

export interface BackupOptions extends CentreChoice {
  readonly out: string;
  readonly keyFile?: string;
  readonly unencrypted?: boolean;
}

export interface RestoreOptions extends CentreChoice {
  readonly from: string;
  readonly keyFile?: string;
}

/** Throws what `readBackupPassphrase` and `backupCentre` throw. */
export async function backUp(options: BackupOptions, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(options.out);
  const passphrase = options.unencrypted ? undefined : await passphraseOf(options);
  const { tables, files } = await useCentre(options, (centre) => backupCentre(centre, folder, passphrase));
  const rowCount = tables.reduce((count, table) => count + table.rowCount, 0);
  terminal.print(backupDone({ folder, rowCount, fileCount: files.length, isEncrypted: passphrase !== undefined }));
  return 0;
}

export async function restore(options: RestoreOptions, terminal: Terminal): Promise<ExitCode> {
  const target = { ...centreOptionsOf(options), now: () => instantOf(Date.now()) };
  const { caseCount, eventCount } = await restoreCentre(resolve(options.from), target, await passphraseOf(options));
  terminal.print(restoreDone(target.dataFolder, caseCount, eventCount));
  return 0;
}

async function passphraseOf({ keyFile }: Pick<RestoreOptions, "keyFile">): Promise<string | undefined> {
  return keyFile === undefined ? undefined : readBackupPassphrase(resolve(keyFile));
}
