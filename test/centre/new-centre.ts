import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startCentre } from "../../server/start.ts";
import { makeSharedFolder } from "./postgres.ts";
import type { CliResult } from "../../cli/testing/run-cli.ts";
import { runHere } from "../../cli/testing/run-here.ts";

export interface NewCentre {
  /** A file beside the centre. */
  at(name: string): string;
  /** The command line on this centre. */
  ask(...arguments_: string[]): Promise<CliResult>;
  close(): Promise<void>;
}

/** A running centre as `setup` makes it, with one office and nothing else; commands work beside it. */
export async function startNewCentre(office: string): Promise<NewCentre> {
  const folder = await makeSharedFolder();
  const dataFolder = join(folder, "centre");
  const ask = (...arguments_: string[]) => runHere([...arguments_, "--data", dataFolder]);
  const { exitCode, stderr } = await ask("setup", "--region", "360400", "--office", office, "--account", "admin", "--name", "张三");
  if (exitCode !== 0) throw new Error(stderr);
  const centre = await startCentre({ dataFolder });
  return {
    at: (name) => join(folder, name),
    ask,
    close: async () => {
      await centre.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
