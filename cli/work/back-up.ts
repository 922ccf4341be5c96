import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { backupDone, restoreDone } from "../../contracts/wording/cli.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { backupCentre } from "../../server/backup/backup-centre.ts";
import { restoreCentre } from "../../server/backup/restore-centre.ts";
import { centreOptionsOf, type CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { useCentre } from "./use-centre.ts";

export async function backUp(options: CentreChoice & { readonly out: string }, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(options.out);
  const { tables, files } = await useCentre(options, (centre) => backupCentre(centre, folder));
  terminal.print(backupDone(folder, tables.reduce((count, { rowCount }) => count + rowCount, 0), files.length));
  return 0;
}

export async function restore(options: CentreChoice & { readonly from: string }, terminal: Terminal): Promise<ExitCode> {
  const target = { ...centreOptionsOf(options), now: () => instantOf(Date.now()) };
  // Before anything private is made in it: as root, the embedded database's own user must be able to enter.
  await mkdir(target.dataFolder, { recursive: true });
  const { caseCount, eventCount } = await restoreCentre(resolve(options.from), target);
  terminal.print(restoreDone(target.dataFolder, caseCount, eventCount));
  return 0;
}
