import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive } from "../is-alive.ts";

/** Names the folder in which all files of a test run share their database servers: to make one takes as long as many a file's tests. */
export const runFolderVariable = "YICHUANG_TEST_POSTGRES";

/** What whoever came first left for the others. */
interface Started {
  readonly databaseUrl?: string;
  readonly error?: string;
}

/** The server of a flavour that this run has already, or else one started now. Several processes may ask at once. */
export async function joinOrStart(folder: string, start: (folder: string) => Promise<string>): Promise<string> {
  const file = join(folder, "started.json");
  const isFirst = await mkdir(folder, { mode: 0o755 }).then(() => true, () => false);
  if (isFirst) {
    const started: Started = await start(folder).then((databaseUrl) => ({ databaseUrl }), (error: unknown) => ({ error: String(error) }));
    await writeFile(`${file}.partial`, JSON.stringify(started));
    await rename(`${file}.partial`, file);
  }
  while (!existsSync(file)) await wait(50);
  const { databaseUrl, error } = JSON.parse(await readFile(file, "utf8")) as Started;
  if (databaseUrl === undefined) throw new Error(`the run's PostgreSQL did not start: ${error}`);
  return databaseUrl;
}

/** For the test runner: before the first file. What is returned ends the servers after the last. */
export default async function shareServers(): Promise<() => Promise<void>> {
  const runFolder = await mkdtemp(join(tmpdir(), "yichuang-run-"));
  await chmod(runFolder, 0o755);
  process.env[runFolderVariable] = runFolder;
  return async () => {
    for (const name of await readdir(runFolder)) await killServer(join(runFolder, name, "postgres", "postmaster.pid"));
    await rm(runFolder, { recursive: true, force: true });
  };
}

/** Nothing of it is kept, so that it need not end in order. */
async function killServer(processFile: string): Promise<void> {
  if (!existsSync(processFile)) return;
  const processId = Number(readFileSync(processFile, "utf8").split("\n")[0]);
  process.kill(processId, "SIGQUIT");
  while (isAlive(processId)) await wait(50);
}
